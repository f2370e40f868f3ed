"""Which pages of Portico a try-out has for its own, and what leads from one to the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from portico.design.addresses import address_of
from portico.desk.models import TryOut
from portico.ground.access.models import Role
from portico.ground.access.pages import StaffRequest
from portico.ground.access.queries import all_teams, keep_roles
from portico.ground.tryouts.inside import Place
from portico.ground.tryouts.pool import SCHEMAS

INSIDE = frozenset(
    {
        "portal:follow", "portal:followed", "portal:reply", "portal:withdraw", "portal:reopen",
        "portal:followed_file", "portal:leave",
        "desk:queue", "desk:search", "desk:found",
        "desk:case", "desk:file", "desk:move", "desk:note", "desk:ask", "desk:reply", "desk:assign",
        "desk:hand_over", "desk:attach", "desk:take", "desk:seen", "desk:link", "desk:resend",
        "desk:assisted", "desk:assisted_start", "desk:assisted_found", "desk:assisted_check",
        "desk:assisted_stopped", "desk:assisted_sent", "desk:assisted_give_up", "desk:assisted_page",
    }
)  # fmt: skip
"""URL names of pages beside the forms that work inside a try-out. All others lead to the real page."""

EYES: Mapping[str, str] = {
    "everybody": "All roles together",
    "agent": "Agent of customer services",
    "case_officer": "Case officer of the team",
    "team_leader": "Team leader of the team",
    "manager": "Manager",
}
"""Whose eyes the pages of staff are seen with, as a page says it."""


@dataclass(frozen=True)
class Tab:
    """One of the pages that every page of a try-out leads to."""

    text: str
    href: str
    here: bool


def has_page(name: str) -> bool:
    """Whether the page with that URL name works inside a try-out."""
    return name.startswith("web:") or name in INSIDE


def tab_of(name: str) -> str:
    """The tab that a page inside belongs to."""
    return {"web": "form", "portal": "customer"}.get(name.partition(":")[0], "staff")


def place_of(tryout: TryOut, tab: str, *, moved_on: bool) -> Place:
    """Where a try-out happens, and what its pages say of it."""
    prefix = address_of("desk:service_try", tryout.code)
    addresses = {
        "about": ("About this try-out", prefix),
        "form": ("The form", f"{prefix}apply/{tryout.code}/"),
        "customer": ("As the customer", address_of("desk:service_try_customer", tryout.code)),
        "staff": ("As staff", address_of("desk:service_try_staff", tryout.code)),
        "messages": ("Messages", address_of("desk:service_try_messages", tryout.code)),
    }
    tabs = [Tab(text, href, id == tab) for id, (text, href) in addresses.items()]
    return Place(
        schema=SCHEMAS[tryout.place - 1],
        prefix=prefix,
        has_page=has_page,
        about={"code": tryout.code, "tabs": tabs, "moved_on": moved_on, "end": prefix},
    )


@contextmanager
def seen_with(request: StaffRequest, eyes: str) -> Iterator[None]:
    """Give whoever looks the roles of somebody who works the cases, for one page of a try-out."""
    before = request.powers
    roles: list[tuple[object, Role]] = [(None, Role.SERVICE_DESIGNER)]
    teams = [team.pk for team in all_teams()]
    for role in (Role.AGENT, Role.MANAGER):
        roles += [(None, role)] if eyes in {"everybody", role.value} else []
    for role in (Role.CASE_OFFICER, Role.TEAM_LEADER):
        roles += [(team, role) for team in teams] if eyes in {"everybody", role.value} else []
    keep_roles(request.user, roles)  # type: ignore[arg-type]
    try:
        yield
    finally:
        mine = [(None, role) for role in before.everywhere]
        keep_roles(
            request.user, [*mine, *((team, role) for team, held in before.in_teams.items() for role in held)]
        )
        request.powers = before
