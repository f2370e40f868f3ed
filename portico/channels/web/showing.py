"""What the templates of the form runner show: plain values, made from a form and its pinned definition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext, ngettext

from portico.channels.web.contact_pages import stays_anonymous
from portico.channels.web.journey import CHECK, SIMILAR, STOPPED, WHAT_WE_HOLD, Step, chosen_report
from portico.channels.web.known import Part, is_held, to_look_at
from portico.channels.web.models import Draft
from portico.channels.web.open_form import OpenForm
from portico.channels.web.progress import how_far, progress_at
from portico.channels.web.questions import KINDS
from portico.channels.web.questions.asking import Moment, Problem, State
from portico.channels.web.reading import state_of
from portico.channels.web.saved_forms import kept_until
from portico.channels.web.sending import channel_of, follow_door
from portico.channels.web.similar import describe_report, reports_like
from portico.records.catalogue.answers import shown, values_of
from portico.records.catalogue.definition.form import Question
from portico.records.catalogue.definition.service import ServiceDefinition
from portico.records.catalogue.definition.workflow import Duration
from portico.records.catalogue.kinds.numbers import in_pounds
from portico.records.catalogue.path import asked
from portico.records.catalogue.placeholders import fill, names_in
from portico.records.catalogue.queries import (
    CurrentService,
    ServiceNotFoundError,
    current_service,
    definition_of,
)
from portico.records.catalogue.rules import charge_for

Context = dict[str, Any]


def start_page(current: CurrentService, draft: Draft | None, moment: Moment) -> Context:
    """The start page: what is needed, how long it takes, what is done with the answers."""
    definition = current.definition
    begun = draft is not None and draft.sent_at is None and draft.service_id == current.service_id
    return {
        "service": current.code,
        "definition": definition,
        "spoken": moment.language,
        "goes_on": draft if begun else None,
        "how_far": how_far(_opened(current.code, draft, moment)) if begun and draft else "",
        "evidence": [
            question.label.in_language(moment.language)
            for question in definition.questions()
            if question.kind == "files"
        ],
        "minutes": minutes_for(definition),
        "deadline": duration_words(definition.deadline.by_channel.get("web", definition.deadline.usual)),
        "kept_days": settings.PORTICO_KEEP_DRAFTS_DAYS,
        "fee": fee_shown(definition, moment.language),
        "knowledge": [one for one in definition.knowledge if one.for_ == "everybody"],
    }


def come_back_page(service: str, draft: Draft, moment: Moment) -> Context:
    """The page that a link leads to: which form it is, since when, and how far it has come."""
    form = _opened(service, draft, moment)
    return {
        "service_name": form.definition.name.in_language(moment.language),
        "begun_at": draft.begun_at,
        "how_far": how_far(form) if draft.sent_at is None else "",
    }


def _opened(service: str, draft: Draft, moment: Moment) -> OpenForm:
    return OpenForm(service, draft, definition_of(draft.service_version_id), moment)


def fee_shown(definition: ServiceDefinition, language: str) -> dict[str, Any] | None:
    """What a service costs, before anything is answered; none where it is free."""
    fee = definition.fee
    if fee is None:
        return None
    here = fee.by_channel.get("web", fee.amount)
    others = {fee.amount.in_pence, *(amount.in_pence for amount in fee.by_channel.values())}
    return {
        "here": in_pounds(here.in_pence),
        "dearest_elsewhere": in_pounds(max(others)) if max(others) > here.in_pence else "",
        "one": fee.one.in_language(language) if fee.one else "",
        "reductions": [
            (in_pounds(one.amount.in_pence), one.why.in_language(language)) for one in fee.reductions
        ],
        "pay": fee.pay.in_language(language),
    }


def charge_shown(form: OpenForm) -> dict[str, str] | None:
    """What this request costs with its answers as they are; none where the service is free."""
    journey, language = form.journey, form.moment.language
    charge = charge_for(
        form.definition, channel_of(form.draft), journey.answers, journey.facts, form.moment.today
    )
    fee = form.definition.fee
    if charge is None or fee is None:
        return None
    counted = fee.each is not None
    return {
        "amount": in_pounds(charge.pence),
        "sum": f"{charge.count} × {in_pounds(charge.each)}" if counted and charge.count != 1 else "",
        "why": charge.why.in_language(language) if charge.why else "",
        "pay": fee.pay.in_language(language),
    }


def page_of(
    form: OpenForm,
    step: Step,
    problems: Sequence[Problem],
    typed: Mapping[str, Mapping[str, Any]],
    *,
    changing: bool,
) -> Context:
    """One page with its questions, what is in them and what is wrong with them."""
    page, language = step.page, form.moment.language
    assert page is not None
    one = len(step.asked) == 1 and page.title is None
    heading = page.title or (step.asked[0].label if one else form.definition.name)
    text = page.text.in_language(language) if page.text else ""
    part: Part = "contact" if step.kind == "contact" else "answers"
    questions = [
        _asked(form, step, question, problems, typed, heading="h1" if one and not text else "")
        for question in step.asked
    ]
    if one and text:
        questions[0]["quiet"] = True
    return {
        "form": form,
        "step": step,
        "heading": heading.in_language(language),
        "headed_by_question": one and not text,
        "text": text,
        "asked": questions,
        "held": any(is_held(form.draft.known, part, question.id) for question in step.asked),
        "takes_files": any(question.kind == "files" for question in step.asked),
        "continue_first": any(
            one["kind"] in {"address", "place", "files", "list"} and one.get("step") != "map"
            for one in questions
        ),
        "errors": errors_of(problems),
        "progress": progress_at(form, step.id),
        "back": form.back_from(step.id, changing=changing),
        "service_name": form.definition.name.in_language(language),
    }


def held_in(form: OpenForm) -> list[tuple[Part, Question]]:
    """The questions whose answers are known already, as far as it is clear that they are asked."""
    way = asked(form.definition, form.draft.answers, form.draft.facts, form.moment.today)
    return to_look_at(form.definition, form.draft.known, way)


def held_page(form: OpenForm) -> Context:
    """What is known already, each with a box to tick where it is no longer right."""
    language, known = form.moment.language, form.draft.known
    values = {"answers": form.draft.answers, "contact": form.draft.contact}
    return {
        "form": form,
        "held": [
            {
                "value": f"{part}.{question.id}",
                "label": question.label.in_language(language),
                "answer": shown(question, values[part][question.id], language),
                "wrong": bool(known["looked"]) and is_held(known, part, question.id),
            }
            for part, question in held_in(form)
        ],
        "progress": progress_at(form, WHAT_WE_HOLD),
        "back": form.back_from(WHAT_WE_HOLD, changing=False),
        "service_name": form.definition.name.in_language(language),
    }


def similar_page(
    form: OpenForm, problems: Sequence[Problem], typed: Mapping[str, Mapping[str, Any]], *, changing: bool
) -> Context:
    """The open reports nearby, of which one may be joined. One that was closed meanwhile is left out."""
    similar = form.draft.similar
    found = reports_like(form.definition, form.draft.service_id, similar["of"], form.moment.at)
    language = form.moment.language
    chosen = typed.get("report") or {"choice": similar.get("choice", ""), "more": similar.get("more", "")}
    return {
        "form": form,
        "reports": [
            describe_report(form.definition, report, language)
            for report in found
            if str(report.case_id) in similar["found"]
        ],
        **chosen,
        "errors": errors_of(problems),
        "progress": progress_at(form, SIMILAR),
        "back": form.back_from(SIMILAR, changing=changing),
        "service_name": form.definition.name.in_language(language),
    }


def check_page(form: OpenForm, *, moved: bool) -> Context:
    """All answers with a link to change each."""
    rows = [row for step in form.journey.steps for row in _rows(form, step)]
    return {
        "form": form,
        "definition": form.definition,
        "spoken": form.moment.language,
        "sections": [
            {"title": gettext("Your answers"), "rows": [row for row in rows if not row["contact"]]},
            {"title": gettext("Your details"), "rows": [row for row in rows if row["contact"]]},
        ],
        "joins": chosen_report(form.draft) is not None,
        "anonymous": stays_anonymous(form.draft.contact),
        "charge": None if chosen_report(form.draft) is not None else charge_shown(form),
        "moved": moved,
        "back": form.back_from(CHECK, changing=False),
        "service_name": form.definition.name.in_language(form.moment.language),
    }


def stopped_page(form: OpenForm) -> Context:
    """Why the form ends here, and what to do instead."""
    stop, language = form.journey.stop, form.moment.language
    assert stop is not None
    title, text = stop.title.in_language(language), stop.text.in_language(language)
    wanted = names_in(title) | names_in(text)
    values = values_of(form.definition, form.journey.answers, form.journey.facts, language, wanted)
    return {
        "form": form,
        "title": fill(title, values, one_line=True),
        "text": fill(text, values, markup=True),
        "instead": stop.instead,
        "elsewhere": form.definition.signpost(stop.elsewhere) if stop.elsewhere else None,
        "service": form.service,
        "spoken": language,
        "instead_name": _name_of(stop.instead, language),
        "back": form.back_from(STOPPED, changing=False),
        "service_name": form.definition.name.in_language(language),
    }


def _name_of(service: str | None, language: str) -> str:
    """The name of another service; empty where none is named, or it was withdrawn meanwhile."""
    if service is None:
        return ""
    try:
        return current_service(service).definition.name.in_language(language)
    except ServiceNotFoundError:
        return ""


def sent_page(service: str, draft: Draft, moment: Moment) -> Context:
    """The confirmation."""
    definition = definition_of(draft.service_version_id)
    return {
        "service": service,
        "service_name": definition.name.in_language(moment.language),
        "reference": draft.case_reference,
        "follow": follow_door(),
        "due_at": datetime.fromisoformat(draft.confirmation["due_at"]),
        "fee": in_pounds(draft.confirmation["fee"]) if draft.confirmation.get("fee") else "",
        "pay": definition.fee.pay.in_language(moment.language) if definition.fee else "",
        **{name: draft.confirmation[name] for name in ("joined", "told", "anonymous", "next", "tells_due")},
    }


def save_page_shown(form: OpenForm, typed: str, problems: Sequence[Problem]) -> Context:
    """The page that asks where to send the link for coming back."""
    return {
        "form": form,
        "value": typed,
        "problem": problems[0].text if problems else "",
        "errors": errors_of(problems),
        "until": kept_until(form.moment.at),
        "back": form.address(form.journey.next_open),
        "what": form.definition.name.in_language(form.moment.language),
    }


def saved_page(form: OpenForm) -> Context:
    """The page that says that the link was sent."""
    return {
        "until": kept_until(form.draft.changed_at),
        "onward": form.address(form.journey.next_open),
        "service_name": form.definition.name.in_language(form.moment.language),
    }


def errors_of(problems: Sequence[Problem]) -> list[dict[str, str]]:
    """The problems as the error summary lists them."""
    return [{"href": f"#{problem.field}", "text": problem.text} for problem in problems]


def minutes_for(definition: ServiceDefinition) -> int:
    """About how long the form takes: half a minute a page that everybody sees, and a minute for each text."""
    pages = [page for page in definition.form.pages if page.when is None]
    long_texts = sum(question.kind in {"long_text", "files"} for page in pages for question in page.questions)
    return max(2, round(0.5 * len(pages) + long_texts + 1))


def duration_words(duration: Duration) -> str:
    """A length of time in words: `2 working days`."""
    words = {
        "hours": ngettext("%(n)s hour", "%(n)s hours", duration.amount),
        "days": ngettext("%(n)s day", "%(n)s days", duration.amount),
        "working_days": ngettext("%(n)s working day", "%(n)s working days", duration.amount),
        "months": ngettext("%(n)s month", "%(n)s months", duration.amount),
    }
    return words[duration.unit] % {"n": duration.amount}


def _asked(
    form: OpenForm,
    step: Step,
    question: Question,
    problems: Sequence[Problem],
    typed: Mapping[str, Mapping[str, Any]],
    *,
    heading: str,
) -> dict[str, Any]:
    """One question as its template shows it."""
    language = form.moment.language
    before = state_of(form, step, question)
    state = State(before.answer, before.halfway, typed.get(question.id))
    label = question.label.in_language(language)
    optional = gettext("(optional)")
    if not question.required and step.kind == "page" and "(" not in label:
        label = f"{label} {optional}"
    mine = _problems_at(question.id, problems)
    context = {
        "id": question.id,
        "kind": question.kind,
        "label": label,
        "hint": question.hint.in_language(language) if question.hint else "",
        "heading": bool(heading),
        "quiet": False,
        "problems": mine,
        "problem": next(iter(mine.values()), ""),
        "of_customer": step.kind == "contact",
        **KINDS[question.kind].show(question, state, form.moment),
    }
    for part in context.get("parts", ()):
        part["problems"] = _problems_at(part["id"], problems)
        part["problem"] = next(iter(part["problems"].values()), "")
    return context


def _problems_at(id: str, problems: Sequence[Problem]) -> dict[str, str]:
    """The problems of one question, by the id of the input each is about."""
    return {
        problem.field: problem.text
        for problem in problems
        if problem.field == id or problem.field.startswith(f"{id}-")
    }


def _rows(form: OpenForm, step: Step) -> list[dict[str, Any]]:
    """The rows of the check page for one step."""
    if step.kind == "similar":
        return [
            {
                "contact": False,
                "label": gettext("Reports nearby"),
                "value": gettext("Mine is the same as one that is open")
                if chosen_report(form.draft)
                else gettext("Mine is different"),
                "change": form.address(step.id, changing=True),
            }
        ]
    saved = form.draft.contact if step.kind == "contact" else form.journey.answers
    language = form.moment.language
    return [
        {
            "contact": step.kind == "contact",
            "label": question.label.in_language(language),
            "value": shown(question, saved.get(question.id), language) or gettext("Not given"),
            "change": form.address(step.id, changing=True),
        }
        for question in step.asked
    ]
