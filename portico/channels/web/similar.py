"""Open reports like the one being made: found, and described without a word of who made them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext

from portico.design.dates import day
from portico.records.cases.queries import SimilarReport, similar_open_reports
from portico.records.catalogue.answers import shown
from portico.records.catalogue.definition.service import ServiceDefinition


def reports_like(
    definition: ServiceDefinition, service_id: UUID, compared: Mapping[str, Any], at: datetime
) -> list[SimilarReport]:
    """The open reports that are like `compared` (see `journey.compared_by`); one SQL statement."""
    similar = definition.form.similar
    if similar is None:
        return []
    return similar_open_reports(
        service_id=service_id,
        latitude=compared["latitude"],
        longitude=compared["longitude"],
        within_metres=similar.within_metres,
        since=at - timedelta(days=similar.opened_within_days),
        same=similar.same,
        answers=compared["same"],
        shows=similar.shows,
    )


def describe_report(definition: ServiceDefinition, report: SimilarReport, language: str) -> dict[str, str]:
    """One report in the list: what anybody may see of it, how far away, since when, its stage."""
    answers = [
        shown(definition.question(name), report.answers.get(name), language)
        for name in (definition.form.similar.shows if definition.form.similar else ())
    ]
    label = gettext("%(what)s, %(distance)s away") % {
        "what": ", ".join(answer for answer in answers if answer) or gettext("Report"),
        "distance": distance_words(report.metres),
    }
    more = gettext("Reported on %(day)s. %(stage)s") % {
        "day": day(report.opened_at),
        "stage": stage_words(report.stage),
    }
    return {"id": str(report.case_id), "label": label, "more": more}


def distance_words(metres: float) -> str:
    """A distance as people say it, to the nearest 10 metres: `about 40 metres`."""
    if metres < 10:
        return gettext("less than 10 metres")
    return gettext("about %(metres)s metres") % {"metres": round(metres / 10) * 10}


def stage_words(stage: str) -> str:
    """How far an open report has come, in plain words."""
    words = {
        "receive": gettext("We have not looked at it yet."),
        "review": gettext("We are looking into it."),
        "decision": gettext("We are deciding what to do."),
        "allocation": gettext("We know what to do, and are arranging it."),
        "progress": gettext("Work on it is under way."),
    }
    return words.get(stage, "")
