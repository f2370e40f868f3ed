"""What tests of the form runner play with: the services of the demo council, and a few addresses."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from portico.channels.web.tests.robot import Resident
from portico.ground.access.models import Team
from portico.records.catalogue.definition.service import ServiceDefinition
from portico.records.catalogue.models import Service, ServiceVersion
from portico.records.catalogue.reading.read import read_definition
from portico.records.places.models import Address, AddressRound, CollectionRound
from tests.cast import BEGINNING

SERVICES = Path(__file__).parents[4] / "services"
MILL_LANE = "PX1 2AB"


def read_service(code: str) -> ServiceDefinition:
    read = read_definition((SERVICES / f"{code}.yaml").read_bytes(), f"{code}.yaml")
    assert read.definition is not None, read.problems
    return read.definition


def publish(definition: ServiceDefinition) -> ServiceVersion:
    """Publish a definition, as its first or its next version."""
    service, _ = Service.objects.get_or_create(code=definition.id)
    number = service.versions.count() + 1
    version = ServiceVersion.objects.create(
        service=service,
        number=number,
        definition=definition.model_dump(mode="json", by_alias=True),
        checksum=str(number),
        created_at=BEGINNING,
        search_text="",
    )
    service.current = version
    service.save()
    for team in definition.teams():
        Team.objects.get_or_create(code=team, defaults={"name": team})
    return version


@pytest.fixture
def addresses(db: None) -> None:
    """Fifteen homes in Mill Lane, whose rubbish is collected on Fridays (the cast begins on a Monday)."""
    Address.objects.bulk_create(
        Address(
            uprn=str(10000 + number),
            lines=[f"{number} Mill Lane", "Porticoton"],
            postcode=MILL_LANE,
            sort_key=f"mill lane {number:05}",
            search_text=f"{number} mill lane porticoton px1 2ab",
            latitude=51.75 + number / 10_000,
            longitude=-0.33,
        )
        for number in range(1, 16)
    )
    round_ = CollectionRound.objects.create(
        code="R1", stream="refuse", weekday=4, every_weeks=1, first_on=date(2026, 1, 2)
    )
    AddressRound.objects.bulk_create(
        AddressRound(address_id=str(10000 + number), round=round_, stream="refuse") for number in range(1, 16)
    )


@pytest.fixture
def services(db: None) -> dict[str, ServiceVersion]:
    """The services of the demo council, published."""
    return {path.stem: publish(read_service(path.stem)) for path in SERVICES.glob("[!_]*.yaml")}


@pytest.fixture
def resident(services: dict[str, ServiceVersion], addresses: None) -> Resident:
    """Somebody who lives at 12 Mill Lane and knows what forms ask."""
    return Resident(Client(), KNOWS)


KNOWS = {
    r"(?i)email": "ada@porticoshire.example",
    r"(?i)postcode": MILL_LANE,
    r"(?i)address|where is the bin": r"^12 Mill Lane",
    r"(?i)which bin": "Rubbish",
    r"(?i)fetch your bin": "No",
    r"(?i)out by": "Yes",
    r"(?i)tag on the bin": "no tag",
    r"(?i)your name": "Ada Lovelace",
    r"(?i)language": "English",
}
