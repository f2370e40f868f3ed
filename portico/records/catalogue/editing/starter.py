"""What a new service begins with: short, whole, and free of mistakes, so that it can be tried at once."""

from __future__ import annotations

import copy
from typing import Any, Final

from portico.records.catalogue.editing.paths import Data

_STAFF: Final = ["agent", "case_officer", "team_leader", "manager"]
_OFFICERS: Final = ["case_officer", "team_leader", "manager"]
_ANSWER: Final = "((answers.request))"
"""The answer to its question: what tells one of its cases from the other in the queue."""
_LONGEST_LINE: Final = 200
_STARTER: Final[dict[str, Any]] = {
    "format": 1,
    "form": {
        "pages": [
            {
                "id": "request",
                "questions": [
                    {
                        "id": "request",
                        "kind": "long_text",
                        "label": "What can we do for you?",
                        "hint": "Do not include card or bank details.",
                        "longest": 3000,
                    }
                ],
            }
        ],
    },
    "what_happens_next": "We will deal with your request by ((due_date)).",
    "workflow": {
        "moves": [
            {
                "id": "look-into",
                "label": "Look into it",
                "from": ["receive"],
                "to": "review",
                "by": _STAFF,
                "shown": "We are looking into your request.",
            },
            {
                "id": "done",
                "label": "It is done",
                "from": ["receive", "review"],
                "to": "completion",
                "by": _OFFICERS,
                "outcome": "done",
                "tells": "done",
                "shown": "We have done what you asked for.",
            },
            {
                "id": "refuse",
                "label": "Refuse it",
                "from": ["receive", "review"],
                "to": "completion",
                "by": _OFFICERS,
                "asks": ["reasons"],
                "outcome": "refused",
                "tells": "refused",
                "shown": "We cannot do what you asked for: ((reasons))",
            },
            {
                "id": "withdraw",
                "label": "Withdraw",
                "from": ["receive", "review"],
                "to": "completion",
                "by": ["customer", *_STAFF],
                "outcome": "withdrawn",
                "tells": "withdrawn",
                "shown": "The request was withdrawn.",
            },
            {
                "id": "reopen",
                "label": "Open it again",
                "from": ["completion"],
                "to": "review",
                "by": ["customer", *_STAFF],
                "within_days": 28,
                "tells": "reopened",
                "shown": "The request was opened again.",
            },
        ],
        "outcomes": [
            {"id": "done", "label": "Done", "fulfilled": True},
            {
                "id": "refused",
                "label": "Refused",
                "fulfilled": False,
                "appeal": "If you disagree, tell us why within 28 days.",
            },
            {"id": "withdrawn", "label": "Withdrawn", "fulfilled": False},
        ],
    },
    "deadline": {
        "usual": {"amount": 5, "unit": "working_days"},
        "warn": {"amount": 1, "unit": "working_days"},
    },
    "messages": {
        "received": {
            "subject": "We have your request ((reference))",
            "body": "Dear ((name))\n\nThank you for your request.\n\n((what_happens_next))",
        },
        "question": {
            "subject": "We need to know more ((reference))",
            "body": "Dear ((name))\n\nBefore we can go on we need to know:\n\n((question))\n\n"
            "You can answer on the page of your request: its address is at the end of this message.\n\n"
            "The time we have stands still until we hear from you.",
        },
        "done": {
            "subject": "Your request is done ((reference))",
            "body": "Dear ((name))\n\nWe have done what you asked for.\n\n"
            "If something is not right, tell us within 28 days on the page of your request: its address is "
            "at the end of this message.",
        },
        "refused": {
            "subject": "About your request ((reference))",
            "body": "Dear ((name))\n\nWe cannot do what you asked for:\n\n((reasons))\n\n((appeal))",
        },
        "withdrawn": {
            "subject": "Your request was withdrawn ((reference))",
            "body": "Dear ((name))\n\nYour request was withdrawn. We will do nothing more about it.",
        },
        "reopened": {
            "subject": "We opened your request again ((reference))",
            "body": "Dear ((name))\n\nWe are looking at your request again, and will deal with it by "
            "((due_date)).",
        },
    },
    "retention": {
        "keep": {"amount": 12, "unit": "months"},
        "basis": "Public task: article 6(1)(e) of the UK GDPR.",
    },
    "privacy": "We use your answers to deal with your request. Only the team that deals with it and our "
    "customer services see them. We keep them for 1 year after your request is finished.",
}


def starter(*, id: str, name: str, summary: str, group: str, team: str) -> Data:
    """The definition of a new service: one question, who asks, how it is worked, and what they are told.

    Its messages do not say where the request is followed: that stands under every message.
    """
    case_title = f"{name}: {_ANSWER}"
    return {
        **copy.deepcopy(_STARTER),
        "id": id,
        "name": name,
        "summary": summary,
        "group": group,
        "team": team,
        "case_title": case_title if len(case_title) <= _LONGEST_LINE else _ANSWER,
    }
