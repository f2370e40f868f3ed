"""The way through a form: branches, stops, checks, and answers that no longer count."""

from __future__ import annotations

from datetime import date

from portico.records.catalogue.path import asked, facts_after, failed_check, is_missing, stopped
from portico.records.catalogue.tests.small_service import small_service

TODAY = date(2026, 3, 2)
ADDRESS = {"uprn": "1", "lines": ["1 Mill Lane"], "postcode": "PX1 2AB"}


def ids_of(answers, facts=None):
    way = asked(small_service(), answers, facts or {}, TODAY)
    return [page.page.id for page in way.pages]


def test_a_page_is_asked_when_its_condition_holds():
    assert ids_of({"bin": "food"}) == ["address", "bin", "since", "illness", "photo"]
    assert ids_of({"bin": "refuse"}) == ["address", "bin", "illness", "photo"]


def test_an_answer_left_behind_on_another_branch_does_not_count():
    way = asked(small_service(), {"bin": "refuse", "since": "2026-02-01"}, {}, TODAY)
    assert "since" not in way.answers


def test_a_fact_counts_once_both_its_questions_are_answered():
    facts = {"round": {"known": True}}
    assert asked(small_service(), {"address": ADDRESS}, facts, TODAY).facts == {}
    assert asked(small_service(), {"address": ADDRESS, "bin": "food"}, facts, TODAY).facts == facts


def test_facts_are_looked_up_after_each_page_they_depend_on():
    service = small_service()
    after = {page.id: [fact.id for fact in facts_after(service, page)] for page in service.form.pages}
    assert after == {"address": ["round"], "bin": ["round"], "since": [], "illness": [], "photo": []}


def test_a_stop_ends_the_form_on_its_page():
    facts = {"round": {"known": True, "collected_today": True}}
    end = stopped(small_service(), {"address": ADDRESS, "bin": "food"}, facts, TODAY)
    assert end is not None
    assert (end.page.id, end.stop.instead) == ("bin", "missed-bin")
    assert stopped(small_service(), {"address": ADDRESS, "bin": "food"}, {}, TODAY) is None


def test_a_check_refuses_an_answer_and_passes_over_none():
    since = small_service().question("since")
    failed = failed_check(since, {"since": "2025-01-01"}, {}, TODAY)
    assert failed is not None
    assert failed.says.en == "Give a day in the last 100 days"
    assert failed_check(since, {"since": "2026-03-01"}, {}, TODAY) is None
    assert failed_check(since, {}, {}, TODAY) is None


def test_the_first_page_without_a_required_answer_is_found():
    way = asked(small_service(), {"address": ADDRESS}, {}, TODAY)
    missing = way.first_unanswered()
    assert missing is not None
    assert missing.page.id == "bin"
    done = asked(small_service(), {"address": ADDRESS, "bin": "refuse"}, {}, TODAY)
    assert done.first_unanswered() is None
    assert [question.id for question in done.questions()] == [
        "address",
        "bin",
        "how_many",
        "illness",
        "photo",
    ]


def test_what_counts_as_missing_depends_on_the_kind():
    from portico.records.catalogue.definition.form import Question
    from portico.records.catalogue.definition.text import Text

    place = Question(id="p", kind="place", label=Text(en="Where?"))
    agreed = Question(id="d", kind="declaration", label=Text(en="True"))
    assert is_missing(place, {"latitude": None, "longitude": None, "text": ""})
    assert not is_missing(place, {"latitude": None, "longitude": None, "text": "by the pond"})
    assert not is_missing(place, {"latitude": 51.7, "longitude": -0.3, "text": ""})
    assert is_missing(agreed, False)
    assert not is_missing(agreed, True)
