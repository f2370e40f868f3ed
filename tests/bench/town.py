"""What benchmarks play with: the demo council's services, one street, its bin round, and one officer."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from django.conf import settings
from django.test import Client

from portico.benchmarks.seed import Kind
from portico.channels.web.actions import begin_draft
from portico.channels.web.models import Draft
from portico.ground.access.models import Membership, Role, Staff, Team
from portico.ground.ledger.events import Actor
from portico.records.catalogue.actions import import_definition
from portico.records.catalogue.queries import current_service, published_codes
from portico.records.places.models import Address, AddressRound, CollectionRound
from portico.wiring.cli.main import run as portico
from tests.long_form import answers_of, long_form
from tests.sign_in import signed_in
from tests.teams import TEAMS

SYSTEM = Actor.system()
POSTCODE = "PX1 2AB"


def build_town() -> None:
    """Publish the services, and put fifteen homes on a round that was collected yesterday."""
    for code in TEAMS:
        Team.objects.get_or_create(code=code, defaults={"name": code})
    if failed := portico(["import", "services"]):
        raise RuntimeError(f"The services cannot be imported ({failed}).")
    yesterday = date.today() - timedelta(days=1)  # noqa: DTZ011 - the round is by the machine's calendar
    for stream in ("refuse", "recycling", "food", "garden"):
        CollectionRound.objects.create(
            code=stream, stream=stream, weekday=yesterday.weekday(), every_weeks=1, first_on=yesterday
        )
    for number in range(1, 16):
        address = Address.objects.create(
            uprn=str(10000 + number),
            lines=[f"{number} Mill Lane", "Porticoton"],
            postcode=POSTCODE,
            sort_key=f"mill lane {number:05}",
            search_text=f"{number} mill lane porticoton px1 2ab",
        )
        for stream in ("refuse", "recycling", "food", "garden"):
            AddressRound.objects.create(address=address, round_id=stream, stream=stream)


def long_draft(size: int) -> Draft:
    """Publish the form of so many questions, and fill in all of it but its last page."""
    now = datetime.now(UTC)
    import_definition(definition=long_form(size), by=SYSTEM, at=now)
    draft = begin_draft(
        service=current_service(f"long-form-{size}"), language="en", by=Actor.resident(), at=now
    )
    Draft.objects.filter(id=draft.id).update(answers=answers_of(size))
    return Draft.objects.select_related("service").get(id=draft.id)


def kinds() -> list[Kind]:
    """The services with their teams, the busiest first."""
    teams = {team.code: team.pk for team in Team.objects.all()}
    services = [current_service(code) for code in sorted(published_codes())]
    order = {"missed-bin": 0, "street-problem": 1, "contact-us": 2}
    services.sort(key=lambda service: order.get(service.code, 9))
    return [
        Kind(service.service_id, service.version_id, teams[service.definition.team]) for service in services
    ]


def officer() -> str:
    """The session of a case officer who sees every team's cases."""
    staff = Staff.objects.create(
        email="bench@porticoshire.example", name="Bench Officer", joined_at=datetime.now(UTC)
    )
    Membership.objects.create(staff=staff, team=None, role=Role.MANAGER)
    for team in Team.objects.all():
        Membership.objects.create(staff=staff, team=team, role=Role.CASE_OFFICER)
    return str(signed_in(staff).cookies[settings.SESSION_COOKIE_NAME].value)


def local_client() -> Client:
    """A browser inside this process, known by the address that Portico serves."""
    return Client(SERVER_NAME="127.0.0.1")
