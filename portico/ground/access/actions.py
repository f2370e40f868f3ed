"""Looking after teams, staff accounts and roles. Each change is an event, and audited with its values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from portico.ground.access import events
from portico.ground.access.audit import record_change
from portico.ground.access.models import Membership, Role, Staff, Team
from portico.ground.access.permissions import NEVER_IN_A_TEAM, TEAMLESS
from portico.ground.ledger.actions import action, is_violation_of, record_event
from portico.ground.ledger.events import Actor


class AccessError(Exception):
    """Something about an account cannot be done; the message says what to do instead."""


class EmailTakenError(AccessError):
    """Somebody has an account with this e-mail address."""


class EmailWrongError(AccessError):
    """What was given is not an e-mail address."""


class PasswordTooWeakError(AccessError):
    """The password is too easy to guess."""


class RoleNeedsTeamError(AccessError):
    """This role is held in a team, or only without one."""


class RoleUnknownError(AccessError):
    """There is no such role, or no such team."""


class LastAdministratorError(AccessError):
    """Without an administrator nobody could look after accounts any more."""


class TeamCodeTakenError(AccessError):
    """Another team has this code."""


@action
def create_team(*, code: str, name: str, by: Actor, at: datetime) -> Team:
    """Create a team. Raises `TeamCodeTakenError`."""
    try:
        with transaction.atomic():
            team = Team.objects.create(code=code, name=name)
    except IntegrityError as error:
        raise TeamCodeTakenError(f"There is a team with the code {code}. Choose another.") from error
    record_event(events.TeamCreated(team=team.pk, code=code, label=name), by=by, at=at)
    return team


@action
def create_staff(
    *, email: str, name: str, by: Actor, at: datetime, password: str | None = None, direct_line: str = ""
) -> Staff:
    """Give somebody an account, without any role yet.

    Without a password they set one by the link of "I have forgotten my password", or use single sign-on.
    Raises `EmailWrongError`, `EmailTakenError`, `PasswordTooWeakError`.
    """
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise EmailWrongError(
            f"{email!r} is not an email address. Write it like owen@council.example."
        ) from error
    staff = Staff(email=email, name=name.strip(), direct_line=direct_line.strip(), joined_at=at)
    _choose_password(staff, password)
    try:
        with transaction.atomic():
            staff.save(force_insert=True)
    except IntegrityError as error:
        if is_violation_of(error, "staff_email_unique_whatever_case") or "email" in str(error):
            raise EmailTakenError("Somebody has an account with this email address already.") from error
        raise
    _record(staff, {"email": (None, email), "name": (None, staff.name)}, by, at)
    record_event(events.StaffJoined(staff=staff.pk), by=by, at=at)
    return staff


@action
def join_staff(
    *, email: str, name: str, roles: Iterable[str], by: Actor, at: datetime, direct_line: str = ""
) -> Staff:
    """Give somebody an account and roles, written `administrator` or `case_officer:waste` (team's code).

    Raises what `create_staff` and `grant_role` raise, and `RoleUnknownError`.
    """
    staff = create_staff(email=email, name=name, direct_line=direct_line, by=by, at=at)
    for words in roles:
        role, _, code = words.partition(":")
        if role not in Role.values:
            raise RoleUnknownError(f"There is no role {role!r}. Write one of {', '.join(Role.values)}.")
        team = Team.objects.filter(code=code).first() if code else None
        if code and team is None:
            raise RoleUnknownError(f"There is no team with the code {code!r}.")
        team_id = None if team is None else team.pk
        grant_role(staff_id=staff.pk, role=Role(role), team_id=team_id, by=by, at=at)
    return staff


@action
def set_password(*, staff_id: UUID, password: str, by: Actor, at: datetime) -> None:
    """Set somebody's password; their other sessions end. Raises `PasswordTooWeakError`."""
    staff = Staff.objects.select_for_update().get(pk=staff_id)
    _choose_password(staff, password)
    staff.save(update_fields=["password"])
    record_event(events.PasswordSet(staff=staff_id), by=by, at=at)


@action
def change_details(*, staff_id: UUID, name: str, direct_line: str, by: Actor, at: datetime) -> None:
    """Change somebody's name and direct line, which customers may see."""
    staff = Staff.objects.select_for_update().get(pk=staff_id)
    changes = {"name": (staff.name, name.strip()), "direct_line": (staff.direct_line, direct_line.strip())}
    staff.name, staff.direct_line = name.strip(), direct_line.strip()
    staff.save(update_fields=["name", "direct_line"])
    _record(staff, changes, by, at)
    record_event(events.StaffDetailsChanged(staff=staff_id), by=by, at=at)


@action
def grant_role(*, staff_id: UUID, role: Role, team_id: UUID | None, by: Actor, at: datetime) -> None:
    """Give somebody a role in a team, or everywhere without one; nothing happens if they hold it.

    Raises `RoleNeedsTeamError`: case officers and team leaders belong to a team, administrators and service
    designers to none.
    """
    if team_id is None and role not in TEAMLESS:
        raise RoleNeedsTeamError(f"Choose the team in which this person is {role.label.lower()}.")
    if team_id is not None and role in NEVER_IN_A_TEAM:
        raise RoleNeedsTeamError(f"Somebody is {role.label.lower()} for the whole council: choose no team.")
    staff = Staff.objects.select_for_update().get(pk=staff_id)
    team = None if team_id is None else Team.objects.get(pk=team_id)
    _, created = Membership.objects.get_or_create(staff=staff, team=team, role=role)
    if created:
        _record(staff, {"role": (None, _spelt(role, team_id))}, by, at)
        record_event(events.RoleGranted(staff=staff_id, team=team_id, role=role.value), by=by, at=at)


@action
def revoke_role(*, staff_id: UUID, role: Role, team_id: UUID | None, by: Actor, at: datetime) -> None:
    """Take a role back; nothing happens if it is not held. Raises `LastAdministratorError`."""
    if role == Role.ADMINISTRATOR:
        _refuse_to_lose_the_last_administrator(staff_id)
    held = Membership.objects.filter(staff_id=staff_id, role=role)
    held = held.filter(team__isnull=True) if team_id is None else held.filter(team_id=team_id)
    deleted, _ = held.delete()
    if deleted:
        _record(Staff(pk=staff_id), {"role": (_spelt(role, team_id), None)}, by, at)
        record_event(events.RoleRevoked(staff=staff_id, team=team_id, role=role.value), by=by, at=at)


@action
def close_account(*, staff_id: UUID, by: Actor, at: datetime) -> None:
    """Close the account of somebody who leaves: their sessions end, what they did stays theirs.

    Raises `LastAdministratorError`.
    """
    _refuse_to_lose_the_last_administrator(staff_id)
    if _set_active(staff_id, active=False, by=by, at=at):
        record_event(events.StaffLeft(staff=staff_id), by=by, at=at)


@action
def reopen_account(*, staff_id: UUID, by: Actor, at: datetime) -> None:
    """Open a closed account again, with the roles it had."""
    if _set_active(staff_id, active=True, by=by, at=at):
        record_event(events.StaffReturned(staff=staff_id), by=by, at=at)


@action
def take_away_second_factor(*, staff_id: UUID, by: Actor, at: datetime) -> None:
    """Cut off a lost authenticator app and its recovery codes; all sessions end.

    At the next sign-in another one is set up.
    """
    staff = Staff.objects.select_for_update().get(pk=staff_id)
    Authenticator.objects.filter(user_id=staff_id).delete()
    staff.sign_ins_number += 1
    staff.save(update_fields=["sign_ins_number"])
    record_event(events.SecondFactorTakenAway(staff=staff_id), by=by, at=at)


@action
def tie_authenticator(*, staff_id: UUID, secret: str, by: Actor, at: datetime) -> None:
    """Tie an authenticator app with a known base32 secret to an account, as for the people of the demo.

    Nothing happens if the account has one.
    """
    staff = Staff.objects.select_for_update().get(pk=staff_id)
    if not Authenticator.objects.filter(user=staff, type=Authenticator.Type.TOTP).exists():
        TOTP.activate(staff, secret)
        RecoveryCodes.activate(staff)
        record_event(events.SecondFactorSetUp(staff=staff_id), by=by, at=at)


@action
def note_second_factor(*, staff_id: UUID, at: datetime) -> None:
    """Record that somebody set up their second factor."""
    record_event(events.SecondFactorSetUp(staff=staff_id), by=Actor.staff(staff_id), at=at)


@action
def note_sign_in(*, staff_id: UUID, single_sign_on: bool, second_factor: bool, at: datetime) -> None:
    """Record that somebody signed in."""
    event = events.StaffSignedIn(staff=staff_id, single_sign_on=single_sign_on, second_factor=second_factor)
    record_event(event, by=Actor.staff(staff_id), at=at)


def _choose_password(staff: Staff, password: str | None) -> None:
    if password is None:
        staff.set_unusable_password()
        return
    try:
        validate_password(password, staff)
    except ValidationError as error:
        raise PasswordTooWeakError(" ".join(error.messages)) from error
    staff.set_password(password)


def _refuse_to_lose_the_last_administrator(staff_id: UUID) -> None:
    # The rows are locked in one order, so that two administrators cannot remove each other at once.
    active = (
        Membership.objects.select_for_update(of=("self",))
        .filter(role=Role.ADMINISTRATOR, staff__is_active=True)
        .order_by("pk")
        .values_list("staff_id", flat=True)
    )
    if list(active) == [staff_id]:
        raise LastAdministratorError("This is the last administrator. Make somebody else one first.")


def _set_active(staff_id: UUID, *, active: bool, by: Actor, at: datetime) -> bool:
    staff = Staff.objects.select_for_update().get(pk=staff_id)
    if staff.is_active == active:
        return False
    staff.is_active = active
    staff.sign_ins_number += 1
    staff.save(update_fields=["is_active", "sign_ins_number"])
    _record(staff, {"is_active": (not active, active)}, by, at)
    return True


def _record(staff: Staff, changes: Mapping[str, tuple[object, object]], by: Actor, at: datetime) -> None:
    record_change(record="access.staff", record_id=staff.pk, about=staff.pk, changes=changes, by=by, at=at)


def _spelt(role: Role, team_id: UUID | None) -> str:
    return f"{role.value} in {team_id}" if team_id else f"{role.value} everywhere"
