from datetime import UTC, datetime

import pytest

from portico.channels.web.journey import journey_through
from portico.channels.web.models import Draft
from portico.demo.cast import STAFF, who_can_sign_in
from portico.demo.council import publish_services
from portico.demo.tell import tell_demo
from portico.demo.world import SOURCE
from portico.ground.access.models import Staff
from portico.ground.calendar.working_days import council_calendar
from portico.ground.ledger.events import Actor
from portico.ground.ledger.models import LedgerEvent
from portico.records.cases.models import Case
from portico.records.catalogue.actions import publish_edited, withdraw_service
from portico.records.catalogue.definition.text import Text
from portico.records.catalogue.queries import definition_of
from portico.records.places.models import Address, AddressRound

NOW = datetime(2026, 4, 15, 14, 30, tzinfo=UTC)
TOLD_IN_TESTS = 0.06
CONTACT = {"anonymous": "no", "name": "A", "email": "a@mail.example", "phone": "", "language": "en"}


@pytest.fixture
def told(db, settings, tmp_path):
    settings.PORTICO_HOME = tmp_path
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    assert tell_demo(now=NOW, share=TOLD_IN_TESTS) > 10


def check_answers(cases):
    """Every answer is one that the form would have taken, on every page that it would have asked."""
    for case in cases:
        definition = definition_of(case.service_version_id)
        draft = Draft(answers=dict(case.answers), facts=case.facts, contact=CONTACT, language="en")
        today = council_calendar().day_of(case.opened_at)
        for question in definition.questions():
            draft.answers.setdefault(question.id, [] if question.kind == "files" else "")
        journey = journey_through(definition, draft, today)
        unanswered = {step.id for step in journey.steps if step.kind == "page" and not step.complete}
        assert not unanswered, (definition.id, unanswered, case.answers)
        assert journey.stop is None, (definition.id, journey.stop, case.answers)
        assert set(case.answers) <= set(journey.answers), (definition.id, case.answers)


def check_times():
    """Nothing happens in the future, and staff work in working hours."""
    calendar = council_calendar()
    events = LedgerEvent.objects.filter(name__startswith="case.")
    assert not events.filter(occurred_at__gt=NOW).exists()
    in_order = list(events.order_by("position").values_list("occurred_at", flat=True))
    assert in_order == sorted(in_order)
    for event in events.filter(actor_kind="staff", name="case.moved"):
        assert calendar.is_working_day(calendar.day_of(event.occurred_at))


def test_the_story_is_told_once_and_as_the_forms_would_have_it(told):
    assert {staff.email for staff in Staff.objects.all()} == {member.email for member in STAFF}
    assert Address.objects.count() > 1_800
    assert AddressRound.objects.count() > 3 * 1_800
    cases = Case.objects.filter(source=SOURCE)
    check_answers(cases)
    check_times()
    before = (cases.count(), LedgerEvent.objects.count(), Staff.objects.count())
    assert tell_demo(now=NOW) == 0
    assert (cases.count(), LedgerEvent.objects.count(), Staff.objects.count()) == before


def test_services_that_designers_changed_are_left_to_them(db):
    services = publish_services(at=NOW)
    edited = services["contact-us"].definition.model_copy(update={"summary": Text(en="Ask us.")})
    publish_edited(definition=edited, by=Actor.system(), at=NOW)
    withdraw_service(code="garage", by=Actor.system(), at=NOW)
    again = publish_services(at=NOW)
    assert again["contact-us"].definition.summary.en == "Ask us."
    assert services.keys() - again.keys() == {"garage"}


@pytest.mark.long
def test_the_whole_story(db, settings, tmp_path):
    settings.PORTICO_HOME = tmp_path
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    assert 150 <= tell_demo(now=NOW) <= 300
    cases = Case.objects.filter(source=SOURCE)
    check_answers(cases)
    check_times()
    open_cases = cases.filter(closed_at__isnull=True)
    assert open_cases.filter(due_at__lt=NOW, waiting_since__isnull=True).exists()
    assert open_cases.filter(waiting_since__isnull=False).exists()
    assert {"case.reopened", "case.joined", "case.replied", "case.withdrawn"} <= set(
        LedgerEvent.objects.values_list("name", flat=True)
    )


def test_who_can_sign_in_names_every_role():
    roles = " ".join(one.roles for one in who_can_sign_in())
    for role in ("Agent", "Case officer", "Team leader", "Manager", "Administrator"):
        assert role in roles
    assert all(len(member.secret) == 32 for member in STAFF)
