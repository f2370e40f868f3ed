"""The resident's door to a case: its reference and one detail given with it."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import cast
from uuid import UUID

from django.db import connection
from django.utils.crypto import salted_hmac

from portico.ground.references.references import read_reference
from portico.records.cases.actions.changing import standing_of
from portico.records.cases.models import Case, CaseEntry, CaseFile, CaseFollower
from portico.records.cases.saying import charge_of
from portico.records.cases.workflow import (
    TIER_THAT_IS_NAMED,
    WITHDRAW,
    customer_move,
    last_day_to_reopen,
    may_customer_reopen,
)
from portico.records.catalogue.definition.service import ServiceDefinition
from portico.records.catalogue.queries import definition_of
from portico.records.catalogue.rules import Charge
from portico.records.people.names import is_surname_of, name_key_of
from portico.records.people.reaching import email_for_matching, phone_for_matching
from portico.records.places.postcode import read_postcode

SHORTEST_SURNAME = 2

WINDOW = timedelta(minutes=15)
MOST_FROM_ONE_ADDRESS = 30
"""Tries from one network address in a window: a family, or a library, share one."""
MOST_FOR_ONE_REFERENCE_FROM_ONE_ADDRESS = 6
MOST_FOR_ONE_REFERENCE = 40
"""Tries for one reference in a window, from wherever: past these a guessable detail opens it no more."""


@dataclass(frozen=True)
class Trying:
    """Whether somebody may try to follow a case now.

    Where `only_unguessable` is set the reference is being guessed at: it opens by e-mail address or phone
    number only, so that its owner still gets in and nobody does by trying surnames or postcodes. `wait` is
    how long to wait where it is not allowed.
    """

    allowed: bool
    only_unguessable: bool = False
    wait: timedelta = timedelta(0)

    def __bool__(self) -> bool:
        return self.allowed


@dataclass(frozen=True)
class FollowedEntry:
    """One line of the time line as the customer sees it."""

    id: UUID
    at: datetime
    kind: str
    by_kind: str
    to_stage: str
    text: str


@dataclass(frozen=True)
class FollowedFile:
    """A file the customer gave; `state` says whether it was scanned."""

    id: UUID
    stored_id: UUID
    name: str
    state: str
    media_type: str
    bytes: int
    given_at: datetime


@dataclass(frozen=True)
class NamedOfficer:
    """Who works the case, shown once a case officer or specialist does."""

    name: str
    email: str
    direct_line: str


@dataclass(frozen=True)
class FollowedCase:
    """A case as its customer, or somebody who joined it, may see it; texts are in their language.

    `follower_id` is set for somebody who joined: they see how it goes, not what the first reporter wrote,
    was asked or gave, and can neither answer, withdraw nor reopen.
    """

    case_id: UUID
    reference: str
    version: int
    definition: ServiceDefinition
    language: str
    title: str
    stage: str
    opened_at: datetime
    due_at: datetime
    closed_at: datetime | None
    outcome: str
    outcome_id: str
    reasons: str
    waiting_since: datetime | None
    question: str
    entries: tuple[FollowedEntry, ...]
    files: tuple[FollowedFile, ...]
    officer: NamedOfficer | None
    may_reply: bool
    may_withdraw: bool
    may_reopen: bool
    last_day_to_reopen: date | None
    follower_id: UUID | None = None
    charge: Charge | None = None
    """What it costs its owner; none where the service is free."""


def follow_case(
    reference: str, detail: str, *, at: datetime, only_unguessable: bool = False
) -> FollowedCase | None:
    """The case with that reference, if `detail` is one given with it; None whatever of the two is wrong.

    `detail` is an e-mail address, phone number, postcode or surname. Ask `may_try_following` first, and hand
    on its `only_unguessable`. At most five SQL statements.
    """
    read = read_reference(reference)
    if read is None:
        return None
    case = _case_by_reference(read)
    follower: CaseFollower | None = None
    known: _Known | None = None
    if case is not None:
        known = _Known(
            case.contact_email, case.contact_phone, case.contact_name_key,
            (case.contact_postcode, case.place_postcode),
        )  # fmt: skip
    else:
        follower = CaseFollower.objects.filter(reference=read).first()
        if follower is not None:
            known = _Known(follower.email, follower.phone, name_key_of(follower.name), (follower.postcode,))
    # The same work is done for a reference that does not exist, so that the time taken tells nothing.
    matches = (known or _Known("", "", "", ())).has(detail, only_unguessable=only_unguessable)
    if not matches:
        return None
    if follower is not None:
        case = Case.objects.select_related("assigned_to").defer("answers", "facts").get(pk=follower.case_id)
    return _as_followed(cast(Case, case), follower, at)


def followed_case(case_id: UUID, *, follower_id: UUID | None = None, at: datetime) -> FollowedCase | None:
    """The case for somebody who has proved before (a signed cookie) that it is theirs; None if it is gone."""
    cases = Case.objects.select_related("assigned_to")
    if follower_id is not None:
        cases = cases.defer("answers", "facts")
    case = cases.filter(pk=case_id).first()
    if case is None:
        return None
    follower = None
    if follower_id is not None:
        follower = CaseFollower.objects.filter(pk=follower_id, case_id=case_id).first()
        if follower is None:
            return None
    return _as_followed(case, follower, at)


def may_try_following(address: str, reference: str, at: datetime) -> Trying:
    """Count a try to follow a case, and say whether it may be made; one SQL statement.

    Counted by network address, by reference, and by both. Only what comes from one address is ever refused:
    however often strangers try a reference, its owner gets in from their own address with an e-mail address
    or phone number. The addresses themselves are not kept, only keyed hashes, and those for a day.
    """
    named = read_reference(reference) or "unreadable"
    limits = {
        _try_key("address", address): MOST_FROM_ONE_ADDRESS,
        _try_key("both", address, named): MOST_FOR_ONE_REFERENCE_FROM_ONE_ADDRESS,
        _try_key("reference", named): MOST_FOR_ONE_REFERENCE,
    }
    by_address, by_both, by_reference = limits
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH forgotten AS (
                DELETE FROM cases_following_tries WHERE until < %(yesterday)s AND key <> ALL(%(keys)s::text[])
            )
            INSERT INTO cases_following_tries AS kept (key, tries, until)
            SELECT key, 1, %(until)s FROM unnest(%(keys)s::text[]) AS key ORDER BY key
            ON CONFLICT (key) DO UPDATE SET
                tries = CASE WHEN kept.until <= %(at)s THEN 1 ELSE kept.tries + 1 END,
                until = CASE WHEN kept.until <= %(at)s THEN excluded.until ELSE kept.until END
            RETURNING key, tries, until""",
            {"keys": list(limits), "at": at, "until": at + WINDOW, "yesterday": at - timedelta(days=1)},
        )
        counted = {key: (tries, until) for key, tries, until in cursor.fetchall()}
    over = [counted[key][1] for key in (by_address, by_both) if counted[key][0] > limits[key]]
    if over:
        return Trying(allowed=False, wait=max(over) - at)
    return Trying(allowed=True, only_unguessable=counted[by_reference][0] > limits[by_reference])


@dataclass(frozen=True)
class _Known:
    """The details that were given with a case, to compare with one that is typed."""

    email: str
    phone: str
    name_key: str
    postcodes: tuple[str, ...]

    def has(self, detail: str, *, only_unguessable: bool) -> bool:
        """Whether `detail` is one of them; every comparison is made, whatever came of those before."""
        email, phone = email_for_matching(detail), phone_for_matching(detail)
        postcode = read_postcode(detail)
        found = [
            _same(email, email_for_matching(self.email)),
            _same(phone, phone_for_matching(self.phone)),
        ]
        guessable = [_same(postcode or "", known) for known in self.postcodes]
        long_enough = len(name_key_of(detail)) >= SHORTEST_SURNAME
        guessable.append(long_enough and is_surname_of(detail, self.name_key))
        return any(found) or (not only_unguessable and any(guessable))


def _same(typed: str, known: str) -> bool:
    return hmac.compare_digest(typed.encode(), known.encode()) and bool(typed)


def _try_key(*parts: str) -> str:
    return salted_hmac("portico.records.cases.following", "\n".join(parts), algorithm="sha256").hexdigest()


def _case_by_reference(reference: str) -> Case | None:
    return Case.objects.select_related("assigned_to").filter(reference=reference).first()


def _as_followed(case: Case, follower: CaseFollower | None, at: datetime) -> FollowedCase:
    definition = definition_of(case.service_version_id)
    standing = standing_of(case)
    language = case.language if follower is None else follower.language
    entries = _entries_for_owner(case) if follower is None else _entries_for_follower(case, follower)
    named = case.tier >= TIER_THAT_IS_NAMED and case.assigned_to is not None and case.closed_at is None
    officer = case.assigned_to if named and follower is None else None
    owner = follower is None
    return FollowedCase(
        case_id=case.pk,
        reference=case.reference if follower is None else follower.reference,
        version=case.version,
        definition=definition,
        language=language,
        title=definition.name.in_language(language),
        stage=case.stage,
        opened_at=case.opened_at,
        due_at=case.due_at,
        closed_at=case.closed_at,
        outcome=definition.outcome(case.outcome).label.in_language(language) if case.outcome else "",
        outcome_id=case.outcome,
        reasons=case.reasons if owner else "",
        waiting_since=case.waiting_since if owner else None,
        question=_question(entries) if case.waiting_since and owner else "",
        entries=entries,
        files=_files_of_owner(case) if owner else (),
        officer=NamedOfficer(officer.name, officer.email, officer.direct_line) if officer else None,
        may_reply=owner,
        may_withdraw=owner and customer_move(definition, WITHDRAW, case.stage) is not None,
        may_reopen=owner and may_customer_reopen(definition, standing, at),
        last_day_to_reopen=last_day_to_reopen(definition, standing) if owner else None,
        follower_id=None if follower is None else follower.pk,
        charge=charge_of(case, definition) if owner else None,
    )


def _entries_for_owner(case: Case) -> tuple[FollowedEntry, ...]:
    entries = CaseEntry.objects.filter(case_id=case.pk).exclude(shown="").exclude(kind="joined")
    return tuple(
        FollowedEntry(*row)
        for row in entries.order_by("id").values_list("id", "at", "kind", "by_kind", "to_stage", "shown")
    )


def _entries_for_follower(case: Case, follower: CaseFollower) -> tuple[FollowedEntry, ...]:
    """How it goes on, in the follower's language: stages and texts of the definition, nobody's own words."""
    definition = definition_of(case.service_version_id)
    rows = (
        CaseEntry.objects.filter(case_id=case.pk)
        .exclude(shown="")
        .order_by("id")
        .values_list("id", "at", "kind", "by_kind", "move", "to_stage", "shown", "follower_id")
    )
    entries = []
    for id, at, kind, by_kind, move, to_stage, shown, follower_id in rows:
        if kind == "joined" and follower_id == follower.pk:
            entries.append(FollowedEntry(id, at, kind, by_kind, to_stage, shown))
        elif kind in {"moved", "reopened"} and at >= follower.joined_at:
            text = definition.move(move).shown
            if text is not None and "((" not in text.in_language(follower.language):
                entries.append(
                    FollowedEntry(id, at, kind, by_kind, to_stage, text.in_language(follower.language))
                )
    return tuple(entries)


def _question(entries: tuple[FollowedEntry, ...]) -> str:
    """What was asked last."""
    return next((entry.text for entry in reversed(entries) if entry.kind == "question"), "")


def _files_of_owner(case: Case) -> tuple[FollowedFile, ...]:
    files = CaseFile.objects.filter(case_id=case.pk, given_by="customer").order_by("id")
    return tuple(
        FollowedFile(*row)
        for row in files.values_list(
            "id", "stored_id", "name", "stored__state", "stored__media_type", "stored__bytes", "given_at"
        )
    )
