"""Parts, values and conditions of a definition in plain words, from data that may have mistakes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from portico.desk.editor.choices import Around, choices
from portico.desk.editor.conditions import condition_in_words
from portico.desk.editor.fields import (
    ONE_OF_UNIT,
    UNITS,
    ByChannelField,
    ConditionField,
    DayLimitField,
    DurationField,
    FieldKind,
    OneField,
    PoundsField,
    SomeField,
    TickField,
)
from portico.desk.editor.sheets import SHEETS, Sheet, children_at, data_path, section_of, sheet_at
from portico.desk.words import CHANNEL_NAMES
from portico.records.catalogue.editing.paths import Data, PartGoneError, Path, part_at
from portico.records.catalogue.editing.queries import english

LONGEST_TITLE = 80
WHAT: Mapping[str, str] = {
    "added": "Added",
    "removed": "Taken out",
    "changed": "Changed",
    "moved": "Moved to another place",
}
"""What became of a part, by the kind of difference."""


def title_of(sheet: Sheet, part: Any, name: str = "") -> str:
    """What tells a part from others of its kind: its label, heading, or question; `name` at worst."""
    if isinstance(part, Mapping):
        for field in sheet.titled_by:
            value = part.get(field)
            if field == "questions" and isinstance(value, list) and value:
                value = value[0].get("label") if isinstance(value[0], Mapping) else None
            if text := " ".join(english(value).split()) if not isinstance(value, list) else "":
                return text if len(text) <= LONGEST_TITLE else f"{text[: LONGEST_TITLE - 1].rstrip()}…"
    return name or f"{sheet.one} without a name"


def titled(data: Data, path: Path) -> str:
    """The title of the part at `path`, such as: Question “Which bin?”; it may be gone already."""
    section = section_of(path)
    if len(path) == 1 or path == section.path:
        return section.title
    sheet = sheet_at(path)
    if sheet is None:
        around = sheet_at(path[:-1])
        below = children_at(path)
        field = around.field(path[-1]) if around else None
        return below.title if below else field.label if field else path[-1]
    inner = _inner_title(path)
    if inner:
        return inner
    try:
        part = part_at(data, data_path(path))
    except PartGoneError:
        part = None
    name = path[-1] if sheet.one == "message" else title_of(sheet, part, path[-1])
    return f"{sheet.one[0].upper()}{sheet.one[1:]} “{name}”"


def _inner_title(path: Path) -> str:
    around = sheet_at(path[:-1])
    found = [one.title for one in around.inner if one.name == path[-1]] if around else []
    return found[0] if found else ""


def place_in_words(data: Data, path: Path) -> tuple[str, ...]:
    """Where something stands, from the outside in: the form, a page, a question of it, its hint.

    `path` is that of a difference or of a problem: of a part, a field of one, or something inside a field.
    Lists themselves (“Pages”) are left out, but where nothing else is said.
    """
    section = section_of(path)
    found = [section.title]
    start = 0
    if path and section.path and path[0] == section.path[0]:
        start = 1
    for end in range(start + 1, len(path) + 1):
        here = path[:end]
        if sheet_at(here) is not None:
            found.append(titled(data, here))
        elif children_at(here) is not None:
            if end == len(path):
                found.append(titled(data, here))
        else:
            found.append(_field_label(here))
            break
    return tuple(found)


def field_at(path: Path) -> tuple[Sheet, FieldKind | None]:
    """The sheet and the kind of field that a path of a field leads to."""
    sheet = sheet_at(path[:-1]) if len(path) > 1 else None
    if sheet is None:
        sheet = SHEETS[section_of(path).sheet]
    field = sheet.field(path[-1]) if path else None
    return sheet, field.kind if field else None


def _field_label(path: Path) -> str:
    sheet, _ = field_at(path)
    field = sheet.field(path[-1])
    return field.label if field else path[-1].replace("_", " ")


def value_in_words(data: Data, path: Path, value: Any) -> str:
    """A value of the field (or the whole part) at `path` as a sentence or a few lines; empty for nothing.

    `data` is the definition it belongs to: conditions name its questions.
    """
    if value is None or value in ("", [], {}):
        return ""
    sheet = sheet_at(path)
    if sheet is not None and isinstance(value, Mapping):
        return part_in_words(data, path, sheet, value)
    _, kind = field_at(path)
    return field_in_words(data, kind, value)


def part_in_words(data: Data, path: Path, sheet: Sheet, part: Mapping[str, Any]) -> str:
    """All fields of a part, one a line, and what stands below it by its title."""
    lines = []
    for field in sheet.fields:
        if field.name in part and not field.deep:
            lines.append(f"{field.label}: {field_in_words(data, field.kind, part[field.name])}")
    for below in sheet.children:
        items = part.get(below.name)
        named = list(items) if isinstance(items, Mapping) else None
        for place, item in enumerate(items.values() if isinstance(items, Mapping) else items or ()):
            name = named[place] if named else str(place + 1)
            lines.append(
                f"{below.one[0].upper()}{below.one[1:]}: {title_of(SHEETS[below.sheet], item, name)}"
            )
    return "\n".join(lines)


def field_in_words(data: Data, kind: FieldKind | None, value: Any) -> str:
    """The value of a field in words."""
    if isinstance(kind, ConditionField):
        return condition_in_words(value, data)
    if isinstance(kind, ByChannelField) and isinstance(value, Mapping):
        return "\n".join(
            f"{CHANNEL_NAMES.get(channel, channel)}: {field_in_words(data, kind.of, one)}"
            for channel, one in value.items()
        )
    if isinstance(kind, OneField | SomeField):
        names = dict(choices(kind.source, Around(data, (), {}, {}, {})))
        return ", ".join(
            names.get(str(one), str(one)) for one in (value if isinstance(value, list) else [value])
        )
    say = _SAID.get(type(kind), _say_plainly)
    return say(value)


def _say_tick(value: Any) -> str:
    return "Yes" if value is True else "No"


def _say_pounds(value: Any) -> str:
    return f"£{PoundsField().typed(value)['']}"


def _say_plainly(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(english(one) for one in value)
    if isinstance(value, Mapping) and "en" in value:
        welsh = f"\nIn Welsh: {value['cy']}" if value.get("cy") else ""
        return f"{value['en']}{welsh}"
    return str(value)


def duration_in_words(value: Any) -> str:
    """A length of time: 5 working days."""
    if not isinstance(value, Mapping):
        return str(value)
    amount, unit = value.get("amount"), str(value.get("unit", ""))
    return f"{amount} {(ONE_OF_UNIT if amount == 1 else UNITS).get(unit, unit)}"


def day_limit_in_words(value: Any) -> str:
    """An earliest or latest day."""
    typed = DayLimitField().typed(value)
    if typed["how"] in ("before", "after"):
        one = typed["days"] == "1"
        return f"{typed['days']} {'day' if one else 'days'} {typed['how']} the day it is filled in"
    return "The day it is filled in" if typed["how"] == "today" else str(value)


_SAID: Mapping[type, Callable[[Any], str]] = {
    TickField: _say_tick,
    DurationField: duration_in_words,
    PoundsField: _say_pounds,
    DayLimitField: day_limit_in_words,
}
