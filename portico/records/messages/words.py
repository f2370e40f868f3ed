"""The words around every message, and what makes a value that a resident typed harmless in one."""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST_VALUE = 500
"""Characters of one value in a message: whoever wants to say more through the council's mail is cut short."""

WORD_JOINER = "\u2060"

_PART_OF_ADDRESS = re.compile(r"(?<=\w)([.@:])(?=[^\W\d_]|/)")


@dataclass(frozen=True)
class Words:
    """What stands in every message, in one language."""

    reference: str
    follow: str
    automatic: str


WORDS = {
    "en": Words(
        reference="Your reference: {reference}",
        follow="Follow your request: {address}",
        automatic="This email was sent automatically. Please do not reply to it: nobody reads the replies.",
    ),
    "cy": Words(
        reference="Eich cyfeirnod: {reference}",
        follow="Dilynwch eich cais: {address}",
        automatic="Anfonwyd yr e-bost hwn yn awtomatig. Peidiwch ag ateb: nid oes neb yn darllen yr atebion.",
    ),
}


def words_in(language: str) -> Words:
    """The words in that language, in English where there are none."""
    return WORDS.get(language, WORDS["en"])


def harmless(value: str) -> str:
    """What a resident typed, so that no mail reader makes a link of it, and not too long.

    A form can be sent with somebody else's email address in it: the council's mail must not carry a
    stranger's link. A mark that nobody sees (U+2060) is put into whatever looks like an address.
    """
    broken = _PART_OF_ADDRESS.sub("\\1" + WORD_JOINER, value)
    return broken if len(broken) <= LONGEST_VALUE else broken[: LONGEST_VALUE - 1].rstrip() + "…"
