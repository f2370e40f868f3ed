"""Whatever a file or a working copy holds, it is told in words: nothing of it stops a page."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from portico.desk.editor.copy import Council
from portico.desk.services.differing import in_short, told_differences
from portico.desk.services.outline import whole
from portico.desk.services.reviewed import troubles
from portico.records.catalogue.editing.differences import differences
from portico.records.catalogue.reading.problems import Problems
from portico.records.catalogue.reading.strict_yaml import read_yaml
from portico.records.catalogue.reading.write import write_data

SERVICES = Path(__file__).resolve().parents[4] / "services"
WHOLE = {
    name: yaml.safe_load((SERVICES / f"{name}.yaml").read_text(encoding="utf-8"))
    for name in ("missed-bin", "bulky-waste", "housing-register", "council-tax-direct-debit")
}
COUNCIL = Council({"waste": "Waste and recycling"}, {}, {})
STRANGE: st.SearchStrategy[Any] = st.sampled_from(
    [
        "",
        "x",
        0,
        -1,
        10**9,
        True,
        None,
        [],
        {},
        [[]],
        [1, "a"],
        {"en": 1},
        {"id": "x"},
        [{"id": "x"}, {"id": "x"}],
    ]
)


def every_place(part: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    found = [path] if path else []
    steps = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for step, one in steps:
        found += every_place(one, (*path, step))
    return found


PLACES = {name: every_place(data) for name, data in WHOLE.items()}


def damaged(data: dict[str, Any], changes: list[tuple[tuple[str | int, ...], Any]]) -> dict[str, Any]:
    data = copy.deepcopy(data)
    for path, value in changes:
        owner: Any = data
        try:
            for step in path[:-1]:
                owner = owner[step]
            owner[path[-1]] = copy.deepcopy(value)
        except (LookupError, TypeError):
            continue  # an earlier change took it out
    return data


@settings(deadline=None, max_examples=25)
@given(st.data())
def test_whatever_is_wrong_with_it_a_copy_is_told(given_data):
    name = given_data.draw(st.sampled_from(list(WHOLE)))
    change = st.tuples(st.sampled_from(PLACES[name]), STRANGE)
    broken = damaged(WHOLE[name], given_data.draw(st.lists(change, min_size=1, max_size=4)))
    assert whole(broken, COUNCIL)
    for before, after in ((WHOLE[name], broken), (broken, WHOLE[name])):
        told_differences(before, after, COUNCIL)
        in_short(differences(before, after), before, after)
    assert all(one.place for one in troubles(broken, COUNCIL))
    text = write_data(broken)
    assert isinstance(read_yaml(text, Problems("again.yaml")), dict)
