"""What the page of a followed case shows beside its time line. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from portico.channels.web.copies import amount_shown
from portico.records.cases.queries import FollowedCase


@dataclass(frozen=True)
class ShownFile:
    """A file as the component `fileList` takes it."""

    name: str
    href: str
    bytes: int
    kind: str
    state: str
    hidden: bool = False


def shown_files(case: FollowedCase) -> list[ShownFile]:
    """The files the owner gave, with the address where each is opened."""
    return [
        ShownFile(
            name=file.name,
            href=reverse("portal:followed_file", args=[file.id]),
            bytes=file.bytes,
            kind="image" if file.media_type.startswith("image/") else "document",
            state=file.state,
        )
        for file in case.files
    ]


def officer_rows(case: FollowedCase) -> list[dict[str, Any]]:
    """Name, e-mail address and direct line of whoever works the case, as rows of a summary list."""
    if case.officer is None:
        return []
    rows = [(gettext("Name"), case.officer.name), (gettext("Email"), case.officer.email)]
    if case.officer.direct_line:
        rows.append((gettext("Direct line"), case.officer.direct_line))
    return [{"key": {"text": key}, "value": {"text": value}} for key, value in rows]


@dataclass(frozen=True)
class ShownCost:
    """What a followed request costs; `pay` (Markdown) says how to pay, and is empty once it is closed."""

    amount: str
    pay: str


def cost_of(case: FollowedCase) -> ShownCost | None:
    """What its owner has to pay; none where that is nothing, or it was closed without being fulfilled."""
    charge, fee = case.charge, case.definition.fee
    if fee is None or charge is None or not charge.pence:
        return None
    if case.closed_at is None:
        return ShownCost(amount_shown(charge), fee.pay.in_language(case.language))
    fulfilled = bool(case.outcome_id) and case.definition.outcome(case.outcome_id).fulfilled
    return ShownCost(amount_shown(charge), "") if fulfilled else None


def reopen_label_of(case: FollowedCase) -> str:
    """What the service calls asking for it to be opened again; empty where customers cannot ask."""
    moves = (move for move in case.definition.workflow.moves if move.id == "reopen")
    return next((move.label.in_language(case.language) for move in moves), "")


def appeal_of(case: FollowedCase) -> str:
    """What the owner can do who disagrees with the outcome; empty where nothing is said."""
    if not case.outcome_id or case.follower_id is not None:
        return ""
    appeal = case.definition.outcome(case.outcome_id).appeal
    return appeal.in_language(case.language) if appeal else ""
