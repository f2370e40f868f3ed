"""Problems in the street: reported, joined by neighbours, inspected, mended or not."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from portico.demo.addresses import Home
from portico.demo.pictures import photo_of
from portico.demo.residents import Resident
from portico.demo.town import position_of
from portico.demo.world import BY_PHONE, RESIDENT, SOURCE, Story, Told, World
from portico.records.cases.actions import reopen_case
from portico.records.contacts.actions import take_joining
from portico.records.people.contact_details import Given

WASTE = {"flytipping", "litter", "dog_fouling", "dead_animal", "graffiti"}
CATEGORIES = (
    ["pothole"] * 9 + ["street_light"] * 5 + ["flytipping"] * 8 + ["pavement"] * 3 + ["blocked_drain"] * 3
    + ["litter"] * 3 + ["dog_fouling"] * 2 + ["graffiti"] * 2 + ["overgrown"] * 5
    + ["sign", "dead_animal", "other"]
)  # fmt: skip
DETAILS = {
    "pothole": ("As deep as my hand and right where bikes go.", "Two wheels damaged this week.", ""),
    "street_light": ("The whole corner is dark.", "It has been like this since the storm.", ""),
    "flytipping": (
        "A van came at night.",
        "Black bags, some torn open by foxes.",
        "Mattress and a broken wardrobe.",
    ),
    "pavement": ("The slab rocks and my mother fell.", "Tree roots have lifted the paving."),
    "blocked_drain": ("When it rains the water stands up to the doorsteps.", "Full of leaves."),
    "litter": ("After the market, every week.", ""),
    "dog_fouling": ("On the way to the school gate.", ""),
    "graffiti": ("On the wall of the underpass.", ""),
    "overgrown": ("The hedge leaves no room for a pram.", "Brambles at eye height."),
    "sign": ("Turned round to point the wrong way.",),
    "dead_animal": ("A fox, at the kerb.",),
    "other": ("The bench in the park has lost two boards.",),
}
ORDERED = (
    "Gang 2, this week, with the barrier lorry.",
    "Contractor confirmed for Thursday.",
    "Part ordered; temporary cones are out.",
    "With the night crew because of the traffic.",
)
NO_ACTION = (
    "Our inspector measured it. It is less than 40 mm deep, which is when we mend a hole at once. It is on "
    "the list "
    "for resurfacing, and we look again in three months.",
    "Nothing was there when our inspector came. If it comes back, please report it again.",
)
REFERRED = "This road belongs to the county. We have passed your report on to them, with your photo."


def street_problem(world: World, resident: Resident | None, about: datetime) -> Story:
    """One report; without a resident it is anonymous."""
    reported = world.home(about, 1)
    yield reported
    category = world.chance.choice(CATEGORIES)
    known = world.open_reports.get(category, [])
    if known and resident and world.happens(0.3):
        case_id, _ = world.chance.choice(known)
        if Told(world, case_id, reported).case.closed_at is None:
            _join(world, resident, case_id, reported)
            return
    home = world.chance.choice(world.everybody).home if resident is None else resident.home
    told = _report(world, resident, category, home, reported)
    if category != "dead_animal":
        known.append((told.case_id, home))
        world.open_reports[category] = known
    if world.left_lying(reported, 0.3):
        return  # Nobody got to it yet.
    yield from _worked(told, category, resident)
    world.open_reports[category] = [
        one for one in world.open_reports.get(category, []) if one[0] != told.case_id
    ]


def _report(world: World, resident: Resident | None, category: str, home: Home, at: datetime) -> Told:
    answers: dict[str, Any] = {"category": category, "place": _place(world, home)}
    answers.update(_more(world, category))
    if details := world.one_of(*DETAILS[category]):
        answers["details"] = details
    files = []
    if world.happens(0.55):
        photo = world.stored(photo_of(category, world.opened), "IMG_2041.jpg", "photo", at)
        answers["photo"] = [{"id": str(photo.stored_id), "name": photo.name}]
        files.append(photo)
    phone = resident is not None and world.happens(BY_PHONE)
    return world.request("street-problem", resident, answers, at, files=files, phone=phone)


def _place(world: World, home: Home) -> dict[str, Any]:
    near = (home.point[0] + world.chance.uniform(-14, 14), home.point[1] + world.chance.uniform(-14, 14))
    latitude, longitude = position_of(near)
    return {
        "latitude": round(latitude, 6),
        "longitude": round(longitude, 6),
        "text": f"Near {', '.join(home.lines)}, {home.postcode}",
    }


def _more(world: World, category: str) -> dict[str, Any]:
    """The answers that only this category asks for."""
    more: dict[str, Any] = {}
    if category == "other":
        more["what"] = "A broken bench"
    if category == "street_light":
        more["light_fault"] = world.one_of("out", "out", "flickers", "on_by_day")
        more["light_number"] = str(world.chance.randrange(100, 999))
    if category == "flytipping":
        more["dumped"] = world.chance.sample(["bags", "household", "building", "garden", "tyres"], 2)
        more["dumped_size"] = world.one_of("bag", "boot", "van", "lorry")
        more["witness"] = False
    if category == "dead_animal":
        more["animal"] = "wild"
    if category == "graffiti":
        more["offensive"] = world.happens(0.3)
        more["whose_wall"] = "public"
    asks_danger = {
        "pothole",
        "pavement",
        "street_light",
        "blocked_drain",
        "sign",
        "flytipping",
        "overgrown",
        "other",
    }
    if category in asks_danger:
        more["danger"] = world.happens(0.08)
    return more


def _join(world: World, resident: Resident, case_id: Any, at: datetime) -> None:
    """Add somebody to a report that is open already."""
    world.opened += 1
    given = resident.given()
    take_joining(
        case_id=case_id,
        channel="web",
        source=SOURCE,
        source_key=f"story-{world.opened}",
        given=Given(name=given.name, email=given.email, phone=given.phone, language=given.language),
        text=world.one_of("It is getting worse.", "I nearly fell there too.", ""),
        by=RESIDENT,
        at=at,
    )


def _worked(told: Told, category: str, resident: Resident | None) -> Story:
    world = told.world
    officers, leader = (("owen", "femi"), "priya") if category in WASTE else (("magdalena",), "deepak")
    officer = world.one_of(*officers)
    at = world.work(told.at, 5)
    yield at
    if resident:
        told.link(resident, "rhys", at)
    told.move("inspect", leader, at, assign_to=world.staff[officer].pk)
    at = world.work(at, 9)
    yield at
    if world.happens(0.12) and resident and (resident.email or resident.phone):
        told.ask("Which side of the road is it on, and is it near a house number or a shop?", officer, at)
        if world.happens(0.3):
            return  # They never replied: it waits.
        at = world.home(at, 30)
        yield at
        files = (
            [world.stored(photo_of(category, 2), "another photo.jpg", "", at)] if world.happens(0.5) else []
        )
        told.reply("On the left as you come from the station, by the blue door.", at, files)
        at = world.work(at, 4)
        yield at
    if world.happens(0.1):
        told.move("no-action", officer, at, reasons=world.one_of(*NO_ACTION))
        return
    if world.happens(0.05):
        told.move("refer", officer, at, reasons=REFERRED)
        return
    told.note(
        world.one_of("Inspected, photos in the shared folder.", "About 1.2 m wide, 60 mm deep."), officer, at
    )
    told.move("order-work", officer, at)
    at = world.work(at, 7)
    yield at
    told.move("start-work", officer, at, note=world.one_of(*ORDERED))
    at = world.work(at, 14)
    yield at
    told.move("fixed", officer, at)
    if world.happens(0.07) and resident:
        yield from _not_mended(told, officer)


def _not_mended(told: Told, officer: str) -> Story:
    world = told.world
    at = world.home(told.case.closed_at or told.at, 60)
    yield at
    reopen_case(case_id=told.case_id, text="The rain washed it out again after two days.", by=RESIDENT, at=at)
    told.last_seen = None
    at = world.work(at + timedelta(hours=1), 8)
    yield at
    told.move("order-work", officer, at)
