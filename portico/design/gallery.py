"""What the gallery shows: every component of our own in every state, with the texts it has to bear."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

LONG = (
    "The bin store behind Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogoch House, flats 1 to 148, "
    "was not emptied for the third time"
)
"""The longest title anything may get: it must wrap, not widen the page."""

MORNING = datetime(2026, 3, 3, 9, 12, tzinfo=UTC)
AFTERNOON = datetime(2026, 3, 3, 14, 5, tzinfo=UTC)
DUE = datetime(2026, 3, 6, 17, 0, tzinfo=UTC)

FILES: list[dict[str, Any]] = [
    {"name": "bin.jpg", "href": "#bin", "bytes": 184_320, "kind": "image", "state": "clean"},
    {
        "name": "council-tax-bill.pdf",
        "href": "#bill",
        "bytes": 2_400_000,
        "kind": "document",
        "state": "unscanned",
    },
    {"name": "lease.pdf", "href": "#lease", "bytes": 901_000, "kind": "document", "state": "quarantined"},
    {"name": "invoice.pdf", "href": None, "bytes": 12_000, "kind": "document", "state": "infected"},
    {"name": f"{LONG}.jpeg", "href": "#long", "bytes": 5_100_000, "kind": "image", "state": "clean"},
    {"hidden": True},
]

TIME_LINE: list[dict[str, Any]] = [
    {
        "title": "We received your report",
        "state": "done",
        "at": MORNING,
        "text": "We sent a copy to the email address that you gave.",
    },
    {
        "title": "You told us more",
        "state": "done",
        "at": AFTERNOON,
        "typed": "It is the brown one.\nThe lid <was> closed & by the kerb.",
        "files": FILES[:1],
    },
    {
        "title": "A crew has been asked to come back",
        "state": "now",
        "at": date(2026, 3, 4),
        "text": "We aim to collect by **6 March 2026**.",
    },
    {"title": "Your bin is collected", "state": "coming"},
]
WAITING: list[dict[str, Any]] = [
    {"title": "We received your application", "state": "done", "at": MORNING},
    {
        "title": "We asked you for a document",
        "state": "waiting",
        "at": AFTERNOON,
        "text": "Send us a photo of your tenancy agreement. Until then the clock stands still.",
    },
    {"title": LONG, "state": "coming"},
]

ROWS: list[dict[str, Any]] = [
    {"key": "Which bin", "value": "Brown, garden waste", "change_href": "#which"},
    {"key": "What happened", "typed": "It was left.\nTwice.", "change_href": "#what"},
    {"key": "Phone number", "value": "", "change_href": "#phone"},
    {"key": "Reason for the discount", "hidden": True},
    {"key": "Address", "value": LONG, "change_href": "#address"},
]

DEADLINES: list[dict[str, Any]] = [
    {"state": "due", "due_at": DUE, "detail": ""},
    {"state": "soon", "due_at": DUE, "detail": "today"},
    {"state": "overdue", "due_at": DUE, "detail": "by 2 working days"},
    {"state": "waiting", "due_at": None, "detail": "3 working days left"},
    {"state": "done", "due_at": None, "detail": "on time"},
]

STAGES: list[dict[str, str]] = [
    {"text": "Receive", "state": "done"},
    {"text": "Review", "state": "done"},
    {"text": "Decision", "state": "now"},
    {"text": "Allocation", "state": "coming"},
    {"text": "Progress", "state": "coming"},
    {"text": "Completion", "state": "coming"},
]
STAGES_WAITING = [
    STAGES[0],
    {"text": "Review", "state": "passed"},
    {"text": "Decision", "state": "waiting"},
    *({**s, "state": "coming"} for s in STAGES[3:]),
]

TILES: list[dict[str, str]] = [
    {
        "title": "Report a missed bin",
        "href": "#missed",
        "text": "Tell us, and we collect it within 2 working days.",
    },
    {"title": "When is my bin day?", "href": "#day", "text": "The next four collections at your address."},
    {"title": "Follow a request", "href": "#follow", "text": ""},
    {"title": LONG, "href": "#long", "text": LONG},
]
GROUPS: list[dict[str, Any]] = [
    {
        "title": "Bins and recycling",
        "tasks": [
            {"title": "Report a missed bin", "href": "#a"},
            {"title": "When is my bin day?", "href": "#b"},
        ],
    },
    {"title": "Council tax", "tasks": [{"title": "Pay less when you live alone", "href": "#c"}]},
    {"title": "Streets and parks", "tasks": [{"title": LONG, "href": "#d"}]},
]
CHANGES: list[dict[str, Any]] = [
    {"text": "Moved from Review to Decision.", "by": "Owen Carter", "at": MORNING},
    {"text": "Note added.", "by": "Priya Nair", "at": AFTERNOON},
]
MINE: list[dict[str, str]] = [
    {"key": "Move", "value": "Ask the customer"},
    {"key": "Note", "value": "Rang twice.\nNo answer."},
]
ADDRESSES: list[dict[str, str]] = [
    {"value": "10090000001", "text": "1 Colonnade Street, Porticoshire, PX1 1AA"},
    {"value": "10090000002", "text": "2 Colonnade Street, Porticoshire, PX1 1AA"},
    {"value": "10090000003", "text": f"Flat 148, {LONG}, PX1 1AA"},
]

TRYOUT_TABS: list[dict[str, Any]] = [
    {"text": "About this try-out", "href": "#about", "here": False},
    {"text": "The form", "href": "#form", "here": True},
    {"text": "As the customer", "href": "#customer", "here": False},
    {"text": "As staff", "href": "#staff", "here": False},
    {"text": "Messages", "href": "#messages", "here": False},
]

SAMPLES: dict[str, Any] = {
    "long": LONG,
    "files": FILES,
    "files_at": AFTERNOON,
    "time_line": TIME_LINE,
    "waiting": WAITING,
    "rows": ROWS,
    "deadlines": DEADLINES,
    "stages_now": STAGES,
    "stages_waiting": STAGES_WAITING,
    "tiles": TILES,
    "groups": GROUPS,
    "changes": CHANGES,
    "tryout_tabs": TRYOUT_TABS,
    "mine": MINE,
    "addresses_found": ADDRESSES,
    "words": (
        "Put the bin out **by 7am**, with its [lid closed](#lid).\n\n- no bags beside it\n- no hot ashes\n\n"
        "## If it was missed\n\n1. Wait until 5pm.\n2. Tell us."
    ),
}
