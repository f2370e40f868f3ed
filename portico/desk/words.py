"""The words of the desk for codes: stages, channels, what happened on a time line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

STAGE_NAMES: Final[Mapping[str, str]] = {
    "receive": "Receive",
    "review": "Review",
    "decision": "Decision",
    "allocation": "Allocation",
    "progress": "Progress",
    "completion": "Completion",
}
CHANNEL_NAMES: Final[Mapping[str, str]] = {
    "web": "online form",
    "assisted": "online form, with help",
    "phone": "phone",
    "email": "email",
    "chat": "web chat",
    "text": "text message",
    "social": "social media",
    "counter": "counter",
    "post": "post",
    "open311": "another reporting app",
    "partners": "partner",
}
TOLD_BY: Final[Mapping[str, str]] = {
    "phone": "On the phone",
    "counter": "At the counter",
    "email": "By email",
    "post": "By post",
    "text": "By text message",
    "social": "On social media",
}
"""How a customer may have told staff something that staff write down for them."""

TIER_NAMES: Final[Mapping[int, str]] = {
    0: "Self-serve",
    1: "Customer services",
    2: "Case officer",
    3: "Specialist",
}
PRIORITY_NAMES: Final[Mapping[str, str]] = {"usual": "Usual", "high": "High", "urgent": "Urgent"}
CERTAINTY_NAMES: Final[Mapping[str, str]] = {
    "strong": "Very likely the same person",
    "likely": "Likely the same person",
    "possible": "Possibly the same person",
}
MESSAGE_STATES: Final[Mapping[str, str]] = {
    "queued": "Waiting to be sent",
    "sent": "Sent",
    "failed": "Could not be sent",
    "no_address": "Not sent: the customer gave no email address",
    "cancelled": "Not sent: it was overtaken",
}
WRITTEN_IN_TRYOUT: Final = "Written, not sent: this is a try-out"
DONE: Final[Mapping[str, str]] = {
    "opened": "The case is open. Tell the customer the reference, and what happens next.",
    "moved": "Done. The case has moved on.",
    "noted": "The note is on the case.",
    "asked": "The customer is asked. The deadline stands still until they answer.",
    "replied": "The reply is on the case.",
    "assigned": "The case has a new holder.",
    "attached": "The file is on the case.",
    "linked": "The case is linked to the customer.",
    "unlinked": "The case is no longer linked to a customer.",
    "seen": "Marked as seen.",
    "handed-over": "The case is handed over.",
    "resent": "The message is on its way again.",
    "no-address": "The message was not sent: the customer gave no email address. Tell them in another way.",
    "gone": "That can no longer be done: somebody moved the case on meanwhile. This is how it stands now.",
}
"""What a case page says at its top after something was done, by the code in its address."""


def days_in_words(days: int) -> str:
    """A number of working days, as `1 working day`."""
    return f"{days} working {'day' if days == 1 else 'days'}"
