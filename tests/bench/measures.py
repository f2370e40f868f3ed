"""What is measured, and how. Each yields figures; docs/explanation/benchmarks.md says what they mean."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db import connection
from django.test.utils import CaptureQueriesContext
from uuid_utils.compat import uuid7

from portico.channels.web import cookie
from portico.channels.web.models import Draft
from portico.desk.searching import MOST_HELD
from portico.records.cases.models import Case
from tests.bench.load import Request, Result, run_journeys, run_load
from tests.bench.recording import CSRF, draft_ready_to_send, record_journey
from tests.bench.site import Site
from tests.bench.town import local_client, long_draft
from tests.long_form import LAST

IN_FLIGHT = 32
LONG = 60
"""Questions of the long form."""
TURNS = 3
"""Figure and floor are measured in turn, so many times, and each ratio is that of the sums."""


@dataclass(frozen=True)
class Figure:
    """One figure: a name, a value, a unit, and what else helps to read it."""

    name: str
    value: float
    unit: str
    more: dict[str, Any]

    def as_line(self) -> dict[str, Any]:
        """The figure as one flat object."""
        return {"name": self.name, "value": self.value, "unit": self.unit, **self.more}


def figure(name: str, value: float, unit: str, **more: Any) -> Figure:
    """A figure, rounded to what is worth reading."""
    return Figure(name, round(value, 3), unit, more)


class Floors:
    """The floor's figures, measured again beside each thing compared with it."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.inserts: list[float] = []
        self.pages: list[float] = []
        self.page_ms: list[float] = []

    def insert_per_s(self, count: int = 3_000) -> float:
        """Bare inserts a second at 32 in flight, now."""
        forms = [
            {
                "name": f"Ada Lovelace {number}",
                "email": f"ada{number}@porticoshire.example",
                "bin": "refuse",
                "address": "12 Mill Lane, Porticoton, PX1 2AB",
                "details": "It was out by six and nobody came.",
            }
            for number in range(count)
        ]
        requests = [Request("/insert", "POST", {}, form) for form in forms]
        result = run_load(port=self.site.floor_port, requests=requests, in_flight=IN_FLIGHT)
        result.demand(200)
        self.inserts.append(result.per_second)
        return result.per_second

    def page_per_s(self, count: int = 2_000) -> float:
        """Bare pages of 25 rows a second at 32 in flight, now."""
        result = run_load(port=self.site.floor_port, requests=[Request("/page")] * count, in_flight=IN_FLIGHT)
        result.demand(200)
        self.pages.append(result.per_second)
        return result.per_second

    def page_p95_ms(self, count: int = 400) -> float:
        """The 95th percentile of a bare page with one client, in milliseconds, now."""
        result = run_load(port=self.site.floor_port, requests=[Request("/page")] * count, in_flight=1)
        result.demand(200)
        self.page_ms.append(result.percentile(0.95) * 1000)
        return self.page_ms[-1]

    def figures(self) -> Iterator[Figure]:
        """The floors themselves: the mean of all turns."""
        for name, values, unit in (
            ("floor_insert_per_s", self.inserts, "1/s"),
            ("floor_page_per_s", self.pages, "1/s"),
            ("floor_page_ms_p95", self.page_ms, "ms"),
        ):
            if values:
                yield figure(name, _mean(values), unit, turns=len(values))


def submissions(site: Site, floors: Floors, count: int = 1_500) -> Iterator[Figure]:
    """Final submissions a second at 32 in flight; the same until nothing is left to do; statements of one."""
    template = draft_ready_to_send()
    # The first of a process finds out where such cases go; the others know.
    first, usual = (_statements_of_sending(template, turn) for turn in (98, 99))
    yield figure("submit_sql", first, "statements", usual=usual)
    rates, drained, floor = [], [], []
    for turn in range(TURNS):
        floor.append(floors.insert_per_s())
        drafts = _copies(template, count, turn)
        requests = [_sending(draft_id, template.version) for draft_id in drafts]
        begun = time.perf_counter()
        result = run_load(port=site.port, requests=requests, in_flight=IN_FLIGHT)
        result.demand(302)
        _wait_until_drained()
        rates.append(result.per_second)
        drained.append(count / (time.perf_counter() - begun))
    floor.append(floors.insert_per_s())
    sent = Draft.objects.filter(sent_at__isnull=False).count()
    if Case.objects.filter(source="form").count() < TURNS * count or sent < TURNS * count:
        raise RuntimeError("Not every submission became a case.")
    yield figure("submit_floor_ratio", _mean(rates) / _mean(floor), "ratio", per_s=round(_mean(rates)))
    yield figure("submit_drained_ratio", _mean(drained) / _mean(floor), "ratio", per_s=round(_mean(drained)))


def journeys(site: Site, floors: Floors, count: int = 150) -> Iterator[Figure]:
    """Whole missed-bin journeys, every page counted, against as many bare pages and one bare insert."""
    journey = record_journey()
    sent = Draft.objects.filter(sent_at__isnull=False).count()
    rates, floor = [], []
    for _ in range(TURNS):
        page, insert = floors.page_per_s(), floors.insert_per_s()
        floor.append(1 / (len(journey) / page + 1 / insert))
        result = run_journeys(port=site.port, journey=journey, count=count, in_flight=IN_FLIGHT, keep="form")
        result.demand(200, 302)
        rates.append(result.per_second)
        _wait_until_drained()
    if Draft.objects.filter(sent_at__isnull=False).count() < sent + TURNS * count:
        raise RuntimeError("Not every journey came to its end.")
    yield figure(
        "journey_floor_ratio",
        _mean(rates) / _mean(floor),
        "ratio",
        per_s=round(_mean(rates), 1),
        pages=len(journey),
    )


def form_page(site: Site, floors: Floors, count: int = 800) -> Iterator[Figure]:
    """Pages of a form of 60 questions whose conditions read all answers, against bare pages."""
    draft = long_draft(LONG)
    path = f"/apply/{draft.service.code}/{LAST}"
    pages = [Request(path, headers=_holding(draft_id)) for draft_id in _copies(draft, 200, 97)]
    rates, floor = [], []
    for _ in range(TURNS):
        floor.append(floors.page_per_s())
        result = run_load(port=site.port, requests=(pages * 4)[:count], in_flight=IN_FLIGHT)
        result.demand(200)
        rates.append(result.per_second)
    shown, saved = _statements_of_form(draft, path)
    ratio = _mean(rates) / _mean(floor)
    yield figure(f"form_page_floor_ratio_{LONG}", ratio, "ratio", per_s=round(_mean(rates)))
    yield figure(f"form_save_sql_{LONG}", saved, "statements", shown=shown)


def case_page(site: Site, floors: Floors, session: str, count: int = 800) -> Iterator[Figure]:
    """Case pages a second at 32 in flight against bare pages."""
    references = list(Case.objects.filter(source="form").values_list("reference", flat=True)[:400])
    pages = [Request(f"/desk/cases/{reference}", headers=_desk(session)) for reference in references]
    rates, floor = [], []
    for _ in range(TURNS):
        floor.append(floors.page_per_s())
        result = run_load(port=site.port, requests=(pages * 10)[:count], in_flight=IN_FLIGHT)
        result.demand(200)
        rates.append(result.per_second)
    sql = statements_of(f"/desk/cases/{references[0]}", session)
    yield figure("case_page_floor_ratio", _mean(rates) / _mean(floor), "ratio", per_s=round(_mean(rates)))
    yield figure("case_page_sql", sql, "statements")


def queue(
    site: Site, floors: Floors, session: str, size: str, filters: Sequence[dict[str, str]]
) -> Iterator[Figure]:
    """The 95th percentile of queue pages under typical filters, one client, against that of a bare page."""
    pages = [Request(f"/desk/?{urlencode(chosen)}", headers=_desk(session)) for chosen in filters]
    p95, floor = _p95_in_turns(site, floors, pages * 20)
    yield figure(f"queue_floor_ratio_{size}", p95 / floor, "ratio", p95_ms=round(p95, 2))
    yield figure(f"queue_sql_{size}", statements_of("/desk/", session), "statements")


def typical_filters() -> list[dict[str, str]]:
    """What people filter the queue by: nothing, their team, a service, what is late, and mixes of those."""
    return [
        {},
        {"team": "waste"},
        {"team": "streets"},
        {"service": "missed-bin"},
        {"service": "change-of-address"},
        {"stage": "review"},
        {"due": "overdue"},
        {"due": "today"},
        {"who": "nobody"},
        {"waiting": "1"},
        {"attention": "1"},
        {"team": "waste", "stage": "progress"},
        {"team": "streets", "priority": "urgent"},
        {"service": "missed-bin", "due": "overdue", "who": "nobody"},
    ]


def search(
    site: Site, floors: Floors, session: str, common: Sequence[str], rare: Sequence[str]
) -> Iterator[Figure]:
    """The 95th percentile of desk searches by the commonest words and by rare ones, one client."""
    words = [*common, *rare]
    took, floor = [], []
    for _ in range(TURNS):
        floor.append(floors.page_p95_ms())
        for first in range(0, len(words), MOST_HELD):
            # A session holds so many searches: each is looked at before the next are asked.
            took += _search_ms(site, session, words[first : first + MOST_HELD])
    p95 = sorted(took)[int(0.95 * len(took))]
    ratio = p95 / _mean(floor)
    yield figure("search_floor_ratio_1m", ratio, "ratio", p95_ms=round(p95, 2), words=len(words))
    yield figure(
        "search_sql_1m", statements_of(_ask(site, session, words[:1]).locations[0], session), "statements"
    )


def _search_ms(site: Site, session: str, words: Sequence[str]) -> list[float]:
    """How long each search takes in milliseconds, its form and its page of results together."""
    asked = _ask(site, session, words)
    pages = [Request(location, headers=_desk(session)) for location in asked.locations]
    shown = run_load(port=site.port, requests=pages, in_flight=1)
    shown.demand(200)
    return [1000 * (form + page) for form, page in zip(asked.latencies, shown.latencies, strict=True)]


def _ask(site: Site, session: str, words: Sequence[str]) -> Result:
    form = {"csrfmiddlewaretoken": CSRF}
    asked = [Request("/desk/search", "POST", _desk(session), {**form, "words": word}) for word in words]
    opened = run_load(port=site.port, requests=asked, in_flight=1)
    opened.demand(302)
    return opened


def common_and_rare_words(most: int = 100, seed: int = 20261123) -> tuple[list[str], list[str]]:
    """The hundred commonest words of the search documents, and a hundred of the rarest in a sample."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word FROM ts_stat('SELECT document FROM cases_search TABLESAMPLE SYSTEM (5)')"
            " WHERE length(word) > 2 AND word ~ '^[a-z]+$' ORDER BY ndoc DESC, word"
        )
        words = [word for (word,) in cursor.fetchall()]
    return words[:most], random.Random(seed).sample(words[-10 * most :], most)


def _p95_in_turns(site: Site, floors: Floors, pages: list[Request]) -> tuple[float, float]:
    """The 95th percentile over all turns and that of the floor beside it, both in milliseconds."""
    all_ms, floor = [], []
    for _ in range(TURNS):
        floor.append(floors.page_p95_ms())
        result = run_load(port=site.port, requests=pages, in_flight=1)
        result.demand(200)
        all_ms += [1000 * latency for latency in result.latencies]
    ordered = sorted(all_ms)
    return ordered[int(0.95 * len(ordered))], _mean(floor)


def _copies(template: Draft, count: int, turn: int) -> list[UUID]:
    copies = []
    for number in range(count):
        contact = {**template.contact, "email": f"ada{turn}.{number}@porticoshire.example"}
        contact["name"] = f"Ada Lovelace {turn} {number}"
        fields = {field.attname: getattr(template, field.attname) for field in Draft._meta.concrete_fields}
        copies.append(Draft(**{**fields, "id": uuid7(), "contact": contact}))
    Draft.objects.bulk_create(copies, batch_size=500)
    return [draft.id for draft in copies]


def _sending(draft_id: UUID, version: int) -> Request:
    form = {"csrfmiddlewaretoken": CSRF, "_version": str(version)}
    return Request("/apply/missed-bin/check", "POST", _holding(draft_id), form)


def _holding(draft_id: UUID) -> dict[str, str]:
    """The headers of a browser that holds that draft."""
    return {"Cookie": f"csrftoken={CSRF}; {cookie.NAME}={_signed(draft_id)}"}


def _signed(draft_id: UUID) -> str:
    return signing.Signer(salt=cookie._SALT).sign(str(draft_id))


def _statements_of_form(draft: Draft, path: str) -> tuple[int, int]:
    """SQL statements of showing that page of a form and of saving it, its transaction among them."""
    client = local_client()
    client.cookies[cookie.NAME] = _signed(draft.id)
    client.get(path)
    with CaptureQueriesContext(connection) as shown:
        if client.get(path).status_code != 200:
            raise RuntimeError("The page of the form whose statements are counted was not shown.")
    with CaptureQueriesContext(connection) as saved:
        if client.post(path, {"end0": "Something else"}).status_code != 302:
            raise RuntimeError("The page of the form whose statements are counted was not saved.")
    return len(shown), len(saved)


def _statements_of_sending(template: Draft, turn: int) -> int:
    """SQL statements of one final submission, those that begin and end its transaction among them."""
    (draft_id,) = _copies(template, 1, turn)
    client = local_client()
    client.cookies[cookie.NAME] = _signed(draft_id)
    path, form = "/apply/missed-bin/check", {"_version": str(template.version)}
    with CaptureQueriesContext(connection) as captured:
        if client.post(path, form).status_code != 302:
            raise RuntimeError("The submission whose statements are counted was not taken.")
    return len(captured)


def statements_of(path: str, session: str = "") -> int:
    """How many SQL statements a page takes that was asked for before; by `session` where given."""
    client = local_client()
    if session:
        client.cookies[settings.SESSION_COOKIE_NAME] = session
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        if client.get(path).status_code != 200:
            raise RuntimeError(f"{path} cannot be counted: it does not answer 200.")
    return len(captured)


def _desk(session: str) -> dict[str, str]:
    return {"Cookie": f"{settings.SESSION_COOKIE_NAME}={session}; csrftoken={CSRF}"}


def _wait_until_drained(seconds: float = 300.0) -> None:
    """Return when no job is left and no message waits; raise TimeoutError otherwise."""
    until = time.monotonic() + seconds
    with connection.cursor() as cursor:
        while time.monotonic() < until:
            cursor.execute(
                "SELECT EXISTS (SELECT FROM procrastinate_jobs WHERE status IN ('todo', 'doing')"
                " AND (scheduled_at IS NULL OR scheduled_at <= now()))"
                " OR EXISTS (SELECT FROM messages_message WHERE state = 'queued')"
            )
            if not cursor.fetchone()[0]:
                return
            time.sleep(0.02)
    raise TimeoutError(f"The worker still had something to do after {seconds:.0f} s.")


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
