"""Services of the demo council can be filled in to their end by somebody who reads only what pages say.

A few in the unit suite, each for what only it asks; all of them in the long one, and there in a browser too
(`tests/journeys/test_all_services.py`). On the way every page says how far they have come, and keeps to it.
"""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import pairwise

import pytest
import time_machine
from django.test import Client

from portico.channels.web.tests.conftest import MILL_LANE, PHOTO, SERVICES, publish, read_service
from portico.records.cases.models import Case
from portico.records.messages.models import Message
from tests.cast import BEGINNING
from tests.robot.client_door import ClientDoor
from tests.robot.mind import Mind, Person, walk
from tests.robot.seen import Seen

AFTER_THE_DAYS_IT_ASKS_FOR = {"small-business-rate-relief": timedelta(days=90)}
"""It asks for a day since 1 April 2026."""
EVERY = sorted(path.stem for path in SERVICES.glob("[!_]*.yaml"))
QUICK = {"missed-bin", "council-tax-reduction", "electoral-register", "park-event", "street-problem"}


def assert_told_how_far(pages: list[Seen]) -> None:
    """Every page says how far one has come, and keeps to it, since an answer was last changed."""
    stops = [
        place for place, seen in enumerate(pages) if any(text.startswith("Go back") for text in seen.links)
    ]
    since = pages[stops[-1] + 2 if stops else 0 :]  # the page gone back to still counts with the old answer
    told = [found for seen in since if (found := re.search(r"Page (\d+) of (?:at most )?(\d+)", seen.words))]
    numbers, lengths = [int(one[1]) for one in told], [int(one[2]) for one in told]
    assert numbers == sorted(numbers), "no page stands before one that was seen already"
    assert {after - before for before, after in pairwise(numbers)} <= {0, 1}
    assert lengths == sorted(lengths, reverse=True), "the form became no longer than was told"
    assert numbers[-1] == lengths[-1], "the last page is the last"


@pytest.mark.parametrize(
    "service", [pytest.param(one, marks=[] if one in QUICK else pytest.mark.long) for one in EVERY]
)
def test_a_service_can_be_filled_in_to_its_end(db, addresses, service):
    definition = read_service(service)
    publish(definition)
    at = BEGINNING + AFTER_THE_DAYS_IT_ASKS_FOR.get(service, timedelta())
    with time_machine.travel(at, tick=False):
        mind = Mind(Person(home="^12 Mill Lane", postcode=MILL_LANE), at.date())
        reference = walk(ClientDoor(Client(), PHOTO), mind, f"/apply/{service}/")
    assert_told_how_far(mind.pages)
    case = Case.objects.get()
    assert case.reference == reference.replace("-", "")
    assert case.title
    assert "((" not in case.title
    message = Message.objects.get()
    assert "((" not in message.subject + message.body
