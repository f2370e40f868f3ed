"""How customers reach staff who fill in a form for them, and the way somebody chose last."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, cast

from django.contrib.sessions.backends.base import SessionBase

from portico.records.catalogue.definition.workflow import Channel

CHANNELS: Final[Mapping[str, str]] = {
    "phone": "On the phone",
    "counter": "At the counter",
    "post": "By letter",
    "email": "By email",
    "text": "By text message",
    "social": "On social media",
    "chat": "By web chat",
    "assisted": "They fill in the form online, with my help",
}
KEY: Final = "portico_channel"


def read_channel(said: str) -> Channel | None:
    """The channel that a form says; None where it says none."""
    return cast(Channel, said) if said in CHANNELS else None


def last_channel(session: SessionBase) -> Channel | None:
    """What was chosen last in this session: calls come one after another."""
    return read_channel(str(session.get(KEY, "")))


def remember_channel(session: SessionBase, channel: Channel) -> None:
    """Choose it beforehand next time."""
    if session.get(KEY) != channel:
        session[KEY] = channel
