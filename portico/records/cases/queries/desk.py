"""One case with everything on it, as staff see it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple, cast
from uuid import UUID

from django.db import models
from django.db.models import Exists, Expression, F, OuterRef, QuerySet

from portico.ground.access.permissions import Powers
from portico.ground.calendar.working_days import council_calendar
from portico.ground.ledger.kept_queries import KeptQuery, Later, rows_as_text
from portico.ground.references.references import read_reference
from portico.records.cases.models import Case, CaseEntry, CaseFile, CaseFollower
from portico.records.cases.permissions import may_see, may_see_sensitive, moves_open_to
from portico.records.cases.workflow import ClockState, clock_state
from portico.records.catalogue.answers import shown
from portico.records.catalogue.definition.form import Question
from portico.records.catalogue.definition.service import ServiceDefinition
from portico.records.catalogue.definition.workflow import Move, Priority, Stage
from portico.records.catalogue.queries import definition_of, number_of_version
from portico.records.people.contact_details import Given
from portico.records.people.queries import Recognised, recognise

MOST_ENTRIES = 500
STAFF_LANGUAGE = "en"


@dataclass(frozen=True)
class ShownAnswer:
    """One question with its answer in words; `hidden` where this person may not see it (then it is empty)."""

    question: Question
    answer: str
    hidden: bool


@dataclass(frozen=True)
class DeskEntry:
    """One line of the time line; `by` is a name where staff did it, else empty."""

    id: UUID
    at: datetime
    kind: str
    by_kind: str
    by: str
    move: str
    from_stage: str
    to_stage: str
    text: str
    shown: str
    case_version: int


@dataclass(frozen=True)
class DeskFile:
    """A file of the case; `state` says whether it was scanned. `hidden` where it may not be opened."""

    id: UUID
    stored_id: UUID
    name: str
    question: str
    given_by: str
    given_at: datetime
    state: str
    media_type: str
    bytes: int
    entry_id: UUID | None
    hidden: bool


@dataclass(frozen=True)
class DeskFollower:
    """Somebody who joined the report."""

    id: UUID
    reference: str
    name: str
    email: str
    phone: str
    channel: str
    joined_at: datetime


@dataclass(frozen=True)
class VersionOfCase:
    """The number of the version that a case began under, and of the one that new cases begin under.

    `in_force` is None where the service is no longer offered.
    """

    number: int
    in_force: int | None


@dataclass(frozen=True)
class DeskCase:
    """A case as staff see it. `case` carries its team, officer and customer; pages show `answers`.

    `customer_has_others` says whether its customer has other cases, which this person may or may not see.
    """

    case: Case
    customer_has_others: bool
    definition: ServiceDefinition
    version: VersionOfCase
    priority: Priority | None
    answers: tuple[ShownAnswer, ...]
    entries: tuple[DeskEntry, ...]
    files: tuple[DeskFile, ...]
    followers: tuple[DeskFollower, ...]
    recognised: tuple[Recognised, ...]
    moves: tuple[Move, ...]
    sees_sensitive: bool
    texts: Mapping[str, str] = field(default_factory=dict)
    """What other rooms say of it, where it was found by a `CasesForDesk` with such."""

    def clock(self, at: datetime) -> ClockState:
        """How the case stands with its due time at `at`."""
        return clock_state(
            due_at=self.case.due_at,
            waiting_since=self.case.waiting_since,
            closed_at=self.case.closed_at,
            warn=self.definition.deadline.warn,
            calendar=council_calendar(),
            at=at,
        )

    def is_overdue(self, at: datetime) -> bool:
        """Whether it should have been completed before `at`; never while the clock stands still."""
        return self.clock(at) == "overdue"


class CasesForDesk:
    """Finds cases for the desk, and with each, in the same statement, what other rooms say of it.

    `texts`, by name, make expressions over the case (`OuterRef("pk")`), each of which gives a text; they are
    in `DeskCase.texts`.
    """

    def __init__(self, **texts: Callable[[], Expression]) -> None:
        self._names = tuple(texts)
        self._by_reference = KeptQuery(
            lambda: _with_everybody(Case.objects.filter(reference=_REFERENCE), texts)
        )
        self._by_reference_of_follower = KeptQuery(
            lambda: _with_everybody(Case.objects.filter(followers__reference=_REFERENCE), texts)
        )

    def find(self, powers: Powers, reference: str) -> DeskCase | None:
        """The case with that reference, or a follower's; at most five SQL statements, as a rule one.

        None for what this person may not see, as for what does not exist: the page answers 404 to both.
        """
        read = read_reference(reference)
        if read is None or not powers.works_cases:
            return None
        found = self._by_reference.first(reference=read)
        case = found or self._by_reference_of_follower.first(reference=read)
        if case is None or not may_see(powers, case.team_id):
            return None
        return _shown(powers, case, {name: vars(case)[f"text_{name}"] for name in self._names})


_PLAIN = CasesForDesk()


def case_for_desk(powers: Powers, reference: str) -> DeskCase | None:
    """The case with that reference, or a follower's, if this person may see it; see `CasesForDesk.find`."""
    return _PLAIN.find(powers, reference)


def _shown(powers: Powers, case: Case, texts: Mapping[str, str]) -> DeskCase:
    more = _More(*(vars(case)[name] for name in _More._fields))
    definition = definition_of(case.service_version_id)
    sensitive = may_see_sensitive(powers, case.team_id)
    return DeskCase(
        case=case,
        customer_has_others=more.customer_has_others,
        definition=definition,
        version=_version(case.service_version_id, more),
        priority=None if case.priority_rule is None else definition.priority[case.priority_rule],
        answers=_answers(definition, case.answers, sensitive=sensitive),
        entries=_entries(more.lines),
        files=_files(case, definition, sensitive=sensitive) if more.has_files else (),
        followers=_followers(case) if more.has_followers else (),
        recognised=() if case.customer_id else tuple(recognise(given_with(case))),
        moves=moves_open_to(powers, case.team_id, definition, cast(Stage, case.stage)),
        sees_sensitive=sensitive,
        texts=texts,
    )


def _version(service_version_id: UUID, more: _More) -> VersionOfCase:
    offered = more.in_force is not None and more.withdrawn_at is None
    return VersionOfCase(
        number_of_version(service_version_id),
        number_of_version(more.in_force) if offered and more.in_force else None,
    )


def given_with(case: Case) -> Given:
    """The contact details given with the case."""
    return Given(
        name=case.contact_name,
        email=case.contact_email,
        phone=case.contact_phone,
        address_lines=tuple(case.contact_address_lines),
        postcode=case.contact_postcode,
        uprn=case.contact_uprn,
        language=case.language,
    )


def _answers(
    definition: ServiceDefinition, answers: Mapping[str, Any], *, sensitive: bool
) -> tuple[ShownAnswer, ...]:
    """The answers in the order of the form; one that is hidden says that there is one, and not what it is."""
    found = []
    for question in definition.questions():
        said = shown(question, answers.get(question.id), STAFF_LANGUAGE)
        if not said:
            continue
        hidden = not sensitive and question.personal == "special"
        found.append(ShownAnswer(question, "" if hidden else said, hidden))
    return tuple(found)


_CASE = Later("case", models.UUIDField())
_REFERENCE = Later("reference", models.CharField(max_length=8))


_OF_ENTRY = (
    "id", "at", "kind", "by_kind", "by__name", "move", "from_stage", "to_stage", "text", "shown",
    "case_version",
)  # fmt: skip
"""The fields of a `DeskEntry`."""


class _More(NamedTuple):
    """What is known with a case before it is asked for; what is not there is not asked for."""

    has_files: bool
    has_followers: bool
    customer_has_others: bool
    lines: str
    in_force: UUID | None
    """The version that new cases begin under."""
    withdrawn_at: datetime | None


def _with_everybody(cases: QuerySet[Case], texts: Mapping[str, Callable[[], Expression]]) -> QuerySet[Case]:
    """Cases with their team, officer and customer, their time line, what there is more, and `texts`."""
    others = Case.objects.filter(customer_id=OuterRef("customer_id")).exclude(pk=OuterRef("pk"))
    entries = CaseEntry.objects.filter(case_id=OuterRef("pk")).order_by("-id")[:MOST_ENTRIES]
    return cases.select_related("team", "assigned_to", "customer").annotate(
        lines=rows_as_text(entries, *_OF_ENTRY),
        has_files=Exists(CaseFile.objects.filter(case_id=OuterRef("pk"))),
        has_followers=Exists(CaseFollower.objects.filter(case_id=OuterRef("pk"))),
        customer_has_others=Exists(others),
        in_force=F("service__current_id"),
        withdrawn_at=F("service__withdrawn_at"),
        **{f"text_{name}": make() for name, make in texts.items()},
    )


_FILES = KeptQuery(
    lambda: (
        CaseFile.objects.filter(case_id=_CASE)
        .order_by("id")
        .values_list(
            "id", "stored_id", "name", "question", "given_by", "given_at", "stored__state",
            "stored__media_type", "stored__bytes", "entry_id",
        )
    )
)  # fmt: skip
_FOLLOWERS = KeptQuery(
    lambda: (
        CaseFollower.objects.filter(case_id=_CASE)
        .order_by("id")
        .values_list("id", "reference", "name", "email", "phone", "channel", "joined_at")
    )
)


def _entries(lines: str) -> tuple[DeskEntry, ...]:
    """The time line, from the JSON in which it came with the case."""
    return tuple(
        DeskEntry(UUID(id), datetime.fromisoformat(at).astimezone(UTC), kind, by_kind, by or "", *rest)
        for id, at, kind, by_kind, by, *rest in json.loads(lines)
    )


def _files(case: Case, definition: ServiceDefinition, *, sensitive: bool) -> tuple[DeskFile, ...]:
    """The files; evidence is hidden as answers of a special category are, unless its question is not such."""
    open_questions = {question.id for question in definition.questions() if question.personal != "special"}
    rows = _FILES.run(case=case.pk)
    return tuple(DeskFile(*row, hidden=not sensitive and row[3] not in open_questions) for row in rows)


def _followers(case: Case) -> tuple[DeskFollower, ...]:
    return tuple(DeskFollower(*row) for row in _FOLLOWERS.run(case=case.pk))
