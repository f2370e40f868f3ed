"""The dates of the accessibility statement, and a check that its yearly review has not been forgotten."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from django.core.checks import CheckMessage, Warning, register

PREPARED: Final = date(2026, 11, 23)
REVIEWED: Final = date(2026, 11, 23)
"""Whoever reviews the statement writes the day here, in the same change as what they found."""
REVIEW_WITHIN: Final = timedelta(days=365)
"""The Public Sector Bodies Accessibility Regulations 2018 ask for a regular review; guidance says yearly."""


def review_due() -> date:
    """The day by which the statement has to be reviewed again."""
    return REVIEWED + REVIEW_WITHIN


@register
def statement_is_reviewed(**_: Any) -> list[CheckMessage]:
    """Warn when the yearly review of the accessibility statement is overdue."""
    if datetime.now(UTC).date() <= review_due():
        return []
    return [
        Warning(
            f"The accessibility statement was last reviewed on {REVIEWED.isoformat()}, more than a year ago.",
            hint="Test the pages again, correct templates/portal/still/accessibility.html, and set REVIEWED.",
            id="portal.W001",
        )
    ]
