"""A contact centre: the services, a few addresses, a customer who is known, and agents with a browser."""

from __future__ import annotations

from pathlib import Path

import pytest
import time_machine
from django.test.utils import CaptureQueriesContext

from portico.channels.web.tests.conftest import KNOWS, SERVICES, make_addresses
from portico.channels.web.tests.robot import Resident
from portico.ground.access.models import Staff, Team
from portico.ground.ledger.events import Actor
from portico.records.catalogue.actions import import_definition
from portico.records.catalogue.models import ServiceVersion
from portico.records.catalogue.reading.read import read_definition
from portico.records.people.actions import create_customer
from portico.records.people.contact_details import Given
from portico.records.people.models import Customer
from tests.cast import BEGINNING, Cast
from tests.sign_in import signed_in

EVERY_KIND = Path(__file__).parents[4] / "tests" / "journeys" / "data" / "every-kind.yaml"
ADA = Given(
    name="Ada Lovelace",
    email="ada@porticoshire.example",
    phone="01632 960001",
    address_lines=("12 Mill Lane", "Porticoton"),
    postcode="PX1 2AB",
    uprn="10012",
)
TRANSACTION = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")


@pytest.fixture(autouse=True)
def at_the_beginning():
    with time_machine.travel(BEGINNING, tick=False):
        yield


@pytest.fixture
def services(cast: Cast) -> dict[str, ServiceVersion]:
    make_addresses()
    paths = [*sorted(SERVICES.glob("[!_]*.yaml")), EVERY_KIND]
    return {path.stem: publish(path) for path in paths}


def publish(path: Path) -> ServiceVersion:
    """Publish the service of that file, as the importer does, with the teams that it names."""
    definition = read_definition(path.read_bytes(), path.name).definition
    assert definition is not None
    for team in definition.teams():
        Team.objects.get_or_create(code=team, defaults={"name": team})
    return import_definition(definition=definition, by=Actor.system(), at=BEGINNING).version


@pytest.fixture
def ada(db: None) -> Customer:
    return create_customer(given=ADA, by=Actor.resident(), at=BEGINNING)


class Agent(Resident):
    """A member of staff, who fills in forms by reading what the pages say, for somebody who knows."""

    def __init__(self, staff: Staff, knows: dict[str, object] | None = None) -> None:
        super().__init__(signed_in(staff), {**KNOWS, **(knows or {})})
        self.staff = staff

    def open(self, service: str, channel: str = "phone", words: str = "") -> None:
        """Open a service for a customer; without `words` nobody is looked for."""
        self.go(f"/desk/assisted/services/{service}")
        press = "Find the customer" if words else "Go on without"
        self.press(press, channel=channel, words=words)

    def choose(self, name: str) -> None:
        """Choose somebody of those who were found."""
        button = next(
            button
            for form in self.page.forms
            for button in form.buttons
            if name in button.text and button.text.startswith("It is them")
        )
        self.press(button.text)

    @property
    def says(self) -> str:
        """What the page says, in one line."""
        return " ".join(self.page.words.split())


@pytest.fixture
def amina(cast: Cast) -> Agent:
    """The agent of every team."""
    return Agent(cast.amina)


def statements(queries: CaptureQueriesContext) -> list[str]:
    return [query["sql"] for query in queries if not query["sql"].startswith(TRANSACTION)]
