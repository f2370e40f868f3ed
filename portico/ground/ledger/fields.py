"""Tags that say whose personal data a model keeps and how sensitive it is.

Every model that keeps personal data has an attribute `personal`, a mapping from field name to `Personal`.
A house test fails on a text, JSON, e-mail or address field without a tag in the rooms that may keep some.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Whose = Literal["customer", "staff", "nobody"]
Sensitivity = Literal["none", "ordinary", "special"]


@dataclass(frozen=True)
class Personal:
    """Whose data a field holds, and how sensitive it is."""

    whose: Whose
    sensitivity: Sensitivity


CUSTOMER = Personal("customer", "ordinary")
"""About the customer: name, contact details, what they wrote."""
CUSTOMER_SPECIAL = Personal("customer", "special")
"""About the customer and possibly of a special category: answers to a form, uploaded evidence."""
STAFF = Personal("staff", "ordinary")
"""About a member of staff: name, work address, how they sign in."""
NOT_PERSONAL = Personal("nobody", "none")
"""Codes, references and texts of the council."""
