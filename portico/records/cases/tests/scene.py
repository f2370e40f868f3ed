"""A service to play with: broken street lights, with every kind of move, and cases of it."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from portico.ground.access.models import Staff
from portico.ground.ledger.events import Actor
from portico.records.cases.actions import Place, open_case
from portico.records.cases.models import Case
from portico.records.catalogue.actions import import_definition
from portico.records.catalogue.definition.service import ServiceDefinition
from portico.records.catalogue.models import ServiceVersion
from portico.records.people.contact_details import Given
from tests.cast import BEGINNING

RESIDENT = Actor.resident()

ADA = Given(
    name="Ada Lovelace",
    email="Ada@example.org",
    phone="07700 900123",
    address_lines=("12 Mill Lane",),
    postcode="px1 2ab",
)

STAFF = ["agent", "case_officer", "team_leader", "manager"]
OFFICERS = ["case_officer", "team_leader", "manager"]

DEFINITION: dict[str, Any] = {
    "format": 1,
    "id": "street-light",
    "name": {"en": "Street light", "cy": "Golau stryd"},
    "summary": "Tell us about a light that is broken.",
    "group": "streets",
    "team": "waste",
    "routing": [{"when": "answers.fault == 'tax'", "team": "council-tax"}],
    "form": {
        "pages": [
            {
                "id": "fault",
                "questions": [
                    {
                        "id": "fault",
                        "kind": "choice",
                        "label": "What is wrong?",
                        "personal": "none",
                        "options": [
                            {"value": "dark", "label": "The lights are out"},
                            {"value": "wires", "label": "Bare wires"},
                            {"value": "tax", "label": "It is on my bill"},
                        ],
                    }
                ],
            },
            {"id": "where", "questions": [{"id": "where", "kind": "place", "label": "Where is it?"}]},
            {
                "id": "more",
                "questions": [
                    {"id": "story", "kind": "long_text", "label": "Tell us more", "required": False},
                    {
                        "id": "illness",
                        "kind": "long_text",
                        "label": "Does it affect your health?",
                        "required": False,
                        "personal": "special",
                    },
                ],
            },
        ],
        "where": ["where"],
    },
    "case_title": "((answers.fault)) at ((answers.where))",
    "what_happens_next": "We go and look.",
    "workflow": {
        "moves": [
            {"id": "take-up", "label": "Take up", "from": ["receive"], "to": "review", "by": STAFF},
            {
                "id": "send-crew",
                "label": "Send the crew",
                "from": ["review"],
                "to": "progress",
                "by": OFFICERS,
                "asks": ["assignee"],
                "shown": {"en": "A crew is on its way.", "cy": "Mae criw ar ei ffordd."},
                "tells": "on-its-way",
            },
            {"id": "chase", "label": "Chase", "from": ["review", "progress"], "to": "review", "by": STAFF},
            {
                "id": "finish",
                "label": "Finish",
                "from": ["review", "progress"],
                "to": "completion",
                "by": STAFF,
                "outcome": "mended",
                "asks": ["note"],
                "shown": "The light works again.",
            },
            {
                "id": "refuse",
                "label": "Refuse",
                "from": ["receive", "review"],
                "to": "completion",
                "by": OFFICERS,
                "outcome": "refused",
                "asks": ["reasons"],
                "shown": "We decided not to mend it.",
            },
            {
                "id": "withdraw",
                "label": "Withdraw",
                "from": ["receive", "review"],
                "to": "completion",
                "by": ["customer", *STAFF],
                "outcome": "withdrawn",
            },
            {
                "id": "reopen",
                "label": "Reopen",
                "from": ["completion"],
                "to": "review",
                "by": ["customer", *STAFF],
                "within_days": 14,
                "shown": "You told us it is not mended.",
            },
        ],
        "outcomes": [
            {"id": "mended", "label": {"en": "Mended", "cy": "Wedi trwsio"}, "fulfilled": True},
            {"id": "refused", "label": "Not mended", "fulfilled": False},
            {"id": "withdrawn", "label": "Withdrawn", "fulfilled": False},
        ],
    },
    "deadline": {
        "usual": {"amount": 10, "unit": "working_days"},
        "by_channel": {"web": {"amount": 3, "unit": "working_days"}},
    },
    "priority": [
        {
            "when": "answers.fault == 'wires'",
            "level": "urgent",
            "why": "It can kill.",
            "deadline": {"amount": 2, "unit": "hours"},
        }
    ],
    "messages": {"on-its-way": {"subject": "On its way ((reference))", "body": "A crew comes."}},
    "retention": {"keep": {"amount": 24, "unit": "months"}, "basis": "Highways Act 1980"},
    "privacy": "We use it to mend the light.",
}


def definition(**changes: Any) -> ServiceDefinition:
    return ServiceDefinition.model_validate({**DEFINITION, **changes})


def publish(**changes: Any) -> ServiceVersion:
    """Put a version of the service into force."""
    by = Actor.system()
    return import_definition(definition=definition(**changes), by=by, at=BEGINNING).version


def report(
    version: ServiceVersion,
    *,
    fault: str = "dark",
    given: Given = ADA,
    key: str = "",
    at: datetime = BEGINNING,
    by: Actor = RESIDENT,
    latitude: float | None = 51.75,
    longitude: float | None = -0.33,
    place: Place | None = None,
    channel: str = "web",
    **answers: Any,
) -> Case:
    """Open a case of it."""
    where = {"latitude": latitude, "longitude": longitude, "text": "Market Square"}
    return open_case(
        service_version=version.pk,
        channel=channel,
        source="web",
        source_key=key or uuid.uuid4().hex,
        answers={"fault": fault, "where": where, **answers},
        facts={},
        given=given,
        place=place,
        by=by,
        at=at,
    )


def staff(person: Staff) -> Actor:
    return Actor.staff(person.pk)
