"""Forms that begin with what is known already: only what fits, and nothing before it was checked."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client

from portico.channels.web.actions import begin_draft
from portico.channels.web.cookie import hold_draft
from portico.channels.web.known import Known
from portico.channels.web.models import Draft
from portico.channels.web.tests.conftest import KNOWS
from portico.channels.web.tests.robot import Resident
from portico.ground.ledger.events import Actor
from portico.records.cases.models import Case
from portico.records.catalogue.queries import current_service
from tests.cast import BEGINNING

STAFF = UUID("0198c0de-0000-7000-8000-000000000000")


@pytest.fixture(autouse=True)
def at_the_beginning():
    with time_machine.travel(BEGINNING, tick=False):
        yield


@pytest.mark.parametrize(
    ("known", "taken"),
    [
        ({"bin": "refuse"}, {"bin": "refuse"}),
        ({"bin": "gold"}, {}),
        ({"no_such_question": "x"}, {}),
        ({"address": {"uprn": "", "lines": ["1 A Road"], "postcode": "PX1 2AB"}}, None),
        ({"address": "1 A Road"}, {}),
        ({"bin": None}, {}),
    ],
)
def test_only_what_is_valid_for_the_question_is_taken(services, known: dict[str, Any], taken):
    draft = begin(Known(answers=known))
    assert draft.answers == (known if taken is None else taken)


def test_promises_and_files_are_never_known(services):
    service = "change-of-address"
    assert begin(Known(answers={"declaration": True}), service).answers == {}
    file = [{"id": "0198c0de-0000-7000-8000-000000000000", "name": "a.jpg"}]
    assert begin(Known(answers={"photos": file}), "street-problem").answers == {}


def test_a_resident_checks_what_is_known_on_the_same_page(services, addresses):
    """As a path does that opens several services and asks each fact once."""
    known = Known(contact={"name": "Ada Lovelace", "email": "not an address"}, answers={"bin": "refuse"})
    draft = begin(known)
    assert (draft.channel, draft.held_by_id, draft.contact) == ("web", None, {"name": "Ada Lovelace"})
    resident = opened(draft)
    assert resident.page.heading == "Check what we hold"
    resident.go_on()
    paths = [path.rpartition("/")[2] for path in resident.visited]
    assert "bin" not in paths
    assert "your-name" not in paths
    assert "reaching-you" in paths
    assert "Ada Lovelace" in resident.page.words
    resident.press("Send")
    assert Case.objects.get().answers["bin"] == "refuse"


@pytest.mark.parametrize(("by", "channel"), [(Actor.resident(), "phone"), (Actor.staff(STAFF), "web")])
def test_channels_belong_to_who_fills_in(services, by, channel):
    with pytest.raises(ValueError, match="is not begun by"):
        begin_draft(
            service=current_service("missed-bin"), language="en", channel=channel, by=by, at=BEGINNING
        )


def begin(known: Known, service: str = "missed-bin") -> Draft:
    return begin_draft(
        service=current_service(service), language="en", known=known, by=Actor.resident(), at=BEGINNING
    )


def opened(draft: Draft) -> Resident:
    """A resident whose browser holds that draft of a missed bin, at its page that is open next."""
    browser = Client()
    response = HttpResponse()
    hold_draft(response, "missed-bin", draft.pk)
    browser.cookies.update(response.cookies)
    resident = Resident(browser, KNOWS)
    resident.go("/apply/missed-bin/check")
    return resident
