"""Checks all texts of a definition: placeholders that exist where they stand, one line, both languages."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from portico.records.catalogue.definition.fee import Fee
from portico.records.catalogue.definition.form import Question
from portico.records.catalogue.definition.service import ServiceDefinition
from portico.records.catalogue.definition.text import Text
from portico.records.catalogue.definition.workflow import Move
from portico.records.catalogue.expressions.kinds import Scope, unknown_name
from portico.records.catalogue.placeholders import KNOWN, PLACEHOLDER
from portico.records.catalogue.reading.check_workflow import MESSAGE_JOINED, messages_sent
from portico.records.catalogue.reading.problems import Problems, Where
from portico.records.catalogue.reading.scopes import Scopes

LONGEST_LINE = 200
_OTHER_BRACKETS = re.compile(r"\{\{? *([a-z_.]+) *\}?\}")
"""What other programs write for a placeholder: `{{name}}` or `{name}`."""
_LEFT_OPEN = re.compile(r"\(\(|\)\)")

_ALWAYS = frozenset({"reference", "name", "service", "council", "due_date", "follow_address"})


NO_ANSWERS = Scope({}, {})


@dataclass(frozen=True)
class Placed:
    """A text, where it stands, and what it may refer to there."""

    text: Text
    path: Where
    placeholders: frozenset[str] = frozenset()
    """Those of `placeholders.KNOWN` that have a value there."""
    scope: Scope = NO_ANSWERS
    one_line: bool = True
    for_residents: bool = True
    kept: bool = False
    """Whether it goes into a message or a title, where answers of a special category must not stand."""


def check_texts(definition: ServiceDefinition, scopes: Scopes, problems: Problems) -> None:
    """Note every placeholder without a value, line that is too long, and text that lacks a language."""
    bilingual = definition.name.cy is not None
    special = frozenset(question.id for question in definition.questions() if question.personal == "special")
    for placed in texts_in(definition, scopes):
        check_text(placed, special, problems)
        if placed.for_residents and bilingual and placed.text.cy is None:
            problems.add(
                placed.path,
                f"“{placed.path[-1]}” is not in Welsh, and the name of the service is.",
                "Add “cy”, or leave Welsh out of the whole service.",
            )
        if placed.for_residents and not bilingual and placed.text.cy is not None:
            problems.add(
                placed.path,
                f"“{placed.path[-1]}” is in Welsh, and the name of the service is not.",
                "Give the service a Welsh name and every text in Welsh, or leave “cy” out.",
            )
    question = definition.messages.get("question")
    for language in ("en", "cy") if question else ():
        text = question.body.in_language(language) if question else ""
        if "question" not in PLACEHOLDER.findall(text):
            problems.add(
                ("messages", "question", "body"),
                "The message “question” does not say what staff ask.",
                "Put ((question)) into it.",
            )


def check_text(placed: Placed, special: frozenset[str], problems: Problems) -> None:
    """Note placeholders without a value, and a line that is too long, in every language of one text.

    `special` are the questions whose answers may stand in nothing that is kept.
    """
    for language, text in (("en", placed.text.en), ("cy", placed.text.cy)):
        if text is not None:
            path = (*placed.path, language)
            _check_placeholders(text, replace(placed, path=path), special, problems)
            _check_line(text, replace(placed, path=path), problems)


def texts_in(definition: ServiceDefinition, scopes: Scopes) -> Iterator[Placed]:
    """All texts of a definition with what they may refer to."""
    everything = scopes.everything()
    yield Placed(definition.name, ("name",))
    yield Placed(definition.summary, ("summary",))
    if definition.before_you_start is not None:
        yield Placed(definition.before_you_start, ("before_you_start",), one_line=False)
    for number, entry in enumerate(definition.elsewhere):
        yield Placed(entry.what, ("elsewhere", number, "what"))
        yield Placed(entry.who, ("elsewhere", number, "who"))
        if entry.text is not None:
            yield Placed(entry.text, ("elsewhere", number, "text"), one_line=False)
    for number, known in enumerate(definition.knowledge):
        public = known.for_ == "everybody"
        yield Placed(known.question, ("knowledge", number, "question"), for_residents=public)
        yield Placed(known.answer, ("knowledge", number, "answer"), one_line=False, for_residents=public)
    if definition.fee is not None:
        yield from _texts_of_fee(definition.fee)
    yield from _texts_of_form(definition, scopes)
    yield Placed(definition.case_title, ("case_title",), scope=everything, for_residents=False, kept=True)
    yield Placed(
        definition.what_happens_next,
        ("what_happens_next",),
        _always(definition),
        everything,
        one_line=False,
        kept=True,
    )
    for number, priority in enumerate(definition.priority):
        yield Placed(priority.why, ("priority", number, "why"), for_residents=False)
    for number, move in enumerate(definition.workflow.moves):
        at: Where = ("workflow", "moves", number)
        yield Placed(move.label, (*at, "label"), for_residents="customer" in move.by and move.id == "reopen")
        if move.shown is not None:
            given = _always(definition) | _given_by(definition, move)
            yield Placed(move.shown, (*at, "shown"), given, everything, kept=True)
    for number, outcome in enumerate(definition.workflow.outcomes):
        yield Placed(outcome.label, ("workflow", "outcomes", number, "label"))
        if outcome.appeal is not None:
            yield Placed(outcome.appeal, ("workflow", "outcomes", number, "appeal"), one_line=False)
    yield from _texts_of_messages(definition, everything)
    yield Placed(definition.retention.basis, ("retention", "basis"), one_line=False)
    yield Placed(definition.privacy, ("privacy",), one_line=False)


def _always(definition: ServiceDefinition) -> frozenset[str]:
    """The placeholders that have a value in every text about a case."""
    return _ALWAYS | {"fee"} if definition.fee is not None else _ALWAYS


def _texts_of_fee(fee: Fee) -> Iterator[Placed]:
    if fee.one is not None:
        yield Placed(fee.one, ("fee", "one"))
    for order, reduction in enumerate(fee.reductions):
        yield Placed(reduction.why, ("fee", "reductions", order, "why"))
    yield Placed(fee.pay, ("fee", "pay"), one_line=False)


def _texts_of_form(definition: ServiceDefinition, scopes: Scopes) -> Iterator[Placed]:
    service = frozenset({"service"})
    for number, page in enumerate(definition.form.pages):
        at: Where = ("form", "pages", number)
        before = scopes.before(number)
        if page.title is not None:
            yield Placed(page.title, (*at, "title"), service, before)
        if page.text is not None:
            yield Placed(page.text, (*at, "text"), service, before, one_line=False)
        for place, question in enumerate(page.questions):
            for text, path, one_line in texts_of_question(question):
                yield Placed(text, (*at, "questions", place, *path), service, before, one_line)
        after = scopes.after(number)
        for order, stop in enumerate(page.stops):
            yield Placed(stop.title, (*at, "stops", order, "title"), service, after)
            yield Placed(stop.text, (*at, "stops", order, "text"), service, after, one_line=False)


def texts_of_question(question: Question) -> Iterator[tuple[Text, Where, bool]]:
    """All texts of a question, where in it each stands, and whether it is one line."""
    yield question.label, ("label",), True
    if question.hint is not None:
        yield question.hint, ("hint",), False
    if question.missing is not None:
        yield question.missing, ("missing",), True
    for number, option in enumerate(question.options):
        yield option.label, ("options", number, "label"), True
        if option.hint is not None:
            yield option.hint, ("options", number, "hint"), True
    for number, rule in enumerate(question.checks):
        yield rule.says, ("checks", number, "says"), True
    if question.one is not None:
        yield question.one, ("one",), True
    for number, asked in enumerate(question.questions):
        for text, path, one_line in texts_of_question(asked):
            yield text, ("questions", number, *path), one_line


def _texts_of_messages(definition: ServiceDefinition, everything: Scope) -> Iterator[Placed]:
    moves = definition.workflow.moves
    sent = messages_sent(definition)
    for id, message in definition.messages.items():
        telling = [move for move in moves if move.tells == id]
        given = _always(definition) | {"received": {"what_happens_next"}, "question": {"question"}}.get(
            id, set()
        )
        if id not in sent:
            given |= set(KNOWN)  # that it is never sent is told; what could be said in it is not known
        elif telling:
            given |= frozenset.intersection(*(_given_by(definition, move) for move in telling))
        scope = everything
        if id == MESSAGE_JOINED or any(move.tells_followers == id for move in moves):
            # Followers did not write the report: they may see how it goes, not what it says.
            scope = NO_ANSWERS
            given -= {"reasons", "question", "fee"}
            closing = [move for move in moves if move.tells_followers == id]
            if closing and not telling:
                given |= frozenset.intersection(*(_given_by(definition, move) for move in closing)) - {
                    "reasons"
                }
        yield Placed(message.subject, ("messages", id, "subject"), given, scope, kept=True)
        yield Placed(message.body, ("messages", id, "body"), given, scope, one_line=False, kept=True)


def _given_by(definition: ServiceDefinition, move: Move) -> frozenset[str]:
    """The placeholders that get a value by a move."""
    given = set()
    if move.outcome is not None:
        given |= {"outcome", "appeal"}
    if "reasons" in move.asks:
        given.add("reasons")
    return frozenset(given)


def _check_placeholders(text: str, placed: Placed, special: frozenset[str], problems: Problems) -> None:
    for found in PLACEHOLDER.finditer(text):
        name = found[1]
        error = _unfillable(name, placed, special)
        if error is not None:
            line = text.count("\n", 0, found.start())
            problems.add_within(placed.path, line, f"The placeholder (({name})): {error[0]}", error[1])
    for found in _OTHER_BRACKETS.finditer(text):
        problems.add_within(
            placed.path,
            text.count("\n", 0, found.start()),
            f"“{found[0]}” is no placeholder; residents would read it as it stands.",
            f"Write it in double round brackets: (({found[1]})).",
        )
    left_open = _LEFT_OPEN.search(PLACEHOLDER.sub(lambda found: "_" * len(found[0]), text))
    if left_open is not None:
        problems.add_within(
            placed.path,
            text.count("\n", 0, left_open.start()),
            "A placeholder is not closed, or is no placeholder.",
            "Write ((name)) with two brackets on each side; write other brackets one by one.",
        )


def _unfillable(name: str, placed: Placed, special: frozenset[str]) -> tuple[str, str] | None:
    """Why a placeholder cannot be filled, and what to do; None where it can."""
    parts = name.split(".")
    if parts[0] == "answers" and len(parts) == 2:
        if parts[1] in special and placed.kept:
            return (
                "the answer is of a special category and may stand in no message, title or line shown.",
                "Leave it out; staff see the answer on the case.",
            )
        return _unknown(parts[1], placed.scope.answers, placed.scope, "question")
    if parts[0] == "facts" and len(parts) == 3:
        fact = placed.scope.facts.get(parts[1])
        if fact is None:
            return _unknown(parts[1], placed.scope.facts, placed.scope, "fact")
        return _unknown(parts[2], fact.fields or {}, placed.scope, f"part of “{parts[1]}”")
    if name in KNOWN and name not in placed.placeholders:
        return "it has no value here.", "Leave it out; the reference says where it has one."
    unknown = _unknown(name, placed.placeholders, placed.scope, "placeholder")
    if unknown is not None and name in placed.scope.answers:
        unknown = unknown[0], f"Write ((answers.{name})) for the answer to a question."
    return unknown


def _unknown(name: str, known: Collection[str], scope: Scope, what: str) -> tuple[str, str] | None:
    if name in known:
        return None
    if name in scope.later:
        return (
            f"the {what} “{name}” is not yet answered at this place in the form.",
            "Refer to it on a later page.",
        )
    error = unknown_name(name, known, what)
    return f"{error.problem[0].lower()}{error.problem[1:]}", error.remedy


def _check_line(text: str, placed: Placed, problems: Problems) -> None:
    if not placed.one_line:
        return
    if "\n" in text:
        problems.add(
            placed.path, "This text has several lines where there is room for one.", "Write one line."
        )
    elif len(text) > LONGEST_LINE:
        problems.add(
            placed.path,
            f"This line has {len(text)} characters.",
            f"Write at most {LONGEST_LINE}; longer words belong into a hint or text.",
        )
