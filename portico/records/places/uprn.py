"""Reading a UPRN, the Unique Property Reference Number that each address of the United Kingdom has."""

from __future__ import annotations

import re

_UPRN = re.compile(r"0*([1-9][0-9]{0,11})")


def read_uprn(text: str) -> str | None:
    """The UPRN that `text` holds, as text of 1 to 12 digits; None where it holds none.

    Some systems fill it up with zeros on the left; they are taken off, so that one address has one UPRN.
    """
    match = _UPRN.fullmatch(text.strip())
    return match.group(1) if match else None
