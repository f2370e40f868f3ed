"""Conditions: what they mean, what they say of an answer that is not there, and that they never raise."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portico.records.catalogue import conditions
from portico.records.catalogue.conditions import _remembered, check, holds, names_in
from portico.records.catalogue.expressions.kinds import DATE, MONEY, NUMBER, TEXT, YES_NO, Kind, Scope
from portico.records.catalogue.expressions.tree import ConditionError

TODAY = date(2026, 3, 2)
SCOPE = Scope(
    answers={
        "bin": Kind("choice", frozenset({"food", "refuse"})),
        "tell": Kind("list", frozenset({"tax", "waste"})),
        "count": NUMBER,
        "day": DATE,
        "born": DATE,
        "agreed": YES_NO,
        "account": TEXT,
        "rent": MONEY,
        "bills": MONEY,
        "stay": Kind("record", fields={"from": DATE, "to": DATE, "days": NUMBER}),
        "bank": Kind("record", fields={}),
        "photo": Kind("files"),
        "address": Kind("record", fields={"uprn": TEXT, "postcode": TEXT}),
    },
    facts={
        "round": Kind(
            "record", fields={"known": YES_NO, "last_on": DATE, "working_days_since_last": NUMBER}
        )
    },
)  # fmt: skip


STAY = {"from": "2026-03-02", "to": "2026-03-05", "days": 4}


def met(condition: str, facts: dict[str, object] | None = None, **answers: object) -> bool:
    check(condition, SCOPE)
    return holds(condition, answers, facts or {}, TODAY)


def test_no_condition_is_always_met():
    assert holds(None, {}, {}, TODAY)


@pytest.mark.parametrize(
    ("condition", "answers"),
    [
        ("answers.bin == 'food'", {"bin": "food"}),
        ("answers.bin in ['food', 'refuse']", {"bin": "refuse"}),
        ("'tax' in answers.tell", {"tell": ["waste", "tax"]}),
        ("size(answers.tell) == 2", {"tell": ["waste", "tax"]}),
        ("size(answers.photo) > 0", {"photo": [{"id": "x", "name": "a.jpg"}]}),
        ("answers.count + 1 > 3", {"count": 3}),
        ("answers.count > -1", {"count": 0}),
        ("answers.rent > pounds(250)", {"rent": 250_01}),
        ("answers.rent == pounds(answers.count)", {"rent": 3_00, "count": 3}),
        ("answers.rent + answers.bills <= pounds(10)", {"rent": 6_00, "bills": 4_00}),
        ("answers.stay.days > 3 && answers.stay.from == today", {"stay": STAY}),
        ("days_until(answers.stay.to) == 3", {"stay": STAY}),
        ("answers.bank != null", {"bank": {"name": "Ada"}}),
        ("answers.agreed", {"agreed": True}),
        ("!answers.agreed", {"agreed": False}),
        ("answers.day < today", {"day": "2026-03-01"}),
        ("answers.day == today", {"day": "2026-03-02"}),
        ("answers.day >= '2026-03-01'", {"day": "2026-03-01"}),
        ("days_since(answers.day) == 3", {"day": "2026-02-27"}),
        ("days_until(answers.day) == 1", {"day": "2026-03-03"}),
        ("years_since(answers.born) >= 18", {"born": "2008-03-02"}),
        ("answers.account.matches('^[0-9]{8}$')", {"account": "12345678"}),
        ("answers.account.startsWith('1') && answers.account.endsWith('8')", {"account": "12345678"}),
        ("answers.address.postcode.startsWith('PX1 ')", {"address": {"uprn": "", "postcode": "PX1 2AB"}}),
    ],
)
def test_a_condition_is_met(condition, answers):
    assert met(condition, **answers)


@pytest.mark.parametrize(
    ("condition", "answers"),
    [
        ("years_since(answers.born) >= 18", {"born": "2008-03-03"}),
        ("answers.account.matches('^[0-9]{8}$')", {"account": "1234567"}),
        ("'tax' in answers.tell", {"tell": ["waste"]}),
    ],
)
def test_a_condition_is_not_met(condition, answers):
    assert not met(condition, **answers)


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("answers.bin == 'food'", False),
        ("answers.bin != 'food'", True),
        ("answers.bin == null", True),
        ("answers.bin != null", False),
        ("answers.count > 3", False),
        ("answers.rent > pounds(3)", False),
        ("answers.rent < pounds(3)", False),
        ("pounds(answers.count) > pounds(3)", False),
        ("answers.stay.days > 3", False),
        ("!(answers.count > 3)", False),
        ("answers.agreed", False),
        ("!answers.agreed", False),
        ("answers.agreed == false", False),
        ("'tax' in answers.tell", False),
        ("!('tax' in answers.tell)", True),
        ("size(answers.tell) == 0", True),
        ("size(answers.account) == 0", True),
        ("answers.day < today", False),
        ("days_since(answers.day) > 3", False),
        ("answers.account.matches('^$')", False),
        ("answers.address.postcode == 'PX1 2AB'", False),
        ("answers.count > 3 || answers.bin == null", True),
        ("facts.round.known", False),
        ("!facts.round.known", True),
        ("facts.round.working_days_since_last > 2", False),
        ("facts.round.last_on == null", True),
    ],
)
def test_what_is_not_answered_reads_as_documented(condition, expected):
    assert met(condition) is expected


def test_an_empty_answer_is_none():
    assert met("answers.account == null", account="")


def test_facts_are_read_where_they_were_looked_up():
    facts: dict[str, object] = {
        "round": {"known": True, "last_on": "2026-02-26", "working_days_since_last": 2}
    }
    assert met("facts.round.known && facts.round.working_days_since_last <= 2", facts)
    assert met("facts.round.last_on < today", facts)


def test_the_names_in_a_condition_are_found():
    answers, facts = names_in("answers.a == 'x' && (facts.round.known || 'y' in answers.b)")
    assert sorted(answers) == ["a", "b"]
    assert sorted(facts) == ["round"]


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ("answers.bin == 'fod'", "Did you mean “food”?"),
        ("'fod' == answers.bin", "Did you mean “food”?"),
        ("answers.bin in ['fod']", "Did you mean “food”?"),
        ("'taxes' in answers.tell", "There is no option “taxes”."),
        ("answers.bin", "The condition is a choice, not a yes or no."),
        ("answers.count && answers.agreed", "Each side of “&&” must be a yes or no"),
        ("answers.count == 'three'", "A number is compared with a text."),
        ("answers.rent > 250", "Write pounds(250) for £250."),
        ("answers.rent + 250 > pounds(3)", "“+” needs an amount of money, and this is a number."),
        ("answers.rent == '250'", "An amount of money is compared with a text."),
        ("answers.rent > answers.day", "An amount of money is compared with a date."),
        ("answers.count > pounds(3)", "Write pounds(250) for £250."),
        ("pounds(answers.day) > pounds(3)", "“pounds” needs a number, and this is a date."),
        ("answers.bank.sort_code == '1'", "There is no part of “bank” “sort_code”."),
        ("answers.day > '1 April'", "Write dates as '2026-04-01'."),
        ("answers.tell == 'tax'", "use “in” for lists"),
        ("answers.count in answers.tell", "A number is looked for in a list of texts."),
        ("answers.bin in answers.account", "“in” looks into a text."),
        ("has(answers.bin)", "answers.x != null"),
        ("answers.agreed ? true : false", "may not be used"),
        ("[1, 2].exists(x, x == 1)", "“exists” asks each entry of a list, and this is a list."),
        ("{'a': 1}.a == 1", "cannot be read"),
        ("answers['bin'] == 'food'", "is not expected there"),
        ("answers.count == 1.5", "Write whole numbers only."),
        ("answers.account == 'x", "not closed"),
        ("answers.count < answers.count < 3", "Two comparisons stand in a row."),
        ("(" * 60 + "true" + ")" * 60, "too many brackets"),
        ("answers.count > 99999999999999999999", "A number is too large."),
        ("answers.account == '" + "x" * 500 + "'", "longer than 500"),
        ("", "where a value was expected"),
        ("answers.bin.colour == 'red'", "has no parts"),
        ("answers.address.town == 'X'", "There is no part of “address” “town”."),
        ("size(answers.count) > 1", "“size” needs"),
        ("days_since('x') > 1", "“days_since” needs a date"),
        ("answers.account.matches(answers.account)", "not a text in quotes"),
    ],
)
def test_a_wrong_condition_is_refused_with_a_remedy(condition, told):
    with pytest.raises(ConditionError) as caught:
        check(condition, SCOPE)
    assert told in str(caught.value)
    assert caught.value.remedy


def test_a_pattern_cannot_take_forever():
    # Backtracking engines need years for this one.
    assert not met("answers.account.matches('^(a+)+$')", account="a" * 5000 + "!")


@given(st.text(max_size=80) | st.text(alphabet="answers.bin=='food'&|!()<>[]in 123,-", max_size=80))
def test_no_text_makes_a_condition_raise(text):
    assert holds(text, {"bin": "food"}, {}, TODAY) in {True, False}


@given(
    st.dictionaries(
        st.sampled_from(["bin", "tell", "count", "day", "agreed", "account", "address"]),
        st.none()
        | st.booleans()
        | st.integers()
        | st.text(max_size=5)
        | st.lists(st.text(max_size=3), max_size=2)
        | st.dictionaries(st.sampled_from(["postcode", "uprn"]), st.text(max_size=4)),
    ),
    st.sampled_from(
        [
            "answers.bin == 'food'", "'tax' in answers.tell", "answers.count > 3",
            "days_since(answers.day) > 1", "!answers.agreed", "answers.account.matches('a')",
            "answers.address.postcode == 'X'", "size(answers.tell) > 1", "facts.round.known",
        ]
    ),
)  # fmt: skip
def test_no_answer_of_any_shape_makes_a_condition_raise(answers, condition):
    assert holds(condition, answers, {"round": None}, TODAY) in {True, False}


def test_every_condition_of_the_demo_services_is_what_cel_reads_too():
    """The tree is ours, the meaning is CEL's: nothing that is checked here fails to compile there."""
    from portico.records.catalogue.reading.check_conditions import conditions_in
    from portico.records.catalogue.reading.read import read_definition
    from portico.records.catalogue.reading.scopes import Scopes

    files = sorted((Path(__file__).resolve().parents[4] / "services").glob("[a-z]*.yaml"))
    assert len(files) >= 5
    for file in files:
        definition = read_definition(file.read_bytes(), file.name).definition
        assert definition is not None
        for placed in conditions_in(definition, Scopes(definition)):
            names_in(placed.condition)


def test_an_outcome_is_remembered_by_kind_as_well_as_by_value():
    facts = {"round": {"known": True, "last_on": "2026-02-27", "working_days_since_last": 1}}
    assert holds("facts.round.working_days_since_last == 1", {}, facts, TODAY)
    facts["round"]["working_days_since_last"] = True
    assert not holds("facts.round.working_days_since_last == 1", {}, facts, TODAY)
    facts["round"]["working_days_since_last"] = 2
    assert not holds("facts.round.working_days_since_last == 1", {}, facts, TODAY)


def test_an_outcome_is_remembered_for_its_day():
    facts = {"round": {"known": True, "last_on": "2026-02-27"}}
    assert holds("days_since(facts.round.last_on) == 3", {}, facts, TODAY)
    assert not holds("days_since(facts.round.last_on) == 3", {}, facts, date(2026, 3, 3))


@pytest.fixture
def remembered(monkeypatch):
    """Everything by which an outcome is remembered during the test."""
    kept: list[object] = []

    def keep(*read):
        kept.extend(read)
        return _remembered(*read)

    monkeypatch.setattr(conditions, "_remembered", keep)
    return kept


TYPED = ["Ada Lovelace", "ada", "12345678", "07700 900123", "ada@porticoshire.example", "a-code", 42]


@pytest.mark.parametrize("typed", TYPED)
@pytest.mark.parametrize(
    "condition",
    [
        "answers.account != 'nothing'",
        "!(answers.account in ['nothing', 'little']) && answers.account != null",
        "'' != answers.account",
        "answers.account == answers.account",
        "answers.account != today",
    ],
)
def test_what_somebody_typed_is_never_remembered(typed, condition, remembered):
    assert holds(condition, {"account": typed}, {}, TODAY)
    assert typed not in remembered


def test_what_somebody_typed_is_told_apart_where_it_matters():
    for _ in range(2):
        assert holds("answers.name.startsWith('A')", {"name": "Ada"}, {}, TODAY)
        assert not holds("answers.name.startsWith('A')", {"name": "Eve"}, {}, TODAY)
        assert not holds("answers.name == answers.other", {"name": "Ada", "other": "Eve"}, {}, TODAY)
        assert holds("answers.name == answers.other", {"name": "Ada", "other": "Ada"}, {}, TODAY)
        assert holds("answers.name == 'Ada' || answers.name > 'M'", {"name": "Nia"}, {}, TODAY)
        assert not holds("answers.name == 'Ada' || answers.name > 'M'", {"name": "Eve"}, {}, TODAY)


@pytest.mark.parametrize(
    ("address", "held"),
    [
        ({"uprn": "100", "lines": ["1 Mill Lane"]}, True),
        ({"uprn": "", "lines": ["1 Mill Lane"]}, False),
        ({"lines": ["1 Mill Lane"]}, False),
        ({"uprn": None}, True),
        (None, False),
        ("1 Mill Lane", False),
    ],
)
def test_fields_of_an_answer_are_read_and_not_remembered(address, held, remembered):
    for _ in range(2):
        assert holds("answers.address.uprn != ''", {"address": address}, {}, TODAY) is held
    assert "100" not in str(remembered)
    assert "Mill" not in str(remembered)


@given(
    answer=st.none() | st.booleans() | st.integers() | st.sampled_from(["food", "refuse", "", "Ada", "\0"]),
    condition=st.sampled_from(
        [
            "answers.bin == 'food'", "answers.bin != 'food'", "!(answers.bin == 'food')", "answers.bin",
            "!answers.bin", "answers.bin in ['food', 'refuse']", "answers.bin == null", "answers.bin != null",
            "answers.bin == true", "answers.bin == 3", "answers.bin != 3 && answers.bin != 'refuse'",
            "answers.bin == '' || answers.bin == 'food'", "'food' in answers.bin", "size(answers.bin) > 3",
        ]
    ),
)  # fmt: skip
def test_what_is_remembered_is_what_would_be_worked_out(answer, condition):
    compiled = conditions._compile(condition)
    (how,) = compiled.answers.values()
    worked_out = conditions._worked_out(compiled, TODAY, [conditions._read(answer, how)], [])
    assert holds(condition, {"bin": answer}, {}, TODAY) is worked_out


@pytest.mark.parametrize("answer", [0, 7, "", "x", "None", ["tax"], [], True, False, {"uprn": "1"}, None])
@pytest.mark.parametrize(
    "condition",
    [
        "answers.bin == null",
        "answers.bin != null",
        "!(answers.bin == null)",
        "answers.bin != null || answers.bin",
    ],
)
def test_whether_there_is_an_answer_is_remembered_for_every_kind(answer, condition, remembered):
    compiled = conditions._compile(condition)
    (how,) = compiled.answers.values()
    worked_out = conditions._worked_out(compiled, TODAY, [conditions._read(answer, how)], [])
    assert holds(condition, {"bin": answer}, {}, TODAY) is worked_out
    assert 7 not in remembered
