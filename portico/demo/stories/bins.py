"""Missed bins: from the report to the empty bin, or not."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from portico.demo.residents import Resident
from portico.demo.rounds import rounds_of
from portico.demo.world import BY_PHONE, RESIDENT, Story, Told, World, address_answer
from portico.ground.calendar.deadlines import working_days_between
from portico.records.cases.actions import reopen_case, withdraw_case
from portico.records.places.collections import last_before
from portico.records.places.queries import last_collection

CREW_NOTES = (
    "Crew 4 back on that street tomorrow morning.",
    "Added to the recovery round. Lorry 12.",
    "Access was blocked by parked cars; crew asked to try before 8am.",
    "Supervisor to check the neighbours as well: three reports from this street.",
    "Crew says the bin was behind the gate. Go again anyway.",
)
COULD_NOT = (
    "Our crew came back twice, but the bin was not at the edge of your property. Please put it out for "
    "your next "
    "collection; extra bags beside it will be taken.",
    "The street was closed for water works and the lorry could not reach you. Please put your bin out on "
    "your next "
    "collection day.",
)
NOT_MISSED = (
    "The lorry's camera shows that the bin was not out at 6:40am, when it passed. Please put your bin out "
    "by 6:30am.",
    "Your bin was left because it held building rubble, and the crew put a tag on it. Please take the "
    "rubble out "
    "before your next collection.",
)
STILL_THERE = (
    "It says collected, but the bin is still full.",
    "Only next door's was emptied. Ours is still here!",
    "Nobody came.",
)


def missed_bin(world: World, resident: Resident, about: datetime) -> Story:
    """One report of a missed bin, made within two working days of the collection."""
    reported, stream, answers = _what_was_missed(world, resident, about)
    yield reported
    home = resident.home
    last = last_collection(home.uprn, stream, world.calendar.day_of(reported))
    facts = {"round": last.as_fact(world.calendar.day_of(reported), world.calendar)}
    told = world.request(
        "missed-bin", resident, answers, reported, facts=facts, phone=world.happens(BY_PHONE)
    )
    if world.left_lying(reported, 0.15):
        return  # Nobody got to it: it is overdue.
    officer = world.one_of("owen", "femi")
    at = world.work(reported, 3)
    yield at
    told.link(resident, "amina", at)
    if world.happens(0.07):
        yield from _taken_back(told, at)
        return
    if world.happens(0.15):
        told.move("look-into", officer, at)
        told.assign(officer, officer, at)
        at = world.work(at, 2)
        yield at
        if world.happens(0.5):
            told.move("refuse", officer, at, reasons=world.one_of(*NOT_MISSED))
            return
        told.note("Camera of the lorry looked at: the street was passed over.", officer, at)
    told.move("accept", officer, at)
    at = world.work(at, 3)
    yield at
    told.assign(officer, "priya", at)
    told.move("send-crew", officer, at, note=world.one_of(*CREW_NOTES))
    at = world.work(at, 6)
    yield at
    if world.happens(0.08):
        told.move("could-not-collect", officer, at, reasons=world.one_of(*COULD_NOT))
        return
    told.move("collected", officer, at)
    if world.happens(0.1):
        yield from _reopened(told, officer)


def _what_was_missed(
    world: World, resident: Resident, about: datetime
) -> tuple[datetime, str, dict[str, Any]]:
    """The first moment from `about` on at which a missed collection can be reported, and the answers."""
    rounds = rounds_of(resident.home, world.beginning)
    streams = sorted(rounds)
    for day in range(15):
        moment = world.home(about + timedelta(days=day), 1)
        today = world.calendar.day_of(moment)
        for stream in world.chance.sample(streams, len(streams)):
            last = last_before(rounds[stream], world.changes.get(rounds[stream].code, {}), today)
            if last and last.on and 0 < working_days_between(last.on, today, world.calendar) <= 2:
                answers = {
                    "address": address_answer(resident.home),
                    "bin": stream,
                    "out_in_time": True,
                    "tag": "none" if world.happens(0.85) else "something_else",
                    "assisted": world.happens(0.12),
                }
                return moment, stream, answers
    raise LookupError(f"Nothing is collected at {resident.home.uprn}.")


def _taken_back(told: Told, after: datetime) -> Story:
    """The customer withdraws: the lorry came after all."""
    at = told.world.home(after, 4)
    yield at
    withdraw_case(case_id=told.case_id, text="The lorry came after all, thank you.", by=RESIDENT, at=at)


def _reopened(told: Told, officer: str) -> Story:
    """The customer says that it is not done; the crew goes again."""
    world = told.world
    closed_at = told.case.closed_at
    at = world.home(closed_at or told.at, 20)
    yield at
    reopen_case(case_id=told.case_id, text=world.one_of(*STILL_THERE), by=RESIDENT, at=at)
    told.last_seen = None
    at = world.work(at, 4)
    yield at
    told.note("Rang the crew: the wrong side of the street was emptied.", officer, at)
    told.move("accept", officer, at)
    at = world.work(at, 3)
    yield at
    told.move("send-crew", officer, at, note="First call of the day, with a photo when it is empty.")
    at = world.work(at, 6)
    yield at
    told.move("collected", officer, at)
