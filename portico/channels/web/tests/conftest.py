"""What tests of the form runner play with: the services of the demo council, and a few addresses."""

from __future__ import annotations

from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client
from PIL import Image

from portico.channels.web.tests.robot import Resident
from portico.ground.access.models import Team
from portico.records.catalogue.definition.service import ServiceDefinition
from portico.records.catalogue.models import Service, ServiceVersion
from portico.records.catalogue.reading.read import read_definition
from portico.records.places.models import Address, AddressRound, CollectionRound
from tests.cast import BEGINNING

SERVICES = Path(__file__).parents[4] / "services"
MILL_LANE = "PX1 2AB"


def make_photo() -> bytes:
    """A small picture, as a phone would send one."""
    content = BytesIO()
    Image.new("RGB", (64, 48), "#5a6b3c").save(content, "JPEG")
    return content.getvalue()


PHOTO = make_photo()


@cache
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
    )
    service.current = version
    service.save()
    for team in definition.teams():
        Team.objects.get_or_create(code=team, defaults={"name": team})
    return version


@pytest.fixture
def addresses(db: None) -> None:
    make_addresses()


@pytest.fixture
def services(db: None) -> dict[str, ServiceVersion]:
    return publish_services()


def publish_services() -> dict[str, ServiceVersion]:
    """The services of the demo council, published."""
    return {path.stem: publish(read_service(path.stem)) for path in sorted(SERVICES.glob("[!_]*.yaml"))}


def make_addresses() -> None:
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
def resident(services: dict[str, ServiceVersion], addresses: None) -> Resident:
    """Somebody who lives at 12 Mill Lane and knows what forms ask."""
    return Resident(Client(), KNOWS)


KNOWS = {
    r"(?i)email": "ada@porticoshire.example",
    r"(?i)phone number": "01632 960 001",
    r"(?i)street, postcode|postcode": MILL_LANE,
    r"(?i)nearest": "^12 Mill Lane",
    r"(?i)account number": "1234 5678",
    r"(?i)^address|which address|new address|where is the bin|where is it": "^12 Mill Lane",
    r"(?i)which bin": "Rubbish",
    r"(?i)fetch your bin": "No",
    r"(?i)tag on the bin": "no tag",
    r"(?i)your name\?$": "Ada Lovelace",
    r"(?i)which services": "Council tax|Libraries",
    r"(?i)language": "English",
    r"(?i) day$": "27",
    r"(?i) month$": "February",
    r"(?i) year$": "2026",
    r"(?i)what I have told you": "yes",
    r"(?i)what is it about": "Something else",
    r"(?i)want to ask|what is it, in|what changed\?": "When do you open on Saturday? 🙂 مرحبا",
    r"(?i)photo|show us": ("photo.jpg", PHOTO),
}
