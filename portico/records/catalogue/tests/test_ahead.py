"""How many pages can still come: exact where nothing is open, never too few, and never more than before."""

from __future__ import annotations

from datetime import date
from itertools import product
from types import SimpleNamespace
from typing import Any, cast

import pytest

from portico.records.catalogue.ahead import Ahead, pages_ahead
from portico.records.catalogue.definition.form import Form
from portico.records.catalogue.definition.service import ServiceDefinition
from portico.records.catalogue.path import asked

TODAY = date(2026, 3, 2)


def choice(id: str, *values: str, **more: Any) -> dict[str, Any]:
    options = [{"value": value, "label": value} for value in values]
    return {"id": id, "kind": "choice", "label": id, "options": options, **more}


def text(id: str, **more: Any) -> dict[str, Any]:
    return {"id": id, "kind": "text", "label": id, **more}


def page(id: str, *questions: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": id, "questions": questions or [text(id)], **more}


def form_of(*pages: dict[str, Any], **more: Any) -> ServiceDefinition:
    form = Form.model_validate({"pages": pages, **more})
    # Of a service nothing but its form is looked at here.
    return cast(ServiceDefinition, SimpleNamespace(form=form))


def ahead(definition: ServiceDefinition, **answers: Any) -> Ahead:
    return pages_ahead(definition, asked(definition, answers, {}, TODAY), TODAY)


def length(definition: ServiceDefinition, **answers: Any) -> tuple[int, int]:
    found = ahead(definition, **answers)
    return len(found.sure), found.most


def test_without_conditions_every_page_is_sure():
    assert length(form_of(page("a"), page("b"), page("c"))) == (3, 0)


BRANCHES = form_of(
    page("which", choice("which", "bins", "roads", "none")),
    page("bin", when="answers.which == 'bins'"),
    page("round", when="answers.which == 'bins'"),
    page("road", when="answers.which == 'roads'"),
    page("end"),
)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [({}, (2, 2)), ({"which": "bins"}, (4, 0)), ({"which": "roads"}, (3, 0)), ({"which": "none"}, (2, 0))],
)
def test_of_branches_that_exclude_each_other_the_longest_counts(answers, expected):
    assert length(BRANCHES, **answers) == expected


def test_several_may_be_ticked_and_so_all_of_their_pages_may_come():
    options = [{"value": value, "label": value} for value in ("cats", "dogs")]
    form = form_of(
        page("pets", {"id": "pets", "kind": "choices", "label": "pets", "options": options}),
        page("cat", when="'cats' in answers.pets"),
        page("dog", when="'dogs' in answers.pets"),
    )
    assert length(form) == (1, 2)
    assert length(form, pets=["dogs"]) == (2, 0)


def test_a_page_that_hangs_on_two_choices_is_counted_with_the_first():
    form = form_of(
        page("why", choice("why", "broken", "stolen")),
        page("what", choice("what", "bin", "caddy"), when="answers.why == 'broken'"),
        page("photo", when="answers.why == 'broken' && answers.what == 'bin'"),
        page("crime", when="answers.why == 'stolen'"),
        page("police", when="answers.why == 'stolen'"),
    )
    assert length(form) == (1, 2)
    assert length(form, why="broken") == (2, 1)
    assert length(form, why="broken", what="caddy") == (2, 0)


def test_a_page_comes_where_one_of_its_questions_does():
    form = form_of(
        page("which", choice("which", "a", "b", "c")),
        page("more", text("for_a", when="answers.which == 'a'"), text("for_b", when="answers.which == 'b'")),
    )
    assert length(form) == (1, 1)
    assert length(form, which="c") == (1, 0)


def test_a_total_and_a_fact_are_open_as_long_as_what_they_are_of():
    form = form_of(
        page("money", {"id": "money", "kind": "money", "label": "money"}),
        page("why", when="facts.all.total > pounds(100)"),
        sums=[{"id": "all", "of": ["money"]}],
    )
    assert length(form) == (1, 1)
    assert length(form, money=100_00) == (1, 0)
    assert length(form, money=100_01) == (2, 0)


def test_what_an_earlier_answer_rules_out_does_not_keep_a_later_page_open():
    form = form_of(
        page("which", choice("which", "a", "b")),
        page("inner", choice("inner", "x", "y"), when="answers.which == 'a'"),
        page("deep", when="answers.inner == 'x'"),
    )
    assert length(form, which="b") == (1, 0)
    assert length(form, which="a") == (2, 1)


def test_a_condition_that_reads_too_much_to_try_all_may_hold():
    several = [{"id": f"q{number}", "kind": "yes_no", "label": "?"} for number in range(9)]
    form = form_of(
        *(page(f"p{one['id']}", one) for one in several),
        page("last", when=" && ".join(f"answers.{one['id']}" for one in several)),
    )
    assert length(form) == (9, 1)


NESTED = form_of(
    page("a", choice("a", "x", "y", "z")),
    page("b", choice("b", "x", "y"), when="answers.a != 'z'"),
    page("c", {"id": "c", "kind": "yes_no", "label": "c"}, when="answers.a == 'x' || answers.b == 'y'"),
    page("d", when="answers.c && answers.b == 'x'"),
    page("e", when="answers.c == false"),
    page("f", when="answers.a == 'z' || !answers.c"),
    page("g", when="answers.b == null"),
)
ALL = [
    dict(zip("abc", answers, strict=True)) for answers in product(("x", "y", "z"), ("x", "y"), (True, False))
]


@pytest.mark.parametrize("answers", ALL, ids=str)
def test_no_answer_makes_the_form_longer_than_was_told(answers):
    told = [sum(length(NESTED, **dict(list(answers.items())[:count]))) for count in range(4)]
    assert told == sorted(told, reverse=True)
    assert told[-1] == len(asked(NESTED, answers, {}, TODAY).pages)
