"""What happens to staff, their roles and their teams, as the ledger tells it."""

from __future__ import annotations

from typing import ClassVar, Literal
from uuid import UUID

from portico.ground.ledger.events import Code, Event, Label

RoleCode = Literal["agent", "case_officer", "team_leader", "manager", "administrator", "service_designer"]


class TeamCreated(Event):
    """A team exists from now on; carries its published name so that insight can label it."""

    name: ClassVar[str] = "team.created"
    subjects: ClassVar[tuple[str, ...]] = ("team",)
    team: UUID
    code: Code
    label: Label


class StaffJoined(Event):
    """A member of staff was given an account."""

    name: ClassVar[str] = "staff.joined"
    subjects: ClassVar[tuple[str, ...]] = ("staff",)
    staff: UUID


class StaffLeft(Event):
    """An account was closed: nobody can sign in with it any more."""

    name: ClassVar[str] = "staff.left"
    subjects: ClassVar[tuple[str, ...]] = ("staff",)
    staff: UUID


class StaffReturned(Event):
    """A closed account was opened again."""

    name: ClassVar[str] = "staff.returned"
    subjects: ClassVar[tuple[str, ...]] = ("staff",)
    staff: UUID


class StaffSignedIn(Event):
    """Somebody signed in to the desk, with which kinds of proof."""

    name: ClassVar[str] = "staff.signed_in"
    subjects: ClassVar[tuple[str, ...]] = ("staff",)
    staff: UUID
    single_sign_on: bool
    second_factor: bool


class SecondFactorSetUp(Event):
    """Somebody tied an authenticator app to their account."""

    name: ClassVar[str] = "staff.second_factor_set_up"
    subjects: ClassVar[tuple[str, ...]] = ("staff",)
    staff: UUID


class SecondFactorTakenAway(Event):
    """Somebody's authenticator app was cut off, as after a lost phone; they set up another."""

    name: ClassVar[str] = "staff.second_factor_taken_away"
    subjects: ClassVar[tuple[str, ...]] = ("staff",)
    staff: UUID


class PasswordSet(Event):
    """A password was set or changed."""

    name: ClassVar[str] = "staff.password_set"
    subjects: ClassVar[tuple[str, ...]] = ("staff",)
    staff: UUID


class RoleGranted(Event):
    """A role was given, in a team or, without one, everywhere."""

    name: ClassVar[str] = "role.granted"
    subjects: ClassVar[tuple[str, ...]] = ("staff", "team")
    staff: UUID
    team: UUID | None = None
    role: RoleCode


class RoleRevoked(Event):
    """A role was taken back."""

    name: ClassVar[str] = "role.revoked"
    subjects: ClassVar[tuple[str, ...]] = ("staff", "team")
    staff: UUID
    team: UUID | None = None
    role: RoleCode


class StaffDetailsChanged(Event):
    """The name or direct line of a member of staff was changed; the audit has the values."""

    name: ClassVar[str] = "staff.details_changed"
    subjects: ClassVar[tuple[str, ...]] = ("staff",)
    staff: UUID
