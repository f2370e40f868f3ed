"""People who move: into the district, within it, or away."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from portico.demo.residents import Resident
from portico.demo.world import BY_PHONE, Story, World, address_answer

ELSEWHERE = (
    {"uprn": "", "lines": ["4 Fictional Row", "Elsewhere"], "postcode": "PX9 9AA"},
    {"uprn": "", "lines": ["Flat 3", "19 Imaginary Street", "Nowhere-on-Sea"], "postcode": "PX8 1ZZ"},
)
ASKED = "Could you send us the first page of your tenancy agreement, or tell us your landlord's name?"
TOLD = (("council_tax",), ("council_tax", "waste"), ("council_tax", "benefits", "library"))
NOT_CONFIRMED = (
    "The new address you gave is let to somebody else until the end of the month, as the letting agency "
    "tells us. "
    "Please send your tenancy agreement and tell us again."
)


def move(world: World, resident: Resident, about: datetime) -> Story:
    """One change of address."""
    reported = world.home(about, 1)
    yield reported
    answers = _answers(world, resident, reported)
    told = world.request("change-of-address", resident, answers, reported, phone=world.happens(BY_PHONE))
    if world.left_lying(reported, 0.3):
        return
    only_tax = answers["tell"] == ["council_tax"]
    people = ("tomos", "chipo") if only_tax else ("rhys", "helen")
    who = world.one_of(*people)
    at = world.work(reported, 6)
    yield at
    told.link(resident, "amina", at)
    told.move("check", who, at)
    told.assign(who, who, at)
    if world.happens(0.15):
        at = world.work(at, 2)
        yield at
        told.ask(ASKED, who, at)
        if world.happens(0.4):
            return
        at = world.home(at, 26)
        yield at
        told.reply("The landlord is Mr Fairweather of Fairweather Lettings.", at)
        at = world.work(at, 3)
        yield at
    if world.happens(0.07):
        told.move("cannot-confirm", people[1], at, reasons=NOT_CONFIRMED)
        return
    at = world.work(at, 5)
    yield at
    told.move("tell-services", who, at)
    at = world.work(at, 9)
    yield at
    if world.left_lying(at, 0.3):
        return
    told.note("Council tax, waste and the electoral office have confirmed.", who, at)
    told.move("all-told", who, at)


def _answers(world: World, resident: Resident, at: datetime) -> dict[str, Any]:
    way = world.one_of("into", "within", "out")
    today = world.calendar.day_of(at)
    other = address_answer(world.chance.choice(world.everybody).home)
    far = world.chance.choice(ELSEWHERE)
    moved_on = today + timedelta(days=world.chance.randrange(-40, 20))
    answers: dict[str, Any] = {
        "move": way,
        "moved_on": moved_on.isoformat(),
        "old_address": far if way == "into" else other if way == "within" else address_answer(resident.home),
        "new_address": far if way == "out" else address_answer(resident.home),
        "who": "me",
        "tell": list(world.chance.choice(TOLD)),
        "declaration": True,
    }
    if way != "into":
        answers["old_home"] = world.one_of("tenancy_ended", "others_stay")
        if answers["old_home"] == "tenancy_ended":
            answers["last_day"] = moved_on.isoformat()
        answers["account_number"] = f"{world.chance.randrange(10_000_000, 99_999_999)}"
    if way != "out":
        answers["new_home"] = world.one_of("own", "rent", "with_owner")
        if answers["new_home"] == "rent":
            answers["landlord"] = "Fairweather Lettings, Plinth Street"
    if world.happens(0.3):
        answers["who"] = "others"
        answers["others"] = "My partner and our two children."
    return answers
