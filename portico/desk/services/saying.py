"""The words of the pages of services for codes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

DONE: Final[Mapping[str, str]] = {
    "asked": "The review is asked for.",
    "taken-back": "The change is taken back. It can be worked on again.",
    "sent-back": "The change is sent back, with your answer.",
    "approved": "The change is approved. It can be published now, or at a time.",
    "published": "It is in force. Cases and forms under way keep the version they began with.",
    "later": "It will come into force by itself at that time.",
    "by-hand": "It waits for somebody to publish it.",
    "undone": "The last change is undone.",
    "up-to-date": "The change has taken in what was published meanwhile.",
    "discarded": "The change is thrown away. What is in force stays as it is.",
    "rolled-back": "The earlier version is in force again, under a new number.",
    "withdrawn": "The service is withdrawn. Its open cases go on.",
    "brought-back": "The service is offered again.",
    "imported": "The file is now the working copy. Undo it if that was not meant.",
}
"""What a page says at its top after something was done, by the code in its address."""

GONE: Final[Mapping[str, str]] = {
    "ended": "Somebody published or discarded the change meanwhile. This is how it stands now.",
    "another": "That change has ended, and another has begun. Nothing was done with it.",
}
"""What it says where somebody was faster."""
