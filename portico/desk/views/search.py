"""Finding cases by reference, name, address or words."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from portico.desk.queue_page import row_of
from portico.desk.searching import held, hold
from portico.desk.shortcuts import are_on
from portico.ground.access.pages import StaffRequest, staff_page, works_cases
from portico.ground.references.references import read_reference
from portico.records.cases.queries import SearchPage, search_cases

LONGEST_SEARCH = 200


@staff_page(may=works_cases)
@require_http_methods(["GET", "POST"])
def search(request: StaffRequest) -> HttpResponse:
    """Ask for a reference or words; a reference leads to its case, words to a page of what was found.

    `?reference=` may stand in an address, words may not: they can be a name, and come by POST.
    """
    typed = request.POST.get("words", "") or request.GET.get("reference", "")
    typed = typed.replace("\x00", "").strip()[:LONGEST_SEARCH]
    reference = read_reference(typed) if typed else None
    if reference is not None:
        found = search_cases(request.powers, reference)
        if found.found_by == "reference":
            return redirect("desk:case", found.rows[0].reference)
    if request.method == "POST" and typed:
        return redirect("desk:found", hold(request.session, typed))
    return _page(request, typed, None, None, tried=bool(typed))


@staff_page(may=works_cases)
@require_safe
def found(request: StaffRequest, search_id: UUID) -> HttpResponse:
    """Show what was found for the words that the session holds under an id."""
    words = held(request.session, search_id)
    if words is None:
        return redirect("desk:search")
    after = request.GET.get("after")
    page = search_cases(request.powers, words, after)
    href = reverse("desk:found", args=[search_id])
    return _page(request, words, page, href, tried=True, further=bool(after))


def _page(
    request: StaffRequest,
    words: str,
    page: SearchPage | None,
    href: str | None,
    *,
    tried: bool,
    further: bool = False,
) -> HttpResponse:
    now = timezone.now()
    context = {
        "words": words,
        "tried": tried,
        "found_by": page.found_by if page else "nothing",
        "rows": [row_of(row, request.powers, now) for row in page.rows] if page else [],
        "next_href": f"{href}?after={page.after}" if page and page.after else None,
        "first_href": href if further else None,
        "here": "desk:search",
        "shortcuts": are_on(request),
    }
    return render(request, "desk/search.html", context)
