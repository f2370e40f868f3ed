"""Nothing personal is kept of a search, and days are told once."""

from __future__ import annotations

import unicodedata
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from portico.ground.ledger.events import Actor
from portico.ground.ledger.models import LedgerEvent
from portico.ground.references.references import grouped, new_reference, read_reference
from portico.records.catalogue.finding import unfound
from portico.records.catalogue.finding.unfound import (
    close_days_of_searches,
    keep_unfound_search,
    unfound_searches,
    without_personal,
)
from portico.records.catalogue.models import UnfoundSearch
from tests.cast import BEGINNING

LETTERS = st.text("bcdfghjklmnpqrstvwxyz", min_size=4, max_size=8)
DIGITS = st.text("0123456789", min_size=1, max_size=6)


@st.composite
def personal(draw: st.DrawFn) -> tuple[str, list[str]]:
    """Something personal as people write it, and what of it may not be kept."""
    one, two, number = draw(LETTERS), draw(LETTERS), draw(DIGITS)
    reference = new_reference()
    return draw(
        st.sampled_from(
            [
                (f"{one}@{two}.co.uk", [one, two]),
                (f"{one} at {two}.com", [one, two]),
                (f"{one}.{two}", [one, two]),
                (f"https://{one}/{two}", [one, two]),
                (f"{one[:2]}{number} {number}{two[:2]}", [one[:2], two[:2]]),
                (f"{one[:2]} {number} {number} {two[:1]}", [one[:2], two[:1]]),
                (f"{one[:2]}{number} {two[:3]}", [two[:3]]),
                (f"{number}", [number]),
                (reference, [reference.lower()]),
                (grouped(reference).lower(), reference.lower().split()),
                (f"Mrs {one} {two}", [one, two]),
                (f"my name is {one} {two}", [one, two]),
            ]
        )
    )


@given(
    personal(), st.sampled_from(["", "parking permit", "the missed bin of"]), st.sampled_from(["", "thanks"])
)
def test_what_looks_personal_is_not_kept(given_away, before, after):
    written, hidden = given_away
    kept = without_personal(f"{before} {written} {after}").split()
    assert not set(hidden) & set(kept)


@given(st.text(max_size=300))
def test_whatever_is_typed_leaves_words_only(typed):
    kept = without_personal(typed)
    assert len(kept) <= unfound.LONGEST_KEPT
    assert all(unicodedata.category(sign)[0] in {"L", "M"} or sign == " " for sign in kept)
    assert all(read_reference(word) is None for word in kept.split())
    assert kept == " ".join(kept.split())


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Passport renewal", "passport renewal"),
        ("where's the tip?", "wheres the tip"),
        ("паспорт", "паспорт"),
        ("12 Mill Lane PX1 2AB skip hire", "mill lane skip hire"),
        ("skip hire " * 10, ""),
        ("ada dot lovelace at example dot org", ""),
        ("what is the", ""),
        ("٠٧٧٠٠ ０７７", ""),
        ("", ""),
    ],
)
def test_words_that_say_something_are_kept(typed, kept):
    assert without_personal(typed) == kept


def search(words, times=1, found="nothing", days=0):
    for _ in range(times):
        keep_unfound_search(typed=words, found=found, at=BEGINNING + timedelta(days=days))


@pytest.mark.django_db
def test_words_are_shown_from_the_third_time_on():
    search("ada lovelace", 2)
    search("passport", 2)
    search("passport", 1, days=1)
    search("skip hire", 4, found="little")
    shown = unfound_searches()
    assert [(one.words, one.times, one.nothing) for one in shown.rows] == [
        ("skip hire", 4, False),
        ("passport", 3, True),
    ]
    assert shown.not_shown == 2
    assert shown.rows[1].last_on == (BEGINNING + timedelta(days=1)).date()


@pytest.mark.django_db
def test_a_day_is_told_once_when_it_is_over_and_old_words_go():
    search("passport", 3)
    search("skip hire", 2, found="little")
    search("passport", 1, days=1)
    today = (BEGINNING + timedelta(days=1)).date()

    def close(keep_from):
        at = BEGINNING + timedelta(days=1)
        return close_days_of_searches(today=today, keep_from=keep_from, by=Actor.system(), at=at)

    assert close(today - timedelta(days=90)) == 1
    assert close(today - timedelta(days=90)) == 0
    [event] = LedgerEvent.objects.filter(name="unfound_search.counted")
    assert event.payload == {"day": str(BEGINNING.date()), "nothing": 3, "little": 2, "words": 2}
    assert "passport" not in str(event.payload)
    assert UnfoundSearch.objects.count() == 3
    close(today)
    assert [one.day for one in UnfoundSearch.objects.all()] == [today]


@pytest.mark.django_db
def test_nonsense_by_the_thousand_fills_no_table(monkeypatch):
    monkeypatch.setattr(unfound, "MOST_A_DAY", 3)
    for word in ("alpha", "bravo", "charlie", "delta", "alpha"):
        search(word)
    kept = UnfoundSearch.objects.order_by("words").values_list("words", "times")
    assert list(kept) == [("alpha", 2), ("bravo", 1), ("charlie", 1)]


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["", "flat 7", "ada@example"])
def test_the_database_refuses_numbers_and_addresses_too(words):
    with pytest.raises(IntegrityError), transaction.atomic():
        UnfoundSearch.objects.create(day=BEGINNING.date(), words=words, found="nothing")
