"""What differs between two definitions, part by part; and bringing together what two people changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from portico.records.catalogue.editing.paths import (
    Data,
    PartGoneError,
    Path,
    moved,
    name_of,
    part_at,
    with_fields,
    with_item,
    with_part,
    without,
)

WHOLE = (frozenset({"en", "cy"}), frozenset({"amount", "unit"}), frozenset({"pounds", "pence"}))
"""Parts that are told as one value: a text, a length of time, an amount of money."""


@dataclass(frozen=True)
class Difference:
    """One part that was added, taken out, changed, or moved to another place in its list.

    `path` leads to it in the later definition, of what was taken out in the earlier one. `before` and `after`
    are the whole part as data; None where there is none.
    """

    kind: Literal["added", "removed", "changed", "moved"]
    path: Path
    before: Any = None
    after: Any = None


def differences(before: Data, after: Data) -> list[Difference]:
    """What differs, in the order of the later definition; what was taken out stands where it was."""
    return list(_of_fields(before, after, ()))


def _of_parts(before: Any, after: Any, path: Path) -> Iterator[Difference]:
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict) and not _is_whole(before, after):
        yield from _of_fields(before, after, path)
    elif _has_items(before) and _has_items(after):
        yield from _of_items(before, after, path)
    else:
        yield Difference("changed", path, before, after)


def _of_fields(before: Mapping[str, Any], after: Mapping[str, Any], path: Path) -> Iterator[Difference]:
    for name in [*after, *(name for name in before if name not in after)]:
        here = (*path, name)
        if name not in before:
            yield from _as_items("added", after[name], here)
        elif name not in after:
            yield from _as_items("removed", before[name], here)
        else:
            yield from _of_parts(before[name], after[name], here)


def _as_items(kind: Literal["added", "removed"], part: Any, path: Path) -> Iterator[Difference]:
    """A field that is only on one side: each item of a list, or of messages, by itself."""
    if _has_items(part):
        ways = [((*path, step), item) for step, item in _named(part).items()]
    elif isinstance(part, dict) and path == ("messages",):
        ways = [((*path, step), item) for step, item in part.items()]
    else:
        ways = [(path, part)]
    for way, item in ways:
        yield Difference(kind, way, None if kind == "added" else item, item if kind == "added" else None)


def _of_items(before: Sequence[Any], after: Sequence[Any], path: Path) -> Iterator[Difference]:
    old, new = _named(before), _named(after)
    for step, item in old.items():
        if step not in new:
            yield Difference("removed", (*path, step), item, None)
    both = [step for step in old if step in new]
    stayed = _longest_in_order(both, [step for step in new if step in old])
    for step, item in new.items():
        here = (*path, step)
        if step not in old:
            yield Difference("added", here, None, item)
            continue
        if step not in stayed:
            yield Difference("moved", here, old[step], item)
        yield from _of_parts(old[step], item, here)


def _named(items: Sequence[Any]) -> dict[str, Any]:
    """Items by their ids, those without one by their numbers."""
    found: dict[str, Any] = {}
    for place, item in enumerate(items):
        name = name_of(item)
        found[name if name and name not in found else str(place)] = item
    return found


def _longest_in_order(before: Sequence[str], after: Sequence[str]) -> frozenset[str]:
    """The most items that kept their order: the others were moved. Longest increasing subsequence."""
    places = [before.index(step) for step in after]
    best: list[list[int]] = []
    for place in places:
        longest = max((chain for chain in best if chain[-1] < place), key=len, default=[])
        best.append([*longest, place])
    return frozenset(before[place] for place in max(best, key=len, default=[]))


def _has_items(part: Any) -> bool:
    return isinstance(part, list) and any(isinstance(item, dict) for item in part)


def _is_whole(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    return any(before.keys() <= names and after.keys() <= names for names in WHOLE)


@dataclass(frozen=True)
class Merged:
    """Two sets of changes in one definition; `clashes` are parts that both changed, where `mine` won."""

    data: Data
    clashes: tuple[Difference, ...]


def merge(base: Data, theirs: Data, mine: Data) -> Merged:
    """Bring what `theirs` changed since `base` into `mine`, part by part.

    Where both changed the same part in different ways, or one changed what the other took out, mine stays and
    the other's change is returned among the clashes. So is what they moved: the order stays mine. What they
    added comes behind what it follows in theirs.
    """
    own = {one.path for one in differences(base, mine)}
    clashes: list[Difference] = []
    for one in differences(base, theirs):
        told = one.kind == "moved" or any(_touch(one.path, path) for path in own)
        if not told:
            try:
                mine = _carried_over(mine, one, theirs)
            except PartGoneError:
                told = True
        if told and (one.kind == "moved" or not _same(mine, one)):
            clashes.append(one)
    return Merged(mine, tuple(clashes))


def _touch(one: Path, other: Path) -> bool:
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


def _same(data: Data, change: Difference) -> bool:
    """Whether the data says already what the change would make it say."""
    try:
        there = part_at(data, change.path)
    except PartGoneError:
        return change.kind == "removed"
    return bool(there == change.after)


def _carried_over(data: Data, change: Difference, theirs: Data) -> Data:
    if change.kind == "removed":
        return without(data, change.path)
    if change.kind == "changed":
        return with_part(data, change.path, change.after)
    *before, name = change.path
    around = tuple(before)
    try:
        owner = part_at(data, around)
    except PartGoneError:
        if not _is_item(change):
            raise
        owner = []  # a list that is begun with this item
    if isinstance(owner, list):
        data, placed = with_item(data, around, change.after)
        return moved(data, placed, _place_for(name, owner, part_at(theirs, around)) - len(owner))
    return with_fields(data, around, {name: change.after})


def _place_for(name: str, items: Sequence[Any], theirs: Sequence[Any]) -> int:
    """Where among `items` one of theirs belongs: behind the nearest that precedes it there, else first."""
    order, there = list(_named(theirs)), list(_named(items))
    ahead = reversed(order[: order.index(name)])
    return next((there.index(one) + 1 for one in ahead if one in there), 0)


def _is_item(change: Difference) -> bool:
    """Whether what was added is an item of a list that may not be there yet."""
    return name_of(change.after) == change.path[-1] or change.path[-1].isdecimal()
