"""The case that an address names."""

from __future__ import annotations

from django.http import Http404

from portico.ground.access.pages import StaffRequest
from portico.records.cases.queries import CasesForDesk, DeskCase, case_for_desk


def desk_case(request: StaffRequest, reference: str, cases: CasesForDesk | None = None) -> DeskCase:
    """The case with that reference, found by `cases` if given; raises Http404 where this person sees none."""
    found = cases.find(request.powers, reference) if cases else desk_case_or_none(request, reference)
    if found is None:
        raise Http404
    return found


def desk_case_or_none(request: StaffRequest, reference: str) -> DeskCase | None:
    """The case with that reference, None where there is none that this person may see."""
    return case_for_desk(request.powers, reference)
