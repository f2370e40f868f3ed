"""Conditions for constraints of tables, in the shortest form that PostgreSQL can keep.

PostgreSQL reads the condition of each `CHECK` anew for every statement that writes the table, from a text of
its own that holds the whole expression. `IN` is kept there as an array put together of casts, three times as
long as a constant: for a submission, which writes nine tables, all checks together were 39,000 characters
and a seventh of its statement (docs/decisions/0045).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.db.models import BooleanField, F, Func, Value
from django.utils.deconstruct import deconstructible

_CODE = re.compile(r"[a-z0-9_]+")


@deconstructible(path="portico.ground.ledger.constraints.OneOf")
class OneOf(Func):
    """That a column holds one of some codes. Raises ValueError for a code that is not plain."""

    template = "(%(expressions)s::text[]))"
    arg_joiner = "::text = ANY ("
    output_field = BooleanField()

    def __init__(self, column: str, codes: Sequence[str]) -> None:
        if odd := [code for code in codes if not _CODE.fullmatch(code)]:
            raise ValueError(f"Not plain codes: {', '.join(odd)}.")
        super().__init__(F(column), Value("{" + ",".join(codes) + "}"))
