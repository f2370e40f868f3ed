"""Which submissions exist already."""

from __future__ import annotations

from collections.abc import Collection

from portico.records.cases.models import Case


def submitted_keys(*, source: str, keys: Collection[str]) -> set[str]:
    """Those of `keys` that a case of this source was opened with; one SQL statement."""
    found = Case.objects.filter(source=source, source_key__in=keys)
    return set(found.values_list("source_key", flat=True))


def submitted_reference(*, source: str, source_key: str) -> str | None:
    """The reference of the case that this submission became; None where there is none. One SQL statement."""
    found = Case.objects.filter(source=source, source_key=source_key)
    return found.values_list("reference", flat=True).first()
