"""What is kept of searches that found nothing or little: their words, without what looks personal.

docs/explanation/finding.md says what is kept, why, and for how long.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.db.models import Max, Sum
from django.utils import timezone

from portico.ground.ledger.actions import action, record_event
from portico.ground.ledger.events import Actor
from portico.ground.references.references import read_reference
from portico.records.catalogue.events import UnfoundSearchesCounted
from portico.records.catalogue.models import SearchFound, UnfoundSearch
from portico.records.catalogue.words import SAY_NOTHING

LONGEST_KEPT = 80
MOST_WORDS_KEPT = 12
"""Longer texts tell a story, and stories are about people: nothing of them is kept."""
MOST_A_DAY = 2_000
"""Different words kept on one day: who sends nonsense by the million fills no table."""
SHOWN_FROM = 3
"""Words are shown to staff from the third time on: what was searched once may be somebody's name."""
MOST_SHOWN = 200

_TITLES = frozenset(
    {"mr", "mrs", "miss", "ms", "mx", "dr", "prof", "sir", "lady", "lord", "name", "named", "called"}
)
_NAMES_AFTER = 3
_SHORT = 3
_WEB = re.compile(r"@|://|\bwww\b|\w\.\w|\w/\w|_")
_LETTERS = re.compile(r"[^\W\d_]+")

_KEEP = """
INSERT INTO catalogue_unfound_search AS kept (day, words, found, times, told)
SELECT %(day)s, %(words)s, %(found)s, 1, false
 WHERE (SELECT count(*) FROM catalogue_unfound_search WHERE day = %(day)s) < %(most)s
    OR EXISTS (SELECT FROM catalogue_unfound_search
                WHERE day = %(day)s AND words = %(words)s AND found = %(found)s)
    ON CONFLICT (day, words, found) DO UPDATE SET times = kept.times + 1, told = false
"""


@dataclass(frozen=True)
class UnfoundWords:
    """Words that were searched for without success."""

    words: str
    times: int
    nothing: bool
    """Whether nothing at all was found; else little."""
    last_on: date


@dataclass(frozen=True)
class UnfoundList:
    """What was not found: the words searched most often, and how many searches are not shown."""

    rows: tuple[UnfoundWords, ...]
    not_shown: int


@action
def keep_unfound_search(*, typed: str, found: SearchFound, at: datetime) -> bool:
    """Keep the words of a search that found nothing or little; say whether any could be kept.

    Its event comes when the day is over (`close_days_of_searches`): one for each search would tell when
    somebody searched, and let anybody fill the ledger.
    """
    words = without_personal(typed)
    if not words:
        return False
    day = timezone.localdate(at)
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, {"day": day, "words": words, "found": found, "most": MOST_A_DAY})
        return bool(cursor.rowcount == 1)


@action
def close_days_of_searches(*, today: date, keep_from: date, by: Actor, at: datetime) -> int:
    """Tell in an event how many searches of each day before `today` failed; return how many days were told.

    What is older than `keep_from` is deleted.
    """
    over = UnfoundSearch.objects.filter(day__lt=today, told=False).select_for_update()
    by_day: dict[date, list[UnfoundSearch]] = {}
    for one in over.order_by("day", "id"):
        by_day.setdefault(one.day, []).append(one)
    for day, searches in by_day.items():
        nothing = sum(one.times for one in searches if one.found == "nothing")
        little = sum(one.times for one in searches if one.found == "little")
        words = len({one.words for one in searches})
        record_event(
            UnfoundSearchesCounted(day=day, nothing=nothing, little=little, words=words), by=by, at=at
        )
    UnfoundSearch.objects.filter(day__lt=today, told=False).update(told=True)
    UnfoundSearch.objects.filter(day__lt=keep_from).delete()
    return len(by_day)


def unfound_searches() -> UnfoundList:
    """All words that are kept, those searched most often first; two SQL statements."""
    rows = (
        UnfoundSearch.objects.order_by()
        .values("words", "found")
        .annotate(sum=Sum("times"), last_on=Max("day"))
        .filter(sum__gte=SHOWN_FROM)
        .order_by("-sum", "words", "found")[:MOST_SHOWN]
    )
    shown = tuple(
        UnfoundWords(row["words"], row["sum"], row["found"] == "nothing", row["last_on"]) for row in rows
    )
    total = UnfoundSearch.objects.aggregate(sum=Sum("times"))["sum"] or 0
    return UnfoundList(shown, total - sum(one.times for one in shown))


def without_personal(typed: str) -> str:
    """The words of a search without what looks personal; empty where nothing is left that says something.

    Taken out: everything with a digit (phone numbers, postcodes, dates, most references), the short groups of
    letters beside it, email and web addresses, references of ours, and what follows `Mr`, `Mrs`, `name` and
    the like. A name by itself looks like any other word: that is why words are shown from the third time on.
    """
    chunks = unicodedata.normalize("NFKC", typed).casefold().split()
    if not chunks or len(chunks) > MOST_WORDS_KEPT or {"at", "dot"} <= set(chunks):
        return ""
    gone = {*_numbers(chunks), *_addresses(chunks), *_references(chunks), *_after_titles(chunks)}
    words = [word for place, chunk in enumerate(chunks) if place not in gone for word in _words(chunk)]
    kept = ""
    for word in words:
        if len(kept) + len(word) >= LONGEST_KEPT:
            break
        kept = f"{kept} {word}".strip()
    return kept if any(word not in SAY_NOTHING for word in kept.split()) else ""


def _words(chunk: str) -> list[str]:
    return _LETTERS.findall(chunk.replace("'", "").replace("’", ""))


def _numbers(chunks: Sequence[str]) -> Iterator[int]:
    numbers = {place for place, chunk in enumerate(chunks) if any(map(_is_number, chunk))}
    yield from numbers
    for place, chunk in enumerate(chunks):
        if len(chunk) <= _SHORT and {place - 1, place + 1} & numbers:
            yield place


def _is_number(sign: str) -> bool:
    return unicodedata.category(sign).startswith("N") or sign.isnumeric()


def _addresses(chunks: Sequence[str]) -> Iterator[int]:
    for place, chunk in enumerate(chunks):
        if _WEB.search(chunk):
            yield place
            if place and chunks[place - 1] in {"at", "(at)", "[at]", "@"}:
                yield from range(max(place - 2, 0), place)


def _references(chunks: Sequence[str]) -> Iterator[int]:
    for place, chunk in enumerate(chunks):
        if read_reference(chunk):
            yield place
        if place and read_reference(chunks[place - 1] + chunk):
            yield from (place - 1, place)


def _after_titles(chunks: Sequence[str]) -> Iterator[int]:
    for place, chunk in enumerate(chunks):
        if chunk.strip(".,:;") in _TITLES:
            yield from range(place, place + 1 + _NAMES_AFTER)
