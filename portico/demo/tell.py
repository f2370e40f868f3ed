"""Telling the demo: the council is set up, then two months of its life go by in seconds.

Every story is a generator that yields the moment at which it goes on. All are told together in the order of
those moments, so that the ledger grows as it would have in life. It is one transaction: told whole or not at
all, and never twice.
"""

from __future__ import annotations

import heapq
import random
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count

from django.db import transaction

from portico.demo.addresses import homes
from portico.demo.council import HOLIDAYS_AHEAD, Say, hire, lay_out_places, publish_services
from portico.demo.events import DemoTold
from portico.demo.residents import SEED, Resident, residents, second_descriptions
from portico.demo.stories.bins import missed_bin
from portico.demo.stories.contact import question
from portico.demo.stories.moving import move
from portico.demo.stories.streets import street_problem
from portico.demo.stories.tax import discount
from portico.demo.world import Story, World
from portico.ground.calendar.working_days import council_calendar
from portico.ground.ledger.actions import action, record_event
from portico.ground.ledger.events import Actor
from portico.ground.ledger.models import LedgerEvent
from portico.records.messages.actions import deliver_messages
from portico.records.messages.delivery.transports import DemoOutbox

DAYS = 60
BEFORE_THE_STORY = timedelta(days=30)
"""Staff, services and rounds are there before the first resident asks for something."""
POST_GOES_EVERY = timedelta(hours=5)
"""Messages wait so long in the story; in life they go within the minute."""
ANONYMOUS = 0.12
STORIES: dict[Callable[[World, Resident, datetime], Story], int] = {
    missed_bin: 64,
    street_problem: 70,
    question: 34,
    move: 28,
    discount: 28,
}
"""How many of each are begun in the time told."""


def tell_demo(*, now: datetime, say: Say = lambda words: None, share: float = 1.0) -> int:
    """Set up the fictional council and tell its story up to `now`; return how many requests were taken.

    `share` tells only that part of it, for those in a hurry. Told before, it only sees to it that staff and
    services are there, and returns 0. Raises `DemoServicesBrokenError`.
    """
    calendar = council_calendar()
    began = now - timedelta(days=DAYS) - BEFORE_THE_STORY
    with transaction.atomic():
        staff = hire(at=began)
        services = publish_services(at=began)
        if was_told():
            say("      Told before: nothing is added.")
            return 0
        beginning = calendar.day_of(began)
        until = calendar.day_of(now + HOLIDAYS_AHEAD)
        changes = lay_out_places(beginning=beginning, calendar=calendar, until=until, at=began)
        say(f"      {len(staff)} staff, {len(services)} services, {len(homes()):,} addresses")
        world = World(
            staff=staff,
            services=services,
            everybody=residents(),
            calendar=calendar,
            beginning=beginning,
            changes=changes,
            now=now,
            chance=random.Random(SEED),  # noqa: S311 - nothing secret depends on it
        )
        _tell(world, now, share, say)
        note_told(requests=world.opened, at=now)
    return world.opened


def was_told() -> bool:
    """Whether the story was told in this database."""
    return LedgerEvent.objects.filter(name=DemoTold.name).exists()


@action
def note_told(*, requests: int, at: datetime) -> None:
    """Write down that the story was told, so that it is told once."""
    record_event(DemoTold(requests=requests, days=DAYS), by=Actor.system(), at=at)


def _tell(world: World, now: datetime, share: float, say: Say) -> None:
    """Go from moment to moment until `now`; a story whose next moment is later stays as it is."""
    number = count()
    waiting = [(moment, next(number), story) for moment, story in _stories(world, now, share)]
    heapq.heapify(waiting)
    start, told_days = now - timedelta(days=DAYS), 0
    post_goes = start
    while waiting:
        moment, _, story = heapq.heappop(waiting)
        if moment > now:
            break
        if moment >= post_goes:
            deliver_messages(transport=DemoOutbox(), by=Actor.system(), at=moment)
            post_goes = moment + POST_GOES_EVERY
        if (moment - start).days >= told_days + 15:
            told_days = (moment - start).days
            say(f"      day {told_days} of {DAYS}: {world.opened} requests so far")
        coming = next(story, None)
        if coming is not None:
            heapq.heappush(waiting, (coming, next(number), story))
    while deliver_messages(transport=DemoOutbox(), by=Actor.system(), at=now).any:
        pass


def _stories(world: World, now: datetime, share: float) -> list[tuple[datetime, Story]]:
    """Every story with the moment at which it begins, spread over the days with more towards the end."""
    people = [*residents(), *second_descriptions()]
    found: list[tuple[datetime, Story]] = []
    firsts = iter(world.chance.sample(people, len(people)))
    for begin, times in STORIES.items():
        for _ in range(max(1, round(times * share))):
            about = now - timedelta(days=DAYS * world.chance.random() ** 1.3 + 0.02)
            resident = next(firsts, None) or world.chance.choice(people)
            if begin is street_problem and world.happens(ANONYMOUS):
                found.append((about, street_problem(world, None, about)))
            else:
                found.append((about, begin(world, resident, about)))
    return found
