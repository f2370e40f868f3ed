"""A small life event with three small services, and somebody who walks through it by the test client."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import pytest
import time_machine
from django.test import Client

from portico.channels.web.models import LifePath
from portico.channels.web.tests.robot import Page
from portico.ground.access.models import Team
from portico.ground.ledger.events import Actor
from portico.records.catalogue.actions import import_definition, import_life_events
from portico.records.catalogue.definition.life_events import LifeEvent, LifeEvents
from portico.records.catalogue.definition.service import ServiceDefinition
from portico.records.catalogue.reading.life_events import read_life_events
from portico.records.catalogue.reading.read import read_definition
from tests.cast import BEGINNING

SERVICE = """\
format: 1
id: {id}
name: {name}
summary: {name}.
group: bins
team: waste
form:
  pages:
{pages}
case_title: A case
what_happens_next: We look at it.
deadline:
  usual: {{amount: 5, unit: working_days}}
workflow:
  moves:
    - {{id: end, label: End, from: [receive], to: completion, by: [case_officer], outcome: done}}
  outcomes:
    - {{id: done, label: Done, fulfilled: true}}
messages:
  received: {{subject: "We have it ((reference))", body: Thank you.}}
  question: {{subject: A question, body: "((question))"}}
retention:
  keep: {{amount: 12, unit: months}}
  basis: Public task.
privacy: We need it.
"""


def asking(*questions: str) -> str:
    """A page for each question, headed by the id that it begins with."""
    return "\n".join(
        f"    - id: {question.split(',')[0].split(':')[1].strip().replace('_', '-')}\n"
        f"      questions:\n        - {{{question}}}"
        for question in questions
    )


CAT = asking(
    "id: street, kind: text, label: What is your street?",
    "id: moved_on, kind: date, label: When do you move?",
    "id: cat, kind: text, label: What is your cat called?",
)
BIN = asking(
    "id: where, kind: text, label: Which street is it in?",
    "id: colour, kind: choice, label: Which colour?, options: "
    "[{value: red, label: Red}, {value: blue, label: Blue}]",
    "id: since, kind: date, label: Since when?",
)
CAR = asking("id: parked_in, kind: text, label: Where do you park?", "id: why, kind: text, label: Why?")

EVENTS = """\
format: 1
events:
  - id: moving
    title: Moving home
    summary: All that changes when you move.
    questions:
      - {id: owns, kind: yes_no, label: Do you own your home?}
      - id: colour
        when: answers.owns
        kind: choice
        label: Which colour do you want?
        options: [{value: red, label: Red}, {value: blue, label: Blue}]
      - {id: cars, kind: number, label: How many cars do you have?, required: false}
    services:
      - {service: move-the-cat, why: Cats have to be told., need: required}
      - {service: paint-a-bin, why: Bins want paint., when: answers.owns}
      - {service: park-a-car, why: Cars need room., when: answers.cars > 0, need: possible}
    facts:
      - {id: street, asked: {move-the-cat: street, paint-a-bin: where, park-a-car: parked_in}}
      - {id: moved_on, asked: {move-the-cat: moved_on, paint-a-bin: since}}
      - {id: colour, here: colour, asked: {paint-a-bin: colour}}
    elsewhere:
      - {id: vote, what: Register to vote, who: GOV.UK, address: "https://www.gov.uk/register-to-vote"}
      - {id: rent, what: Your rent, who: Your landlord, when: answers.owns == false}
""".replace("label: Do you own your home?", 'label: "Do you own your home?"').replace(
    "label: How many cars do you have?", 'label: "How many cars do you have?"'
)


def small_service(id: str, name: str, pages: str) -> ServiceDefinition:
    text = SERVICE.format(id=id, name=name, pages=re.sub(r"label: ([^,}]*\?)", r'label: "\1"', pages))
    read = read_definition(text, f"{id}.yaml")
    assert read.definition is not None, [str(problem) for problem in read.problems]
    assert not read.problems, [str(problem) for problem in read.problems]
    return read.definition


def all_services() -> dict[str, ServiceDefinition]:
    made = (
        small_service("move-the-cat", "Move the cat", CAT),
        small_service("paint-a-bin", "Paint a bin", BIN),
        small_service("park-a-car", "Park a car", CAR),
    )
    return {one.id: one for one in made}


def read_events(text: str = EVENTS) -> LifeEvents:
    services = all_services()
    read = read_life_events(text, "_life-events.yaml", frozenset(services), services.get)
    assert not read.problems, [str(problem) for problem in read.problems]
    assert read.life_events is not None
    return read.life_events


def moving() -> LifeEvent:
    return read_events().events[0]


@pytest.fixture(autouse=True)
def at_the_beginning():
    with time_machine.travel(BEGINNING, tick=False):
        yield


@pytest.fixture
def published(db: None) -> LifeEvent:
    """The life event and its services, published."""
    return publish_all()


def publish_all() -> LifeEvent:
    """Publish the life event and its services."""
    Team.objects.get_or_create(code="waste", defaults={"name": "Waste"})
    for definition in all_services().values():
        import_definition(definition=definition, by=Actor.system(), at=BEGINNING)
    events = read_events()
    import_life_events(life_events=events, by=Actor.system(), at=BEGINNING)
    return events.events[0]


@dataclass
class Walker:
    """Somebody with a browser, who answers each page by its heading."""

    browser: Client = field(default_factory=Client)
    path: str = "/"
    html: str = ""
    status: int = 0
    headings: list[str] = field(default_factory=list)
    """Of all pages that were shown, in their order."""

    def go(self, path: str) -> Page:
        response = self.browser.get(path, follow=True)
        return self._take(response, path)

    def post(self, path: str, **fields: object) -> Page:
        response = self.browser.post(path, fields, follow=True)
        return self._take(response, path)

    def answer(self, **fields: object) -> Page:
        """Send the page that is shown."""
        return self.post(self.path, **fields)

    def _take(self, response, path: str) -> Page:
        self.path = response.redirect_chain[-1][0] if response.redirect_chain else path
        self.status, self.html = response.status_code, response.content.decode()
        page = Page(self.html)
        self.headings.append(page.heading)
        return page

    @property
    def page(self) -> Page:
        return Page(self.html)

    @property
    def words(self) -> str:
        return " ".join(self.page.words.split())

    @property
    def life_path(self) -> LifePath:
        return LifePath.objects.get()

    def set_out(self, *, owns: str = "yes", colour: str = "red", cars: str = "0") -> None:
        """From the start to the choice of services."""
        self.post("/life/moving/")
        self.answer(owns=owns)
        if owns == "yes":
            self.answer(colour=colour)
        self.answer(cars=cars)

    def choose(self, *services: str) -> Page:
        return self.post("/life/moving/services", service=list(services))

    def open(self, service: str, **fields: object) -> Page:
        return self.post(f"/life/moving/form/{service}", **fields)

    def fill_in_cat(self, street: str = "1 Mill Lane", name: str = "Ada Lovelace") -> None:
        """All of the first form, up to its check page."""
        self.answer(street=street)
        self.answer(**day("moved_on", 1, 3, 2026))
        self.answer(cat="Mog")
        self.answer(name=name)
        self.answer(email="ada@porticoshire.example", phone="")

    def send(self) -> Page:
        version = re.search(r'name="_version" value="(\d+)"', self.html)
        assert version, self.page.heading
        return self.answer(_version=version[1])


def day(question: str, *parts: int) -> dict[str, object]:
    return {f"{question}-{name}": part for name, part in zip(("day", "month", "year"), parts, strict=True)}


@pytest.fixture
def walker(published: LifeEvent) -> Walker:
    return Walker()
