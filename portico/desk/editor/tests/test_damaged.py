"""Whatever a working copy holds, its pages can be made and its mistakes told."""

from __future__ import annotations

import copy as copying
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from portico.desk.editor.copy import Council, WorkingCopy
from portico.desk.editor.overview import overview_context
from portico.desk.editor.sheet_page import sheet_context
from portico.desk.editor.sheets import sheet_at
from portico.desk.editor.words import place_in_words, titled, value_in_words
from portico.records.catalogue.editing.paths import PartGoneError, path_of, read_path
from portico.records.catalogue.models import ServiceEdit
from portico.records.catalogue.tests.small_service import small_service

JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 3),
    st.text(max_size=6),
    st.just([]),
    st.just({}),
    st.lists(st.one_of(st.integers(0, 2), st.text(max_size=3)), max_size=3),
    st.dictionaries(st.sampled_from(["id", "label", "en", "a/b", ".."]), st.text(max_size=3), max_size=3),
)
COUNCIL = Council({"waste": "Waste"}, {"bins": "Bins"}, {"missed-bin": "Report a missed bin"})


def places(part, where=()):
    yield where
    if isinstance(part, dict):
        for name, one in part.items():
            yield from places(one, (*where, name))
    elif isinstance(part, list):
        for number, one in enumerate(part):
            yield from places(one, (*where, number))


WHOLE = small_service().model_dump(mode="json", by_alias=True, exclude_defaults=True)
EVERYWHERE = [where for where in places(WHOLE) if where]


@settings(max_examples=60, deadline=None)
@given(damage=st.lists(st.tuples(st.sampled_from(EVERYWHERE), JUNK), min_size=1, max_size=4))
def test_every_page_of_a_damaged_copy_can_be_made(damage):
    data = copying.deepcopy(WHOLE)
    for where, junk in damage:
        part = data
        try:
            for step in where[:-1]:
                part = part[step]
            part[where[-1]] = junk
        except (TypeError, KeyError, IndexError):
            continue
    now = datetime(2026, 3, 2, tzinfo=UTC)
    working = WorkingCopy(
        ServiceEdit(definition=data, state="published", begun_at=now, changed_at=now), COUNCIL
    )
    overview_context(working)
    for trouble in working.troubles:
        assert trouble.place
        assert trouble.page
    for where in places(data):
        path = path_of(data, where)
        if not path:
            continue
        assert titled(data, path)
        assert place_in_words(data, path)
        value_in_words(data, path, "x")
        # A key with a slash in it cannot stand in an address: its page is not found.
        if sheet_at(path) is not None and read_path("/".join(path)) == path:
            try:
                sheet_context(working, read_path("/".join(path)))
            except PartGoneError:
                assert any(step in {".", ".."} for step in path)
