"""Looking after accounts: what is refused, what is recorded."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from portico.ground.access import actions
from portico.ground.access.jobs import clear_away
from portico.ground.access.models import AuditEntry, Membership, Role, Staff, StaffSession
from portico.ground.access.queries import powers_of
from portico.ground.ledger.events import Actor
from portico.ground.ledger.models import LedgerEvent
from tests.cast import BEGINNING

BY = Actor.system()


def test_an_account_is_made_with_its_event_and_audit(cast):
    staff = actions.create_staff(
        email=" Nia@Porticoshire.Example",
        name="Nia Hughes",
        password="long enough words",
        by=BY,
        at=BEGINNING,
    )
    assert staff.email == "nia@porticoshire.example"
    assert staff.check_password("long enough words")
    event = LedgerEvent.objects.get(name="staff.joined")
    assert event.subjects == {"staff": str(staff.pk)}
    assert {entry.field for entry in AuditEntry.objects.filter(record_id=staff.pk)} == {"email", "name"}
    assert not powers_of(staff).works_cases


def test_one_account_an_address(cast):
    with pytest.raises(actions.EmailTakenError):
        actions.create_staff(email="OWEN@porticoshire.example", name="Owen", by=BY, at=BEGINNING)
    assert Staff.objects.filter(email__iexact="owen@porticoshire.example").count() == 1


@pytest.mark.parametrize(("email", "password", "error"), [
    ("not an address", "long enough words", actions.EmailWrongError),
    ("nia@porticoshire.example", "short", actions.PasswordTooWeakError),
    ("nia@porticoshire.example", "nia@porticoshire", actions.PasswordTooWeakError),
])  # fmt: skip
def test_what_cannot_be_an_account(cast, email, password, error):
    with pytest.raises(error):
        actions.create_staff(email=email, name="Nia Hughes", password=password, by=BY, at=BEGINNING)


def test_roles_are_given_and_taken(cast):
    by = Actor.staff(cast.ivan.pk)
    given = {
        "staff_id": cast.owen.pk,
        "role": Role.TEAM_LEADER,
        "team_id": cast.waste.pk,
        "by": by,
        "at": BEGINNING,
    }
    actions.grant_role(**given)
    actions.grant_role(**given)
    assert powers_of(cast.owen).may("team_leader", cast.waste.pk)
    actions.revoke_role(**given)
    actions.revoke_role(**given)
    assert not powers_of(cast.owen).may("team_leader", cast.waste.pk)
    names = list(LedgerEvent.objects.order_by("position").values_list("name", flat=True))
    assert names == ["role.granted", "role.revoked"]
    assert LedgerEvent.objects.get(name="role.granted").payload == {"role": "team_leader"}


@pytest.mark.parametrize("role", [Role.CASE_OFFICER, Role.TEAM_LEADER])
def test_some_roles_need_a_team(cast, role):
    with pytest.raises(actions.RoleNeedsTeamError):
        actions.grant_role(staff_id=cast.owen.pk, role=role, team_id=None, by=BY, at=BEGINNING)
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(staff=cast.owen, team=None, role=role)


def test_an_administrator_belongs_to_no_team(cast):
    with pytest.raises(actions.RoleNeedsTeamError):
        actions.grant_role(
            staff_id=cast.owen.pk, role=Role.ADMINISTRATOR, team_id=cast.waste.pk, by=BY, at=BEGINNING
        )


def test_the_last_administrator_stays(cast):
    with pytest.raises(actions.LastAdministratorError):
        actions.revoke_role(staff_id=cast.ivan.pk, role=Role.ADMINISTRATOR, team_id=None, by=BY, at=BEGINNING)
    with pytest.raises(actions.LastAdministratorError):
        actions.close_account(staff_id=cast.ivan.pk, by=BY, at=BEGINNING)
    actions.grant_role(staff_id=cast.owen.pk, role=Role.ADMINISTRATOR, team_id=None, by=BY, at=BEGINNING)
    actions.close_account(staff_id=cast.ivan.pk, by=BY, at=BEGINNING)
    assert not Staff.objects.get(pk=cast.ivan.pk).is_active


def test_an_account_is_closed_and_opened_again(cast):
    actions.close_account(staff_id=cast.owen.pk, by=BY, at=BEGINNING)
    actions.close_account(staff_id=cast.owen.pk, by=BY, at=BEGINNING)
    actions.reopen_account(staff_id=cast.owen.pk, by=BY, at=BEGINNING)
    names = list(LedgerEvent.objects.order_by("position").values_list("name", flat=True))
    assert names == ["staff.left", "staff.returned"]
    changes = AuditEntry.objects.filter(field="is_active").order_by("pk").values_list("old", "new")
    assert list(changes) == [(True, False), (False, True)]


def test_details_change_with_old_and_new_values(cast):
    actions.change_details(
        staff_id=cast.owen.pk, name="Owen Carter", direct_line="01632 960123", by=BY, at=BEGINNING
    )
    entry = AuditEntry.objects.get()
    assert (entry.field, entry.old, entry.new) == ("direct_line", "", "01632 960123")


def test_a_team_is_announced_by_name(cast):
    team = actions.create_team(code="parking", name="Parking", by=BY, at=BEGINNING)
    event = LedgerEvent.objects.get(name="team.created")
    assert event.subjects == {"team": str(team.pk)}
    assert event.payload == {"code": "parking", "label": "Parking"}
    with pytest.raises(actions.TeamCodeTakenError):
        actions.create_team(code="parking", name="Parking again", by=BY, at=BEGINNING)


def test_somebody_joins_with_roles_or_not_at_all(cast):
    staff = actions.join_staff(
        email="nia@porticoshire.example",
        name="Nia Hughes",
        roles=["agent", "case_officer:waste"],
        by=BY,
        at=BEGINNING,
    )
    powers = powers_of(staff)
    assert powers.sees_all_teams
    assert powers.may("case_officer", cast.waste.pk)
    for wrong in ("mayor", "case_officer:parks", "case_officer"):
        with pytest.raises(actions.AccessError):
            actions.join_staff(email="x@porticoshire.example", name="X", roles=[wrong], by=BY, at=BEGINNING)
    assert not Staff.objects.filter(email="x@porticoshire.example").exists()


def test_what_is_over_is_cleared_away(cast):
    StaffSession.objects.create(session_key="a", session_data="", expire_date=BEGINNING)
    StaffSession.objects.create(session_key="b", session_data="", expire_date=BEGINNING.replace(year=2999))
    clear_away(timestamp=0)
    assert [session.session_key for session in StaffSession.objects.all()] == ["b"]
