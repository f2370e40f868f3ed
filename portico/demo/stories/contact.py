"""Questions asked through *contact us*, answered at once, by a specialist, or not yet."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from portico.demo.residents import Resident
from portico.demo.world import BY_PHONE, Story, World

QUESTIONS: tuple[tuple[dict[str, Any], str, str], ...] = (
    (
        {"topic": "bins", "bins": "other"},
        "Our recycling bin was cracked by the lorry. How do I get another?",
        "We deliver a new one to you within ten working days, free of charge, and take the old one with us. "
        "You do not have to be at home.",
    ),
    (
        {"topic": "bins", "bins": "other"},
        "Does the garden waste collection go on over the winter? We have a lot of leaves.",
        "It stops for two weeks at Christmas and goes on from the second week of January. Leaves may stand "
        "beside "
        "the bin in paper sacks.",
    ),
    (
        {"topic": "bins", "bins": "other"},
        "My husband cannot wheel the bin any more since his operation. Can the crew fetch it from the side "
        "gate?",
        "From your next collection on, our crew fetches the bin from the side gate and brings it back. We "
        "ask again "
        "in a year whether you still need it.",
    ),
    (
        {"topic": "streets", "streets": "works"},
        "How long will Station Road be closed? The bus does not stop near the surgery now.",
        "The gas firm has leave to work until Friday of next week. The 4 and the 11 stop in Plinth Street "
        "until "
        "then.",
    ),
    (
        {"topic": "streets", "streets": "trees"},
        "The lime outside our window takes all the light. Could it be cut back?",
        "Our tree officer looked at it. It will be crowned by two metres when the leaves are down. Trees "
        "are not "
        "felled for light alone.",
    ),
    (
        {"topic": "council_tax", "council_tax": "bill"},
        "My bill says band D but the house next door, which is the same, is band C.",
        "Bands are set by the Valuation Office Agency, not by us. Their website says how to ask for a "
        "check; your "
        "bill stays as it is until they decide.",
    ),
    (
        {"topic": "council_tax", "council_tax": "cannot_pay"},
        "My hours were cut and I cannot manage the next two instalments. What can I do?",
        "We have spread what is left over twelve months in place of ten, so that you pay £96 a month from "
        "the first. "
        "You may also get a reduction: the form is on our website, or ring me on my direct line.",
    ),
    (
        {"topic": "other"},
        "Is the hall in Little Lintel free for a wedding on the second Saturday in June?",
        "It is. We hold it for you for ten days. The fee is £140, and the caretaker lets you in from noon "
        "on Friday.",
    ),
    (
        {"topic": "other"},
        "Who looks after the bench with the plaque by the weir? I would like to mend it myself.",
        "Our park keeper is glad of the help. She meets you there on Tuesday at ten and brings boards and "
        "screws.",
    ),
    (
        {"topic": "other"},
        "When are the meetings of the planning committee and may anybody come?",
        "Every third Wednesday at 6:30pm in the town hall, and anybody may come. To speak, write to us two "
        "working "
        "days before.",
    ),
)
NOT_OURS = (
    "Passports are not the council's. The Passport Office takes applications online and at larger post "
    "offices."
)
TEAM_OF = {"bins": ("owen", "femi"), "streets": ("magdalena",), "council_tax": ("tomos",)}


def question(world: World, resident: Resident, about: datetime) -> Story:
    """One question to the council."""
    asked = world.home(about, 1)
    yield asked
    choices, words, answer = world.chance.choice(QUESTIONS)
    phone = world.happens(BY_PHONE)
    told = world.request("contact-us", resident, {**choices, "question": words}, asked, phone=phone)
    if world.left_lying(asked, 0.2):
        return
    at = world.work(asked, 4)
    yield at
    told.link(resident, "amina", at)
    if world.happens(0.06):
        told.move("not-ours", "amina", at, reasons=NOT_OURS)
        return
    specialists = TEAM_OF.get(choices["topic"])
    if specialists is None or world.happens(0.4):
        told.move("answer", "amina", at, reasons=answer)
    else:
        officer = world.one_of(*specialists)
        note = "Needs somebody who knows the case."
        told.move("ask-specialist", "amina", at, assign_to=world.staff[officer].pk, note=note)
        at = world.work(at, 7)
        yield at
        told.move("specialist-takes-it", officer, at)
        at = world.work(at, 5)
        yield at
        if world.left_lying(at, 0.3):
            return
        told.move("answer", officer, at, reasons=answer)
    if world.happens(0.12):
        at = world.home(at, 15)
        yield at
        told.reply("Thank you, that helps. One more thing: whom do I ring at the weekend?", at)
