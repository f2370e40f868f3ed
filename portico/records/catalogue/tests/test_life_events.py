"""Life events: read from their file, every mistake told, kept in the database like groups."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portico.ground.ledger.events import Actor
from portico.ground.ledger.models import LedgerEvent
from portico.records.catalogue.actions import import_life_events
from portico.records.catalogue.definition.life_events import LifeEvents
from portico.records.catalogue.models import KeptLifeEvent
from portico.records.catalogue.queries import LifeEventNotFoundError, life_event, life_events
from portico.records.catalogue.reading.folder import files_in, known_in, read_files
from portico.records.catalogue.reading.life_events import read_life_events
from portico.records.catalogue.tests.small_service import KNOWN, SMALL, small_service
from tests.cast import BEGINNING

SERVICES = Path(__file__).resolve().parents[4] / "services"
BY = Actor.system()

EVENTS = """\
format: 1
events:
  - id: moving
    title: Moving home
    summary: What changes when you move.
    keywords: [new home]
    intro: We tell you what to do.
    questions:
      - {id: owns, kind: yes_no, label: Do you own it}
      - id: bin
        when: answers.owns
        kind: choice
        label: Which bin
        options:
          - {value: refuse, label: Rubbish}
          - {value: food, label: Food}
    services:
      - service: bulky-waste
        when: answers.owns
        why: You may throw things away.
        need: required
      - {service: missed-bin, why: Crews are new to you., need: possible}
    facts:
      - id: place
        asked: {bulky-waste: address, missed-bin: address}
      - id: bin
        here: bin
        asked: {bulky-waste: bin}
    elsewhere:
      - id: vote
        what: Register to vote
        who: GOV.UK
        address: https://www.gov.uk/register-to-vote
        when: answers.owns
"""

# ruff: noqa: E501 - one mistake a line reads better
BROKEN = {
    "a field that does not exist": (
        ("    summary: What", "    sumary: What"),
        "life.yaml:5: There is no field “sumary” here. Did you mean “summary”?",
    ),
    "no services": (
        ("    services:\n", "    servces:\n"),
        "life.yaml:17: There is no field “servces” here. Did you mean “services”?",
    ),
    "a tab": (
        ("    facts:\n", "\tfacts:\n"),
        "life.yaml:23: There is a tab. Indent with spaces.",
    ),
    "a need that does not exist": (
        ("need: required", "need: must"),
        "life.yaml:21: “need” cannot be “must”. It can be: possible, required, suggested.",
    ),
    "an address of Portico's own": (
        ("  - id: moving\n", "  - id: return\n"),
        "life.yaml:3: “return” is an address of Portico's own. Choose another id.",
    ),
    "a service that does not exist": (
        ("- {service: missed-bin", "- {service: mised-bin"),
        "life.yaml:22: There is no service “mised-bin”. Did you mean “missed-bin”?",
    ),
    "a service twice": (
        ("- {service: missed-bin", "- {service: bulky-waste"),
        "life.yaml:22: There are two services “bulky-waste”. Give each its own.",
    ),
    "a kind that takes several steps": (
        ("- {id: owns, kind: yes_no, label: Do you own it}", "- {id: owns, kind: address, label: Do you own it}"),
        "life.yaml:9: A life event cannot ask a question of kind address. Use one of: choice, choices, date, number, yes_no. The services ask everything else.",
    ),
    "a question twice": (
        ("      - id: bin\n        when: answers.owns\n", "      - id: owns\n"),
        "life.yaml:10: There are two questions “owns”. Give each its own.",
    ),
    "checks": (
        ("kind: yes_no, label: Do you own it}", "kind: yes_no, label: Do you own it, checks: [{must: answers.owns, says: Say yes}]}"),
        "life.yaml:9: A question of a life event has no “checks”. Leave them out.",
    ),
    "too few options": (
        ("          - {value: food, label: Food}\n", ""),
        "life.yaml:10: The question “bin” has fewer than two options. Add options to choose from.",
    ),
    "a condition on a question asked later": (
        ("        when: answers.owns\n        kind: choice", "        when: answers.bin == 'food'\n        kind: choice"),
        "life.yaml:11: The condition “answers.bin == 'food'”: The question “bin” is not yet answered at this place in the form. Move the question to an earlier page, or the condition to a later one.",
    ),
    "a condition on an option that does not exist": (
        ("        when: answers.owns\n        why", "        when: answers.bin == 'fodo'\n        why"),
        "life.yaml:19: The condition “answers.bin == 'fodo'”: There is no option “fodo”. Did you mean “food”?",
    ),
    "a service that everybody is led to": (
        ("        when: answers.owns\n        why", "        when: answers.owns || answers.owns == false\n        why"),
        "life.yaml:19: The condition “answers.owns || answers.owns == false” always holds: everybody is led to the service. Leave it out, or mend it.",
    ),
    "a service that nobody is led to": (
        ("        when: answers.owns\n        why", "        when: answers.owns && answers.owns == false\n        why"),
        "life.yaml:19: The condition “answers.owns && answers.owns == false” never holds: nobody is ever led to the service. Mend it, or leave out what depends on it.",
    ),
    "a signpost that nobody sees": (
        ("register-to-vote\n        when: answers.owns\n", "register-to-vote\n        when: answers.owns == 3\n"),
        "life.yaml:34: The condition “answers.owns == 3”: A yes or no is compared with a number. Compare like with like;",
    ),
    "a signpost without a secure address": (
        ("https://www", "http://www"),
        "life.yaml:33: “address” is “http://www.gov.uk/register-to-vote”. Write the whole web address, beginning with https://.",
    ),
    "a fact about a question that does not exist": (
        ("asked: {bulky-waste: address, missed", "asked: {bulky-waste: adress, missed"),
        "life.yaml:25: The service bulky-waste has no question “adress”. Did you mean “address”?",
    ),
    "a fact about questions of two kinds": (
        ("missed-bin: address}", "missed-bin: bin}"),
        "life.yaml:25: “bin” is of kind choice, and “address” is of kind address. Name questions of one kind for the fact “place”, or make two facts of it.",
    ),
    "a fact about a service that the life event does not lead to": (
        ("asked: {bulky-waste: address, missed-bin: address}", "asked: {bulky-waste: address, missed-bon: address}"),
        "life.yaml:25: The life event does not lead to a service “missed-bon”. Did you mean “missed-bin”?",
    ),
    "a fact that one service asks": (
        (", missed-bin: address}", "}"),
        "life.yaml:25: The fact “place” is asked by one service only. Name another service that asks it, or leave the fact out.",
    ),
    "a fact about files": (
        ("{bulky-waste: address, missed-bin: address}", "{bulky-waste: photo, missed-bin: photo}"),
        "life.yaml:25: “photo” of bulky-waste is of kind files, which each form asks for itself. Leave it out.",
    ),
    "a question in two facts": (
        ("asked: {bulky-waste: bin}", "asked: {bulky-waste: bin, missed-bin: bin}\n      - id: other\n        asked: {bulky-waste: bin, missed-bin: bin}"),
        "life.yaml:30: “bin” of bulky-waste is the fact “bin” already. Name it in one fact only.",
    ),
    "a question of its own that does not exist": (
        ("here: bin", "here: bun"),
        "life.yaml:27: There is no question “bun”. Did you mean “bin”?",
    ),
    "options that the service does not offer": (
        ("{value: food, label: Food}", "{value: glass, label: Glass}"),
        "life.yaml:28: “bin” and “bin” do not offer the same: glass. Name questions with the same options, or leave this one out.",
    ),
    "a placeholder": (
        ("intro: We tell", "intro: ((name)), we tell"),
        "life.yaml:7: The placeholder ((name)): it has no value here. Leave it out; the reference says where it has one.",
    ),
    "a line that is too long": (
        ("why: You may throw things away.", f"why: {'a' * 201}"),
        "life.yaml:20: This line has 201 characters. Write at most 200; longer words belong into a hint or text.",
    ),
    "half in Welsh": (
        ("    title: Moving home", "    title: {en: Moving home, cy: Symud cartref}"),
        "life.yaml:5: “summary” is not in Welsh, and the title of the life event is. Add “cy”, or leave Welsh out of the whole life event.",
    ),
    "one text in Welsh": (
        ("    intro: We tell you what to do.", "    intro: {en: We tell., cy: Dywedwn.}"),
        "life.yaml:7: “intro” is in Welsh, and the title of the life event is not. Give the life event a Welsh title and every text in Welsh, or leave “cy” out.",
    ),
    "a life event twice": (
        ("format: 1\nevents:\n", "format: 1\nevents:\n  - {id: moving, title: A, summary: B, services: [{service: missed-bin, why: C}]}\n"),
        "life.yaml:4: There are two life events “moving”. Give each its own.",
    ),
}  # fmt: skip


def definition_of(id: str):
    return small_service() if id in {"bulky-waste", "missed-bin"} else None


def read(text: str):
    return read_life_events(text, "life.yaml", KNOWN.services, definition_of)


def test_the_small_file_is_in_order():
    assert [str(problem) for problem in read(EVENTS).problems] == []


@pytest.mark.parametrize("name", BROKEN)
def test_every_mistake_is_told_with_file_line_and_remedy(name: str):
    (old, new), told = BROKEN[name]
    assert old in EVENTS
    problems = [str(problem) for problem in read(EVENTS.replace(old, new, 1)).problems]
    assert any(problem.startswith(told) for problem in problems), problems


def test_what_cannot_be_known_is_not_told():
    text = EVENTS.replace("missed-bin", "no-such-service").replace("bulky-waste", "nor-this")
    assert read_life_events(text, "life.yaml").problems == ()


CHANGE = st.tuples(
    st.integers(0, EVENTS.count("\n") - 1),
    st.sampled_from(
        ["lose", "twice", "deeper", "", "  x", ": :", "'", "- {", "a: [b", "\0", "💥", "\tx: 1", "&a"]
    ),
)


@given(st.lists(CHANGE, min_size=1, max_size=3))
def test_reading_never_raises_whatever_line_is_lost_or_moved(changes: list[tuple[int, str]]):
    lines = EVENTS.splitlines(keepends=True)
    for place, change in changes:
        line = lines[place]
        lines[place] = {"lose": "", "twice": line + line, "deeper": f"  {line}"}.get(change, f"{change}\n")
    for problem in read("".join(lines)).problems:
        assert problem.file == "life.yaml"
        assert 1 <= problem.line <= 2 * len(lines)
        assert problem.what
        assert problem.remedy


def test_files_are_read_with_the_services_beside_them(tmp_path):
    (tmp_path / "one.yaml").write_text(SMALL.replace("instead: missed-bin", "instead: other"))
    (tmp_path / "other.yaml").write_text(
        SMALL.replace("instead: missed-bin", "instead: bulky-waste").replace(
            "id: bulky-waste", "id: other", 1
        )
    )
    (tmp_path / "_groups.yaml").write_text("format: 1\ngroups:\n  - {id: bins, title: Bins}\n")
    events = tmp_path / "_life-events.yaml"
    events.write_text(EVENTS.replace("missed-bin", "other"))
    whole = read_files(files_in([tmp_path]))
    assert whole.problems == ()
    assert whole.life_events is not None
    assert len(whole.definitions) == 2
    events.write_text(EVENTS.replace("missed-bin", "other").replace("other: address", "other: adress"))
    alone = read_files([events], known_in(tmp_path))
    assert [str(problem) for problem in alone.problems] == [
        f"{events}:25: The service other has no question “adress”. Did you mean “address”?"
    ]


def test_the_demo_council_has_four_in_order():
    read = read_files([SERVICES / "_life-events.yaml"], known_in(SERVICES))
    assert read.problems == ()
    assert read.life_events is not None
    assert [event.id for event in read.life_events.events] == [
        "moving-in", "having-a-baby", "bereavement", "starting-a-business"
    ]  # fmt: skip


def test_what_is_kept_reads_as_it_was_written(db):
    events = small_events()
    import_life_events(life_events=events, by=BY, at=BEGINNING)
    assert tuple(life_events()) == events.events
    assert life_event("moving") == events.events[0]
    with pytest.raises(LifeEventNotFoundError, match="There is no life event nothing"):
        life_event("nothing")


def test_an_import_tells_what_changed_and_nothing_else(db):
    one, two = small_events(), small_events("moving", "leaving")
    assert import_life_events(life_events=one, by=BY, at=BEGINNING) == 1
    assert import_life_events(life_events=one, by=BY, at=BEGINNING) == 0
    assert import_life_events(life_events=two, by=BY, at=BEGINNING) == 1
    swapped = LifeEvents(format=1, events=two.events[::-1])
    assert import_life_events(life_events=swapped, by=BY, at=BEGINNING) == 2
    assert [event.id for event in life_events()] == ["leaving", "moving"]
    assert import_life_events(life_events=one, by=BY, at=BEGINNING) == 2
    assert [kept.code for kept in KeptLifeEvent.objects.all()] == ["moving"]
    told = [(event.name, event.payload["code"]) for event in LedgerEvent.objects.order_by("id")]
    assert told == [
        ("life_event.published", "moving"),
        ("life_event.published", "leaving"),
        ("life_event.published", "leaving"),
        ("life_event.published", "moving"),
        ("life_event.published", "moving"),
        ("life_event.withdrawn", "leaving"),
    ]
    assert LedgerEvent.objects.order_by("id")[0].payload["services"] == ["bulky-waste", "missed-bin"]


def small_events(*ids: str) -> LifeEvents:
    found = read(EVENTS).life_events
    assert found is not None
    event = found.events[0]
    return LifeEvents(
        format=1, events=tuple(event.model_copy(update={"id": id}) for id in ids or ("moving",))
    )
