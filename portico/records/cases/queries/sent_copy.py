"""What was sent with a request, for a copy that its owner prints or keeps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext

from portico.ground.calendar.working_days import council_calendar
from portico.records.cases.models import Case
from portico.records.cases.saying import charge_of
from portico.records.catalogue.answers import covered
from portico.records.catalogue.definition.form import Question
from portico.records.catalogue.definition.service import ServiceDefinition
from portico.records.catalogue.filling import filled_page
from portico.records.catalogue.path import asked
from portico.records.catalogue.queries import definition_of
from portico.records.catalogue.rules import Charge

_READ = (
    "reference", "service_version_id", "channel", "opened_at", "answers", "facts",
    "contact_name", "contact_email", "contact_phone", "language",
)  # fmt: skip


@dataclass(frozen=True)
class Said:
    """One question and its answer in words."""

    question: str
    answer: str


@dataclass(frozen=True)
class SentCopy:
    """Every question that was asked with its answer, in `language`, and the details that were given."""

    service: str
    definition: ServiceDefinition
    reference: str
    sent_at: datetime
    language: str
    answers: tuple[Said, ...]
    details: Mapping[str, str]
    """`name`, `email`, `phone` and `language` (`en` or `cy`), as far as they were given."""
    charge: Charge | None = None
    """What it costs whoever sent it; none where the service is free."""


def copy_of_submission(*, source: str, source_key: str, language: str) -> SentCopy | None:
    """What this submission said, in `language` where the service has it; None where it is gone.

    One SQL statement.
    """
    return _copy(Case.objects.filter(source=source, source_key=source_key).only(*_READ).first(), language)


def copy_of_case(case_id: UUID, *, language: str) -> SentCopy | None:
    """The same for a case whose owner has proved that it is theirs; one SQL statement."""
    return _copy(Case.objects.filter(pk=case_id).only(*_READ).first(), language)


def _copy(case: Case | None, language: str) -> SentCopy | None:
    if case is None:
        return None
    definition = definition_of(case.service_version_id)
    spoken = language if definition.in_welsh else "en"
    return SentCopy(
        service=definition.name.in_language(spoken),
        definition=definition,
        reference=case.reference,
        sent_at=case.opened_at,
        language=spoken,
        answers=_answers(case, definition, spoken),
        details=_details(case),
        charge=charge_of(case, definition),
    )


def _answers(case: Case, definition: ServiceDefinition, language: str) -> tuple[Said, ...]:
    """Those of the pages that were on the way when it was sent."""
    way = asked(definition, case.answers, case.facts, council_calendar().day_of(case.opened_at))
    said = []
    for on_the_way in way.pages:
        page = filled_page(definition, on_the_way.page, way.answers, way.facts)
        ids = {question.id for question in on_the_way.questions}
        said += [_said(question, case, language) for question in page.questions if question.id in ids]
    return tuple(said)


def _said(question: Question, case: Case, language: str) -> Said:
    answer = covered(question, case.answers.get(question.id), language)
    return Said(question.label.in_language(language), answer or gettext("Not given"))


def _details(case: Case) -> Mapping[str, str]:
    given = {"name": case.contact_name, "email": case.contact_email, "phone": case.contact_phone}
    known = {id: value for id, value in given.items() if value}
    return {**known, "language": case.language} if known else {}
