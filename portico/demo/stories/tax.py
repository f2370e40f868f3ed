"""Single-person discounts: applied for, checked, decided with reasons."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from portico.demo.pictures import letter
from portico.demo.residents import Resident
from portico.demo.world import BY_PHONE, Story, World, address_answer
from portico.records.cases.actions import GivenFile

GRANTED = (
    "You are the only adult living at this address since the day you gave, so your bill is reduced by 25%.",
    "The other adult in your home is a full-time student and is not counted, so your bill is reduced by 25%.",
)
REFUSED = (
    "The electoral register and your tenancy agreement both name a second adult who still lives at this "
    "address.",
    "The discount is for somebody's main home. You told the county that your main home is elsewhere.",
)
ASKED = "Please send a letter or bill that shows the other adult's new address, such as a tenancy agreement."


def discount(world: World, resident: Resident, about: datetime) -> Story:
    """One application for the discount."""
    applied = world.home(about, 1)
    yield applied
    answers, files = _answers(world, resident, applied)
    told = world.request(
        "council-tax-single-person-discount",
        resident,
        answers,
        applied,
        files=files,
        phone=not files and world.happens(BY_PHONE),
    )
    officer = world.one_of("tomos", "chipo")
    if world.left_lying(applied, 0.3):
        return
    at = world.work(applied, 16)
    yield at
    told.link(resident, "amina", at)
    told.move("start-checking", officer, at)
    told.assign(officer, officer, at)
    if world.happens(0.3):
        told.ask(ASKED, officer, at)
        if world.happens(0.4):
            if world.happens(0.5):
                return
            at = world.work(at, 8 * 15)
            yield at
            told.move("no-reply", officer, at)
            return
        at = world.home(at, 50)
        yield at
        proof = letter("Tenancy agreement", ("Tenant: as named in the application", "From: the day given"))
        told.reply("Here it is, sorry for the blur.", at, [world.stored(proof, "tenancy.png", "", at)])
    at = world.work(at, 12)
    yield at
    told.move("ready-to-decide", officer, at, note="Register and account agree with what was said.")
    at = world.work(at, 8)
    yield at
    decides = "chipo" if officer == "tomos" else "tomos"
    if world.happens(0.2):
        told.move("refuse", decides, at, reasons=world.one_of(*REFUSED))
        return
    counted = answers["adults"] == "two_or_more"
    told.move("grant", decides, at, reasons=GRANTED[1] if counted else GRANTED[0])
    at = world.work(at, 10)
    yield at
    told.move("bill-changed", officer, at)


def _answers(world: World, resident: Resident, at: datetime) -> tuple[dict[str, Any], list[GivenFile]]:
    today = world.calendar.day_of(at)
    files: list[GivenFile] = []
    why = world.one_of("moved_in", "moved_out", "died")
    since = today - timedelta(days=world.chance.randrange(3, 85))
    answers: dict[str, Any] = {
        "on_bill": True,
        "main_home": True,
        "adults": "one",
        "address": address_answer(resident.home),
        "since": since.isoformat(),
        "why": why,
        "declaration": True,
    }
    if world.happens(0.5):
        answers["account_number"] = f"{world.chance.randrange(10_000_000, 99_999_999)}"
    if why == "moved_out":
        answers["who_left"] = "My former partner, who moved to another town."
    if world.happens(0.3):
        answers["adults"], answers["counted"] = "two_or_more", "all_in_groups"
        answers["groups"] = [world.one_of("student", "carer", "hospital")]
        proof = letter("To whom it may concern", ("The person named is a", "full-time student.", "Registrar"))
        files.append(world.stored(proof, "certificate.png", "evidence_of_group", at))
        answers["evidence_of_group"] = [{"id": str(files[0].stored_id), "name": files[0].name}]
    return answers, files
