"""Keys of the desk: one letter presses a button. They can be switched off (WCAG 2.1.4)."""

from __future__ import annotations

from django.http import HttpRequest

COOKIE = "portico_keys"
KEPT_SECONDS = 365 * 24 * 3600

SHORTCUTS: tuple[tuple[str, str, str], ...] = (
    ("Everywhere", "q", "Go to the queue"),
    ("Everywhere", "s", "Go to the search"),
    ("Everywhere", "o", "Open a service for a customer"),
    ("Everywhere", "d", "Go to the services, to change them"),
    ("Everywhere", "?", "Show this list"),
    ("Queue", "j", "Next case"),
    ("Queue", "k", "Case before"),
    ("Queue", "Enter", "Open the case"),
    ("Customers found", "1 to 9", "It is them"),
    ("Customers found", "0", "It is none of these: go on"),
    ("Form for a customer", "1", "Send it, when all is checked"),
    ("Case", "1 to 9", "Make the move with that number"),
    ("Case", "m", "Take the case yourself"),
    ("Case", "n", "Write a note"),
    ("Case", "a", "Ask the customer"),
    ("Case", "r", "Write down a reply"),
    ("Case", "f", "Add a file"),
    ("Case", "g", "Give the case to somebody"),
    ("Case", "h", "Hand the case over"),
    ("Case", "e", "Mark as seen"),
    ("Case", "t", "What to tell the customer, after a form was sent for them"),
)
"""Where a key works, the key, and what it does; desk.js presses what carries it in `data-key`."""


def are_on(request: HttpRequest) -> bool:
    """Whether this browser has them switched on, as they are at first."""
    return request.COOKIES.get(COOKIE) != "off"
