"""A small council and forms ready to be sent, made in the database of a Portico that runs.

Run as a program with that Portico's environment: `python -m tests.long.drafts 500` publishes the services,
walks forms to their check pages as a browser does, copies their drafts, each for somebody else, and writes to
standard output what each browser would hold: the last line, as JSON.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

SERVICES = Path(__file__).parents[2] / "services"
CSRF = "b" * 32
"""Django compares the form's token with the cookie's: any pair of equal ones is as good."""

WALKED = ("missed-bin", "contact-us")
"""The forms that are sent, in turn: one with an address and looked-up facts, one of words only."""


@dataclass(frozen=True)
class Held:
    """One finished form as its browser holds it."""

    draft: str
    service: str
    version: int
    cookie: str
    """The signed cookie `form`."""

    def cookies(self) -> str:
        """The Cookie header of its requests."""
        return f"csrftoken={CSRF}; form={self.cookie}"

    def fields(self) -> Mapping[str, str]:
        """What pressing Send on its check page sends."""
        return {"csrfmiddlewaretoken": CSRF, "_version": str(self.version)}


def build_town() -> None:
    """Publish the demo council's services; fifteen homes whose rubbish was collected yesterday.

    Done once: a town that is there stays as it is.
    """
    from django.utils import timezone

    from portico.ground.access.models import Team
    from portico.records.places.models import Address, AddressRound, CollectionRound
    from portico.wiring.cli.main import run as portico
    from tests.teams import TEAMS

    if Address.objects.exists():
        return
    for code in TEAMS:
        Team.objects.get_or_create(code=code, defaults={"name": code})
    if failed := portico(["import", "services", str(SERVICES)]):
        raise RuntimeError(f"The services cannot be imported ({failed}).")
    yesterday = timezone.localdate() - timedelta(days=1)
    round_ = CollectionRound.objects.create(
        code="R1", stream="refuse", weekday=yesterday.weekday(), every_weeks=1, first_on=yesterday
    )
    for number in range(1, 16):
        address = Address.objects.create(
            uprn=str(10000 + number),
            lines=[f"{number} Mill Lane", "Porticoton"],
            postcode="PX1 2AB",
            sort_key=f"mill lane {number:05}",
            search_text=f"{number} mill lane porticoton px1 2ab",
        )
        AddressRound.objects.create(address=address, round=round_, stream="refuse")


def finished_forms(count: int) -> list[Held]:
    """So many finished forms, each from a sender whom nobody knows yet."""
    from django.core import signing
    from uuid_utils.compat import uuid7

    from portico.channels.web import cookie
    from portico.channels.web.models import Draft

    templates = [_walk(service) for service in WALKED]
    copies, held = [], []
    for number in range(count):
        template = templates[number % len(templates)]
        fields = {field.attname: getattr(template, field.attname) for field in Draft._meta.concrete_fields}
        contact = {
            **template.contact,
            "name": f"Ada Lovelace the {number}th",
            "email": f"ada{number}@porticoshire.example",
        }
        copies.append(Draft(**{**fields, "id": uuid7(), "contact": contact}))
        signed = signing.Signer(salt=cookie._SALT).sign(str(copies[-1].id))
        held.append(Held(str(copies[-1].id), WALKED[number % len(WALKED)], template.version, signed))
    Draft.objects.bulk_create(copies)
    return held


def _walk(service: str) -> Any:
    from django.test import Client

    from portico.channels.web.models import Draft
    from portico.channels.web.tests.conftest import KNOWS
    from portico.channels.web.tests.robot import Resident

    resident = Resident(Client(SERVER_NAME="127.0.0.1"), {**KNOWS, r"(?i)out by": "Yes"})
    resident.fill_in(service)
    return Draft.objects.filter(service__code=service, sent_at=None).latest("begun_at")


if __name__ == "__main__":
    import django

    django.setup()
    build_town()
    sys.stdout.write(f"\n{json.dumps([asdict(held) for held in finished_forms(int(sys.argv[1]))])}\n")
