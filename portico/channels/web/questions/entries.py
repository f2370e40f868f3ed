"""A list: one entry after another, each of which can be changed or taken out again.

There are two steps. `entry` asks the questions of one entry; `list` shows the entries so far and whether
there are more. A form that is changed later keeps each entry as soon as it is complete.

Questions of an entry that hang on others of it come on the same page as soon as those are answered: the page
says which questions it asked, so that one that it did not ask is not missing but comes next.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext, ngettext

from portico.channels.web.questions.asking import Kind, Moment, Posted, Problem, Read, State, missing
from portico.records.catalogue.answers import shown
from portico.records.catalogue.conditions import holds_for_entry
from portico.records.catalogue.definition.form import Question
from portico.records.catalogue.kinds.entries import entries_wanted, failed_check_in_entry

KINDS: dict[str, Kind] = {}
"""The kinds that entries are made of; the package fills it with all there are."""

_PRESSED = re.compile(r"(change|remove)-(\d{1,3})", re.ASCII)


def read(question: Question, posted: Posted, state: State, moment: Moment) -> Read:
    """Take an entry, take one out, or take the list as it is."""
    entries = _entries(state)
    press = posted.one(f"_press-{question.id}")
    if press == "list":
        return Read(halfway={"step": "list", "entries": entries})
    if pressed := _PRESSED.fullmatch(press):
        return _pressed(pressed[1], int(pressed[2]), entries, state)
    if posted.one(f"_step-{question.id}") == "entry":
        return _read_entry(question, posted, state, moment)
    return _read_list(question, posted, entries, moment)


def show(question: Question, state: State, moment: Moment) -> Mapping[str, Any]:
    """The step to show, the entries so far, and the questions of the entry being filled in."""
    entries = _entries(state)
    least, most = entries_wanted(question)
    first_step = {"step": "list" if entries or not least else "entry", "entries": entries}
    entered = state.entered(first_step)
    at = min(int(entered.get("at", len(entries))), len(entries))
    context = {
        "step": entered["step"],
        "one": question.one.in_language(moment.language) if question.one else "",
        "entries": [_entry_shown(question, entry, moment) for entry in entries],
        "full": len(entries) >= most,
        "few": len(entries) < least,
        "more": entered.get("more", ""),
        "at": at,
        "parts": [],
    }
    if entered["step"] == "entry":
        before = entries[at] if at < len(entries) else {}
        typed, answers = entered.get("typed", {}), entered.get("answers", before)
        asked_now = _asked(question, answers, moment)
        context["parts"] = [
            _part(question, asked, before.get(asked.id), typed.get(asked.id), moment) for asked in asked_now
        ]
        context["asks"] = " ".join(asked.id for asked in asked_now)
        context["further"] = bool(entered.get("further"))
    return context


def _entries(state: State) -> list[dict[str, Any]]:
    """The entries so far: of the steps on the way, else of the saved answer."""
    source = state.answer if state.halfway is None else state.halfway.get("entries")
    return [dict(entry) for entry in source or ()]


def _pressed(what: str, number: int, entries: list[dict[str, Any]], state: State) -> Read:
    if number >= len(entries):  # taken out meanwhile, in another tab perhaps
        return Read(halfway={"step": "list", "entries": entries})
    if what == "change":
        return Read(halfway={"step": "entry", "entries": entries, "at": number})
    del entries[number]
    return _kept(entries, state)


def _kept(entries: Sequence[Mapping[str, Any]], state: State) -> Read:
    """Go on to the list; where an answer is saved already it becomes this one."""
    answer = None if state.answer is None else list(entries)
    return Read(answer=answer, halfway={"step": "list", "entries": list(entries)})


def _read_entry(question: Question, posted: Posted, state: State, moment: Moment) -> Read:
    entries = _entries(state)
    sent = posted.one(f"_at-{question.id}")
    at = min(int(sent) if sent.isdecimal() and len(sent) <= len("999") else len(entries), len(entries))
    reads, answers, problems = _read_parts(question, posted, moment)
    if at >= entries_wanted(question)[1]:
        problems.append(Problem(question.id, gettext("You cannot add any more")))
    typed = {id: dict(part.typed) for id, part in reads.items()}
    entered = {"step": "entry", "entries": entries, "at": at, "typed": typed, "answers": answers}
    if problems:
        return Read(problems=problems, typed=entered)
    if any(asked.id not in reads for asked in _asked(question, answers, moment)):
        return Read(halfway={**entered, "further": True})
    entries[at : at + 1] = [{asked.id: answers.get(asked.id) for asked in question.questions}]
    return _kept(entries, state)


def _read_parts(
    question: Question, posted: Posted, moment: Moment
) -> tuple[dict[str, Read], dict[str, Any], list[Problem]]:
    """Read what an entry was asked and is still asked; the sound answers, and what is wrong with others."""
    shown = posted.one(f"_asked-{question.id}").split()
    reads: dict[str, Read] = {}
    answers: dict[str, Any] = {}
    problems: list[Problem] = []
    for asked in question.questions:
        hangs_on_others = asked.when is not None
        if hangs_on_others and (
            asked.id not in shown or not holds_for_entry(asked.when, answers, moment.today)
        ):
            continue
        alone = _of_entry(question, asked)
        read = KINDS[asked.kind].read(alone, posted, State(), moment)
        reads[asked.id] = read
        problems += read.problems
        if not read.problems:
            answers[asked.id] = read.answer
            if check := failed_check_in_entry(asked, answers, moment.today):
                problems.append(Problem(alone.id, check.says.in_language(moment.language)))
                del answers[asked.id]
    return reads, answers, problems


def _asked(question: Question, answers: Mapping[str, Any], moment: Moment) -> list[Question]:
    """The questions that an entry with these answers is asked."""
    return [one for one in question.questions if holds_for_entry(one.when, answers, moment.today)]


def _read_list(question: Question, posted: Posted, entries: list[dict[str, Any]], moment: Moment) -> Read:
    more = posted.one(f"{question.id}-more")
    least, most = entries_wanted(question)
    typed = {"step": "list", "entries": entries, "more": more}
    if len(entries) < most and (more == "yes" or len(entries) < least):
        return Read(halfway={"step": "entry", "entries": entries, "at": len(entries)})
    if len(entries) < most and more != "no":
        words = gettext("Choose whether there is anything to add")
        return Read(problems=(Problem(f"{question.id}-more", words),), typed=typed, keep=typed)
    if len(entries) < least:
        text = ngettext("Add at least %(least)s", "Add at least %(least)s", least) % {"least": least}
        return Read(problems=missing(question, moment, text), typed=typed)
    return Read(answer=entries, typed=typed)


def _of_entry(question: Question, asked: Question) -> Question:
    """A question of an entry under a name that is its own on the whole page."""
    return asked.model_copy(update={"id": f"{question.id}-{asked.id}"})


def _part(
    question: Question, asked: Question, answer: Any, typed: Mapping[str, Any] | None, moment: Moment
) -> dict[str, Any]:
    language = moment.language
    label = asked.label.in_language(language)
    if not asked.required and "(" not in label:
        label = f"{label} {gettext('(optional)')}"
    alone = _of_entry(question, asked)
    return {
        "id": alone.id,
        "kind": asked.kind,
        "label": label,
        "hint": asked.hint.in_language(language) if asked.hint else "",
        "heading": False,
        "quiet": False,
        "of_customer": False,
        **KINDS[asked.kind].show(alone, State(answer=answer, typed=typed), moment),
    }


def _entry_shown(question: Question, entry: Mapping[str, Any], moment: Moment) -> list[dict[str, str]]:
    """What was answered in one entry, as rows."""
    return [
        {"label": asked.label.in_language(moment.language), "value": said}
        for asked in question.questions
        if (said := shown(asked, entry.get(asked.id), moment.language))
    ]
