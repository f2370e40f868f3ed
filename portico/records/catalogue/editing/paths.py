"""Where in a working copy something stands, and changing it there.

A working copy is a definition as plain data, as the file would say it, perhaps with mistakes. A path names an
item of a list by its id where it has one (`form/pages/badge/questions/badge`), so that it stays right when
somebody else puts another item before it; an item without an id is named by its number, from 0.

Nothing here changes what it is given: what comes back is a copy.
"""

from __future__ import annotations

import copy
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

Data = dict[str, Any]
Path = tuple[str, ...]
"""Names of fields, and ids or numbers of items, from the outside in."""
Where = tuple[str | int, ...]
"""The same with numbers for all items, as problems say it."""

NAMED_BY = ("id", "value")
"""The fields that name an item of a list."""
LONGEST_ID = 60
_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_ADDRESSABLE = re.compile(r"(?!\.{1,2}$)[^/\s]+")
LONGEST_PATH = 24
"""Most steps of a path."""


class PartGoneError(Exception):
    """There is nothing at that path: somebody took it out, or gave it another id."""

    def __init__(self, path: Path) -> None:
        super().__init__("This part is no longer there. Somebody took it out, or gave it another name.")
        self.path = path


def is_slug(id: object) -> bool:
    """Whether something is an id as services have it: lower-case words joined by hyphens."""
    return isinstance(id, str) and len(id) <= LONGEST_ID and _SLUG.fullmatch(id) is not None


def read_path(text: str) -> Path:
    """The path that stands in an address, such as `form/pages/badge`."""
    return tuple(step for step in text.split("/") if step)[:LONGEST_PATH]


def written(path: Path) -> str:
    """A path as it stands in an address."""
    return "/".join(path)


def name_of(item: Any) -> str:
    """The id of an item of a list; empty where it has none, or one that cannot stand in an address."""
    if isinstance(item, dict):
        for field in NAMED_BY:
            if isinstance(item.get(field), str) and _ADDRESSABLE.fullmatch(item[field]):
                return str(item[field])
    return ""


def where_is(data: Any, path: Path) -> Where:
    """The path with numbers in place of ids. Raises `PartGoneError` where it leads nowhere."""
    found: list[str | int] = []
    part = data
    for step in path:
        if isinstance(part, list):
            place = place_of(part, step)
            if place is None:
                raise PartGoneError(path)
            found.append(place)
            part = part[place]
        elif isinstance(part, dict) and step in part:
            found.append(step)
            part = part[step]
        else:
            raise PartGoneError(path)
    return tuple(found)


def place_of(items: Sequence[Any], step: str) -> int | None:
    """The number of the item that a step names; none where there is no such item.

    An id wins over a number, and of two items with the same id the first is meant: the other is named by its
    number, as in `path_of`.
    """
    for place, item in enumerate(items):
        if name_of(item) == step:
            return place
    return int(step) if step.isdecimal() and int(step) < len(items) else None


def path_of(data: Any, where: Where) -> Path:
    """The path that names what stands there, with ids in place of numbers; as far as it leads somewhere."""
    found: list[str] = []
    part = data
    for step in where:
        if isinstance(part, list) and isinstance(step, int) and step < len(part):
            name = name_of(part[step])
            found.append(name if name and place_of(part, name) == step else str(step))
            part = part[step]
        elif isinstance(part, dict) and step in part:
            found.append(str(step))
            part = part[step]
        else:
            break
    return tuple(found)


def part_at(data: Any, path: Path) -> Any:
    """What stands at a path. Raises `PartGoneError`."""
    for step in where_is(data, path):
        data = data[step]
    return data


def seal_of(part: Any) -> str:
    """A short mark that changes with every change of a part, so that a page can say what it was made from."""
    spelt = json.dumps(part, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(spelt.encode()).hexdigest()[:16]


def with_part(data: Data, path: Path, part: Any) -> Data:
    """The data with another part at a path that exists already. Raises `PartGoneError`."""
    changed = copy.deepcopy(data)
    if not path:
        return dict(part)
    *around, last = where_is(changed, path)
    _at(changed, tuple(around))[last] = part
    return changed


def with_fields(data: Data, path: Path, fields: Mapping[str, Any]) -> Data:
    """The data with fields of the part at a path set, or left out where their value is None."""
    changed = copy.deepcopy(data)
    owner = _at(changed, where_is(changed, path))
    if not isinstance(owner, dict):
        raise PartGoneError(path)
    for field, value in fields.items():
        if value is None:
            owner.pop(field, None)
        else:
            owner[field] = value
    return changed


def with_item(data: Data, path: Path, item: Any, name: str = "") -> tuple[Data, Path]:
    """The data with another item at the end of the list (or under `name` in the mapping) at a path.

    What is not there yet is begun, also the section that the list belongs to; what is neither list nor
    mapping, in a damaged copy, gives way. Returns the path of the new item too.
    """
    changed = copy.deepcopy(data)
    owner: Any = changed
    if len(path) == 2:
        owner = _begun(changed, path[0], {})
    elif len(path) > 2:
        owner = _at(changed, where_is(changed, path[:-1]))
    if not isinstance(owner, dict):
        raise PartGoneError(path)
    if name:
        _begun(owner, path[-1], {})[name] = item
        return changed, (*path, name)
    items = _begun(owner, path[-1], [])
    items.append(item)
    return changed, path_of(changed, (*where_is(changed, path), len(items) - 1))


def _begun(owner: Any, step: str, empty: Any) -> Any:
    """What stands there if it is a mapping, or a list, like `empty`; else `empty`, put there."""
    if not isinstance(owner.get(step), type(empty)):
        owner[step] = empty
    return owner[step]


def without(data: Data, path: Path) -> Data:
    """The data without what stands at a path; a list or mapping that is empty then is left out too."""
    changed = copy.deepcopy(data)
    *around, last = where_is(changed, path)
    owner = _at(changed, tuple(around))
    del owner[last]
    if around and not owner:
        *further, name = around
        above = _at(changed, tuple(further))
        if isinstance(above, dict):
            del above[name]
    return changed


def moved(data: Data, path: Path, by: int) -> Data:
    """The data with an item of a list moved up (`by` below 0) or down, no further than its ends."""
    changed = copy.deepcopy(data)
    *around, place = where_is(changed, path)
    items = _at(changed, tuple(around))
    if not isinstance(items, list) or not isinstance(place, int):
        return changed
    item = items.pop(place)
    items.insert(max(0, min(len(items), place + by)), item)
    return changed


def _at(data: Any, where: Where) -> Any:
    for step in where:
        data = data[step]
    return data
