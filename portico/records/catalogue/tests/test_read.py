"""Reading definitions: ten broken by hand with what is said of each, many more mistakes, and mutations."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portico.records.catalogue.reading.problems import Problem
from portico.records.catalogue.reading.read import read_definition, read_groups
from portico.records.catalogue.tests.mistakes import BROKEN, MISTAKES
from portico.records.catalogue.tests.small_service import KNOWN, SMALL, problems_after

SERVICES = Path(__file__).resolve().parents[4] / "services"


def line_of(text: str) -> int:
    return SMALL[: SMALL.index(text)].count("\n") + 1


def test_the_small_service_is_in_order():
    assert problems_after() == []


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_definition_is_told_with_line_and_remedy(name):
    change, told = BROKEN[name]
    assert told in problems_after(change)


def test_all_mistakes_are_told_at_once():
    told = problems_after(
        ("group: bins", "group: bin"),
        ("team: council-tax}", "team: council-taxes}"),
        ("answers.how_many > 5", "answers.how_many > 'five'"),
        ("tells: refused", "tells: refusal"),
        ("body: \"((question))\"", "body: \"What is it?\""),
    )  # fmt: skip
    assert len(told) >= 5
    assert [line for line in told if "“bins”" in line and line.startswith("small.yaml:5:")]
    assert [line for line in told if "Did you mean “council-tax”?" in line]
    assert [line for line in told if "compared with a text" in line or "A number is compared with" in line]
    assert [line for line in told if "There is no message “refusal”. Did you mean “refused”?" in line]
    assert [line for line in told if "does not say what staff ask" in line]


@pytest.mark.parametrize(("old", "new", "told"), MISTAKES, ids=[told for _, _, told in MISTAKES])
def test_a_mistake_is_told(old, new, told):
    said = problems_after((old, new))
    assert any(told in line for line in said), said
    for line in said:
        assert re.fullmatch(r"small\.yaml:[1-9]\d*: .+[.?]", line, re.DOTALL), line


def test_a_definition_that_is_no_mapping_is_told():
    assert [str(problem) for problem in read_definition("- one\n- two\n", "a.yaml").problems] == [
        "a.yaml:1: The file is not a definition. Begin with “format: 1” and “id: …”."
    ]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "The file is empty."),
        (b"\xff\xfe", "not written in UTF-8"),
        (b"name: \x00", "invisible control sign"),
        (b"a: " + b"[" * 500 + b"]" * 500, "nested too deeply"),
        (b"#" * 600_000, "larger than 512 kilobytes"),
        (b"a: &a [x]\nb: [*a, *a]", "Aliases (*) may not be used."),
        (b"? [a, b]\n: c", "The name of a field is not a plain word."),
    ],
)
def test_a_file_that_is_hardly_yaml_is_told(content, told):
    said = [str(problem) for problem in read_definition(content, "a.yaml").problems]
    assert any(told in line for line in said), said


def test_groups_are_read_and_checked():
    assert read_groups("format: 1\ngroups:\n  - {id: bins, title: Bins}\n", "g.yaml").groups is not None
    twice = read_groups("format: 1\ngroups:\n  - {id: bins, title: A}\n  - {id: bins, title: B}\n", "g.yaml")
    assert [str(problem) for problem in twice.problems] == [
        "g.yaml:4: There are two groups “bins”. Give each its own."
    ]


EVERY_KIND = SERVICES.parent / "tests" / "journeys" / "data" / "every-kind.yaml"
TEXTS = [
    *[SMALL] * 3,
    *[EVERY_KIND.read_text(encoding="utf-8")] * 2,
    (SERVICES / "missed-bin.yaml").read_text(encoding="utf-8"),
]
SNIPPETS = [
    *["\t", "  ", ":", "- ", "{", "}", "[", "]", "'", '"', "((", "))", "|", "&a ", "*a", "!!x "],
    *["\x00", "é", "\n", "null", "-1", "true", "answers.", "when: ", "99999999999999999999"],
]


@given(
    text=st.sampled_from(TEXTS),
    changes=st.lists(
        st.tuples(st.floats(0, 1), st.integers(0, 40), st.sampled_from(SNIPPETS) | st.text(max_size=6)),
        min_size=1,
        max_size=4,
    ),
)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_mutation_of_a_definition_raises(text, changes):
    for place, cut, put in changes:
        at = int(place * len(text))
        text = text[:at] + put + text[at + cut :]
    read = read_definition(text, "mutant.yaml", KNOWN)
    assert read.definition is not None or read.problems
    for problem in read.problems:
        assert problem.line >= 1
        assert problem.what
        assert problem.remedy


@given(st.data())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_moved_or_doubled_lines_raise(data):
    lines = data.draw(st.sampled_from(TEXTS)).split("\n")
    for _ in range(data.draw(st.integers(1, 3))):
        source = data.draw(st.integers(0, len(lines) - 1))
        target = data.draw(st.integers(0, len(lines) - 1))
        line = lines[source] if data.draw(st.booleans()) else lines.pop(source)
        lines.insert(target, line)
    read = read_definition("\n".join(lines), "mutant.yaml", KNOWN)
    assert read.definition is not None or read.problems


def test_what_cannot_be_seen_is_named_and_stays_on_its_line():
    told = str(Problem("a.yaml", 1, "“\u202ea\x1b[2J\nb\u00a0”", "Mend it."))
    assert told == "a.yaml:1: “<U+202E>a<U+001B>[2J b<U+00A0>” Mend it."


@pytest.mark.parametrize("sign", [r"\x07", r"\u202e", r"\ud800", r"\x1b"])
def test_a_sign_that_steers_is_refused_also_where_it_is_escaped(sign):
    told = "There is an invisible control sign. Delete the line and type it again."
    line = SMALL.count("\n")
    in_value = problems_after(("privacy: We need it to come.", f'privacy: "We need {sign}it"'))
    assert in_value == [f"small.yaml:{line}: {told}"]
    in_name = problems_after(("privacy: We need it to come.", f'"priv{sign}acy": We need it'))
    assert f"small.yaml:{line}: {told}" in in_name
