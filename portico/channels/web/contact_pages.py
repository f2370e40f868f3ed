"""The pages about the customer at the end of every form, made of the same questions as all others."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from portico.channels.web.questions.asking import Problem
from portico.records.catalogue.definition.form import ContactDetails, Option, Page, Question
from portico.records.catalogue.definition.service import ServiceDefinition
from portico.records.catalogue.definition.text import Text

WHETHER, NAME, REACHING = "giving-details", "your-name", "reaching-you"
"""Ids of the pages, as they stand in their addresses."""

_WHETHER = Question(
    id="give",
    kind="choice",
    label=Text(
        en="Do you want to give your name and contact details?",
        cy="Ydych chi am roi eich enw a'ch manylion cyswllt?",
    ),
    hint=Text(
        en="If you do, we can tell you what happens. If you do not, we cannot reply to you.",
        cy="Os gwnewch, gallwn ddweud wrthych beth sy'n digwydd. Os na wnewch, ni allwn eich ateb.",
    ),
    options=(
        Option(value="yes", label=Text(en="Yes, I will give my details", cy="Ydw, fe roddaf fy manylion")),
        Option(
            value="no", label=Text(en="No, I want to stay anonymous", cy="Nac ydw, rwyf am aros yn ddienw")
        ),
    ),
    missing=Text(en="Choose whether to give your details", cy="Dewiswch a ydych am roi eich manylion"),
)
_LANGUAGE = Question(
    id="language",
    kind="choice",
    label=Text(en="Which language should we write to you in?", cy="Ym mha iaith y dylem ysgrifennu atoch?"),
    options=(
        Option(value="en", label=Text(en="English", cy="Saesneg")),
        Option(value="cy", label=Text(en="Welsh (Cymraeg)", cy="Cymraeg")),
    ),
)


@functools.lru_cache(maxsize=256)
def contact_pages(contact: ContactDetails, bilingual: bool) -> tuple[Page, ...]:
    """The pages that a form with these `contact` details ends with; empty where it asks for none.

    `bilingual` adds the choice of a language for messages.
    """
    pages: list[Page] = []
    asks_name, asks_reach = contact.name != "no", (contact.email, contact.phone) != ("no", "no")
    if contact.anonymous and (asks_name or asks_reach):
        pages.append(Page(id=WHETHER, questions=(_WHETHER,)))
    if asks_name:
        pages.append(Page(id=NAME, questions=(_name(contact),)))
    if asks_reach:
        questions = [*_ways(contact), *([_LANGUAGE] if bilingual else [])]
        title = Text(en="How can we reach you?", cy="Sut gallwn ni gysylltu â chi?")
        text = Text(
            en="We use this to tell you what happens, and to ask you if something is unclear.",
            cy="Rydym yn defnyddio hyn i ddweud wrthych beth sy'n digwydd, ac i holi os oes angen.",
        )
        if contact.reachable and (contact.email, contact.phone) == ("optional", "optional"):
            text = Text(
                en=f"{text.en} Give an email address, a phone number or both.",
                cy=f"{text.cy} Rhowch gyfeiriad e-bost, rhif ffôn neu'r ddau.",
            )
        pages.append(Page(id=REACHING, title=title, text=text, questions=tuple(questions)))
    return tuple(pages)


def is_bilingual(definition: ServiceDefinition) -> bool:
    """Whether the council can write to customers of this service in Welsh: some text of it is."""
    return any(
        text.cy for message in definition.messages.values() for text in (message.subject, message.body)
    )


def stays_anonymous(contact: Mapping[str, Any]) -> bool:
    """Whether the customer chose to give no details."""
    return contact.get("give") == "no"


def unreachable(details: ContactDetails, page: Page, contact: Mapping[str, Any]) -> Problem | None:
    """The problem of a customer who must be reachable and gave neither e-mail address nor phone number."""
    if page.id != REACHING or not details.reachable or contact.get("email") or contact.get("phone"):
        return None
    asked = [question.id for question in page.questions if question.id in {"email", "phone"}]
    words = gettext("Enter an email address or a phone number")
    return Problem(asked[0], words)


def _name(contact: ContactDetails) -> Question:
    return Question(
        id="name",
        kind="name",
        label=Text(en="What is your name?", cy="Beth yw eich enw?"),
        required=contact.name == "required",
        hint=None if contact.name == "required" else _LEAVE_EMPTY,
        missing=Text(en="Enter your full name", cy="Rhowch eich enw llawn"),
    )


_LEAVE_EMPTY = Text(
    en="You can leave this empty.",
    cy="Gallwch adael hwn yn wag.",
)


def _ways(contact: ContactDetails) -> list[Question]:
    ways: list[Question] = []
    if contact.email != "no":
        ways.append(
            Question(
                id="email",
                kind="email",
                label=_said_optional(
                    Text(en="Email address", cy="Cyfeiriad e-bost"),
                    contact,
                    contact.email,
                    other=contact.phone,
                ),
                required=contact.email == "required",
                missing=Text(en="Enter your email address", cy="Rhowch eich cyfeiriad e-bost"),
            )
        )
    if contact.phone != "no":
        ways.append(
            Question(
                id="phone",
                kind="phone",
                label=_said_optional(
                    Text(en="Phone number", cy="Rhif ffôn"), contact, contact.phone, other=contact.email
                ),
                required=contact.phone == "required",
                missing=Text(en="Enter your phone number", cy="Rhowch eich rhif ffôn"),
            )
        )
    return ways


def _said_optional(label: Text, contact: ContactDetails, wanted: str, *, other: str) -> Text:
    """The label of one way to reach somebody, with “(optional)” where it may be left out in any case.

    Where one of two must be given, the text above them says so.
    """
    if wanted == "required" or (contact.reachable and other != "required"):
        return label
    return Text(en=f"{label.en} (optional)", cy=f"{label.cy} (dewisol)")
