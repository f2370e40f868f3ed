"""Street reports kept elsewhere, as rows that count them by month, area and kind, become cases here.

The file has a header `month,council,lsoa11_code,category_code,reports` (further columns are ignored): so many
reports of one kind were made in one month in one small area (Lower Layer Super Output Area 2011). Each
report becomes a case of its own through the same actions as a form that is sent. The month is all the time
it has: it counts as received when the month begins, in the council's time. The area is all the place it
has: no position is made up. The n-th report of a row is known by the row's own words and n, so that a file
can be imported again, or after it was stopped half-way, and nothing is opened twice.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml

from portico.ground.ledger.actions import action
from portico.ground.ledger.events import Actor
from portico.records.cases.actions import Place
from portico.records.cases.queries import submitted_keys
from portico.records.catalogue.queries import CurrentService, ServiceNotFoundError, current_service
from portico.records.contacts.actions import take_request
from portico.records.people.contact_details import Given

SOURCE = "street-reports"
COUNCIL_TIME = ZoneInfo("Europe/London")
REPORTS_A_TRANSACTION = 50
COLUMNS = ("month", "council", "lsoa11_code", "category_code", "reports")


class ReportFileError(Exception):
    """The file cannot be imported; the message gives its name, the line and what to do."""


@dataclass(frozen=True)
class Kinds:
    """How another system's kinds of report answer the questions of one of our services."""

    service: str
    question: str
    """The question that the kind of report answers."""
    answers: dict[str, str]
    otherwise: str
    """The answer for a kind that is not listed."""
    place: str
    """The question that the area answers (kind place)."""

    @classmethod
    def read(cls, file: Path) -> Kinds:
        """Read them from a YAML file; raises `ReportFileError` where it has not the form."""
        try:
            data = yaml.safe_load(file.read_text(encoding="utf-8"))
            return cls(
                service=str(data["service"]),
                question=str(data["question"]),
                answers={str(kind): str(answer) for kind, answer in data["answers"].items()},
                otherwise=str(data["otherwise"]),
                place=str(data["place"]),
            )
        except (OSError, yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
            raise ReportFileError(
                f"{file}: the kinds cannot be read ({error}). "
                "It needs service, question, answers, otherwise and place."
            ) from error


@dataclass(frozen=True)
class Report:
    """One report: where in the file it stands, its key, and what is known of it."""

    key: str
    month: datetime
    area: str
    council: str
    kind: str

    @property
    def place(self) -> str:
        """Where it is, in words: the code of the small area, and the council it lies in."""
        return f"{self.area}, {self.council}"


@dataclass(frozen=True)
class Imported:
    """What an import did: cases opened now, and reports that were there before."""

    opened: int
    known: int


def import_reports(
    *, file: Path, kinds: Kinds, by: Actor, progress: Callable[[int, int], None] = lambda opened, known: None
) -> Imported:
    """Open a case for every report of `file` that is not there yet; tell `progress(opened, known)`.

    Works a batch at a time, each in one transaction: stopped at any moment it leaves whole batches, and the
    next run goes on. Memory does not grow with the file. Raises `ReportFileError` at the first line that
    cannot be read; what came before it is kept.
    """
    service = _service(kinds)
    allowed = {option.value for option in service.definition.question(kinds.question).options}
    wrong = sorted({*kinds.answers.values(), kinds.otherwise} - allowed)
    if wrong:
        raise ReportFileError(
            f"The kinds give {', '.join(wrong)}, which question {kinds.question} of {kinds.service} "
            f"does not offer. Choose among {', '.join(sorted(allowed))}."
        )
    reports = read_reports(file)
    opened = known = 0
    while batch := list(islice(reports, REPORTS_A_TRANSACTION)):
        # A row that stands in the file twice says the same twice.
        once = {report.key: report for report in batch}
        before = submitted_keys(source=SOURCE, keys=list(once))
        new = [report for report in once.values() if report.key not in before]
        if new:
            _open_batch(service=service, kinds=kinds, reports=new, by=by)
        opened += len(new)
        known += len(batch) - len(new)
        progress(opened, known)
    return Imported(opened=opened, known=known)


def _service(kinds: Kinds) -> CurrentService:
    try:
        return current_service(kinds.service)
    except ServiceNotFoundError as error:
        raise ReportFileError(
            f"There is no service {kinds.service}. Publish it first: portico import services."
        ) from error


@action
def _open_batch(*, service: CurrentService, kinds: Kinds, reports: list[Report], by: Actor) -> None:
    for report in reports:
        take_request(
            service_version=service.version_id,
            channel="open311",
            source=SOURCE,
            source_key=report.key,
            answers={
                kinds.question: kinds.answers.get(report.kind, kinds.otherwise),
                kinds.place: {"latitude": None, "longitude": None, "text": report.place},
            },
            facts={},
            given=Given(),
            place=Place(text=report.place),
            by=by,
            at=report.month,
        )


def read_reports(file: Path) -> Iterator[Report]:
    """Read the reports of a file one by one; raises `ReportFileError` with file, line and remedy."""
    try:
        with file.open(newline="", encoding="utf-8-sig") as lines:
            rows = csv.DictReader(lines, strict=True)
            missing = [column for column in COLUMNS if column not in (rows.fieldnames or ())]
            if missing:
                raise ReportFileError(
                    f"{file}:1: the columns {', '.join(missing)} are missing. The first line must name "
                    f"{', '.join(COLUMNS)}."
                )
            for row in rows:
                yield from _reports_of_row(row, f"{file}:{rows.line_num}")
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ReportFileError(f"{file}: cannot be read as CSV in UTF-8 ({error}).") from error


def _reports_of_row(row: dict[str, str | None], where: str) -> Iterator[Report]:
    month, council, area, kind, count = (str(row[column] or "").strip() for column in COLUMNS)
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", month):
        raise ReportFileError(f"{where}: the month is {month!r}. Write it as 2019-05.")
    if not re.fullmatch(r"[EWSN]\d{8}", area):
        raise ReportFileError(f"{where}: the area is {area!r}. Write its nine-character code, E01023346.")
    if not re.fullmatch(r"[A-Z]\d{1,4}", kind) or not council:
        raise ReportFileError(f"{where}: council or kind is missing. Write both, such as Dacorum and A60.")
    if not re.fullmatch(r"[1-9]\d{0,4}", count):
        raise ReportFileError(f"{where}: the number of reports is {count!r}. Write a whole number from 1.")
    begins = datetime(int(month[:4]), int(month[5:]), 1, tzinfo=COUNCIL_TIME)
    for number in range(1, int(count) + 1):
        yield Report(
            key=f"{council}/{month}/{area}/{kind}/{number}"[:100],
            month=begins,
            area=area,
            council=council,
            kind=kind,
        )
