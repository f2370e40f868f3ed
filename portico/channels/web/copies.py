"""A copy of what was sent, for whoever sent it: a page to print and a PDF to keep, made when asked for."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from portico.channels.web.contact_pages import WHETHER, contact_pages, is_bilingual
from portico.design.brand import the_council
from portico.design.dates import moment
from portico.design.languages import page_language, stay_in_english
from portico.design.pdf import Copy, Line, Section, write_pdf
from portico.ground.references.references import grouped
from portico.records.cases.queries import Said, SentCopy
from portico.records.catalogue.answers import shown
from portico.records.catalogue.kinds.answer_kind import COVER
from portico.records.catalogue.kinds.numbers import in_pounds
from portico.records.catalogue.placeholders import plain_text
from portico.records.catalogue.rules import Charge


def show_copy(request: HttpRequest, copy: SentCopy, *, file: str, back: str) -> HttpResponse:
    """The page to print; `file` is the path of the PDF, `back` that of the page it belongs to."""
    _speak(copy)
    context = {"copy": copy, "sections": _sections(copy), "after": _after(copy), "file": file, "back": back}
    return render(request, "web/copy.html", context)


def send_file(copy: SentCopy) -> HttpResponse:
    """The PDF, to be kept under the reference."""
    _speak(copy)
    reference = grouped(copy.reference)
    content = write_pdf(
        Copy(
            title=copy.service,
            language=copy.language,
            council=the_council().name,
            before=[
                gettext("Reference: %(reference)s") % {"reference": reference},
                gettext("Sent on %(when)s") % {"when": moment(copy.sent_at)},
            ],
            sections=[
                Section(section["title"], [Line(said.question, said.answer) for said in section["lines"]])
                for section in _sections(copy)
            ],
            after=_after(copy),
            labels=(gettext("Question"), gettext("Answer")),
            footer=f"{copy.service}, {reference}",
        )
    )
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{reference}.pdf"'
    return response


def _speak(copy: SentCopy) -> None:
    if copy.language != page_language():
        stay_in_english()


def _sections(copy: SentCopy) -> list[dict[str, Any]]:
    sections: list[tuple[str, tuple[Said, ...]]] = [
        (gettext("Your answers"), copy.answers),
        (gettext("Your details"), _details(copy)),
        (gettext("What it costs"), _costs(copy)),
    ]
    return [{"title": title, "lines": lines} for title, lines in sections if lines]


def amount_shown(charge: Charge) -> str:
    """An amount to pay, and of how many it is the sum: `£24 (2 × £12)`."""
    amount = in_pounds(charge.pence)
    return amount if charge.count == 1 else f"{amount} ({charge.count} × {in_pounds(charge.each)})"


def _costs(copy: SentCopy) -> tuple[Said, ...]:
    """What was said about paying when it was sent; nothing where nothing is to be paid."""
    charge, fee = copy.charge, copy.definition.fee
    if fee is None or charge is None or not charge.pence:
        return ()
    return (
        Said(gettext("What you have to pay"), amount_shown(charge)),
        Said(gettext("How to pay"), plain_text(fee.pay.in_language(copy.language)).strip()),
    )


def _details(copy: SentCopy) -> tuple[Said, ...]:
    """What the pages about the customer asked, and what was said to it."""
    definition, given = copy.definition, copy.details
    if not given:
        given = {"give": "no"}
    pages = contact_pages(definition.form.contact, is_bilingual(definition))
    return tuple(
        Said(
            question.label.in_language(copy.language),
            shown(question, given.get(question.id), copy.language) or gettext("Not given"),
        )
        for page in pages
        for question in page.questions
        if (page.id == WHETHER) == ("give" in given)
    )


def _after(copy: SentCopy) -> list[str]:
    words = [gettext("By sending it you confirmed that, as far as you knew, what you told us was correct.")]
    if any(COVER in said.answer for said in copy.answers):
        words.append(gettext("Of bank accounts and National Insurance numbers this copy shows only the end."))
    return words
