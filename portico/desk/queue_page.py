"""What the queue page shows: filters read from its address, and each case as one row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Literal, cast, get_args
from urllib.parse import urlencode

from portico.design.addresses import address_of
from portico.desk.deadlines import Urgency, urgency_of
from portico.desk.words import PRIORITY_NAMES, STAGE_NAMES
from portico.ground.access.models import Team
from portico.ground.access.permissions import Powers
from portico.ground.access.queries import teams_seen_by
from portico.records.cases.queries import CaseRow, QueueFilters, queue
from portico.records.catalogue.queries import ListedService, list_services

Due = Literal["", "overdue", "today"]
Who = Literal["", "mine", "nobody", "somebody"]
OPEN_STAGES: Final = {code: name for code, name in STAGE_NAMES.items() if code != "completion"}


@dataclass(frozen=True)
class Chosen:
    """The filters as the address says them; what it says wrongly is left out."""

    team: str = ""
    service: str = ""
    stage: str = ""
    who: Who = ""
    due: Due = ""
    waiting: bool = False
    attention: bool = False
    priority: str = ""

    @classmethod
    def read(cls, said: Mapping[str, str]) -> Chosen:
        """Read the filters from the query of an address."""

        def one_of(name: str, known: Sequence[str]) -> str:
            return said.get(name, "") if said.get(name, "") in known else ""

        return cls(
            team=said.get("team", "")[:60],
            service=said.get("service", "")[:60],
            stage=one_of("stage", list(OPEN_STAGES)),
            who=cast(Who, one_of("who", get_args(Who))),
            due=cast(Due, one_of("due", get_args(Due))),
            waiting=said.get("waiting") == "1",
            attention=said.get("attention") == "1",
            priority=one_of("priority", list(PRIORITY_NAMES)),
        )

    def address(self, after: str | None = None) -> str:
        """The address of the queue with these filters, and from `after` on."""
        said = {name: "1" if value is True else value for name, value in vars(self).items() if value}
        if after:
            said["after"] = after
        return address_of("desk:queue") + (f"?{urlencode(said)}" if said else "")


@dataclass(frozen=True)
class QueueRow:
    """One case as the queue shows it."""

    case: CaseRow
    href: str
    service: str
    stage: str
    urgency: Urgency
    holder: str
    mine: bool


@dataclass(frozen=True)
class View:
    """One of the ready-made views above the queue."""

    text: str
    href: str
    here: bool


@dataclass(frozen=True)
class QueueShown:
    """Everything on the queue page."""

    chosen: Chosen
    rows: tuple[QueueRow, ...]
    next_href: str | None
    first_href: str | None
    views: tuple[View, ...]
    teams: tuple[Team, ...]
    services: tuple[ListedService, ...]
    filtered: bool


def queue_shown(powers: Powers, said: Mapping[str, str], at: datetime) -> QueueShown:
    """What the queue page shows at `at` for the query of its address; four SQL statements."""
    chosen = Chosen.read(said)
    teams = teams_seen_by(powers)
    services = [service for group in list_services() for service in group.services]
    team = next((team for team in teams if team.code == chosen.team), None)
    service = next((service for service in services if service.code == chosen.service), None)
    chosen = replace(chosen, team=team.code if team else "", service=service.code if service else "")
    filters = QueueFilters(
        team=team.pk if team else None,
        service=service.service_id if service else None,
        stage=chosen.stage,
        assigned=powers.staff_id if chosen.who == "mine" else (chosen.who or None),
        due=chosen.due,
        waiting=chosen.waiting,
        attention=chosen.attention,
        priority=chosen.priority,
    )
    after = said.get("after")
    page = queue(powers, filters, after, at=at)
    return QueueShown(
        chosen=chosen,
        rows=tuple(row_of(row, powers, at) for row in page.rows),
        next_href=chosen.address(page.after) if page.after else None,
        first_href=chosen.address() if after else None,
        views=_views(chosen),
        teams=tuple(teams),
        services=tuple(sorted(services, key=lambda service: service.name.en.casefold())),
        filtered=chosen != Chosen(),
    )


def row_of(row: CaseRow, powers: Powers, at: datetime) -> QueueRow:
    """One case as a row."""
    mine = row.assigned_to_id == powers.staff_id
    return QueueRow(
        case=row,
        href=address_of("desk:case", row.reference),
        service=row.service.en,
        stage=STAGE_NAMES[row.stage],
        urgency=urgency_of(row, at),
        holder="You" if mine else row.assigned_to or "Nobody yet",
        mine=mine,
    )


def _views(chosen: Chosen) -> tuple[View, ...]:
    ready = (
        ("All open", Chosen()),
        ("Mine", Chosen(who="mine")),
        ("Nobody’s", Chosen(who="nobody")),
        ("Overdue", Chosen(due="overdue")),
        ("Due today", Chosen(due="today")),
        ("Needs attention", Chosen(attention=True)),
        ("Waiting for the customer", Chosen(waiting=True)),
    )
    return tuple(View(text, view.address(), view == chosen) for text, view in ready)
