"""The case that an address names."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404

from portico.ground.access.pages import StaffRequest
from portico.ground.access.permissions import Powers
from portico.records.cases.queries import DeskCase, case_for_desk


def desk_case(
    request: StaffRequest,
    reference: str,
    find: Callable[[Powers, str], DeskCase | None] = case_for_desk,
) -> DeskCase:
    """The case with that reference, as `find` reads it; raises Http404 where this person sees none."""
    found = find(request.powers, reference)
    if found is None:
        raise Http404
    return found


def desk_case_or_none(request: StaffRequest, reference: str) -> DeskCase | None:
    """The case with that reference, None where there is none that this person may see."""
    return case_for_desk(request.powers, reference)
