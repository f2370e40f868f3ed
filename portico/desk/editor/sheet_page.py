"""One sheet as its page shows it, and what was typed into it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from portico.desk.editor.adding import LABELS, fields_of_kind
from portico.desk.editor.choices import ALWAYS, choices
from portico.desk.editor.copy import Trouble, WorkingCopy, sheet_path, troubles_within
from portico.desk.editor.fields import (
    CHANNELS,
    DAY_LIMITS,
    UNITS,
    ByChannelField,
    ConditionField,
    FieldError,
    OneField,
    PoundsField,
    SomeField,
    TextField,
    Typed,
)
from portico.desk.editor.placeholders import offered_at
from portico.desk.editor.sheets import (
    SECTIONS,
    SHEETS,
    Children,
    Field,
    Sheet,
    children_at,
    children_of,
    data_path,
    fields_of,
    has_field,
    sheet_at,
)
from portico.desk.editor.words import field_in_words, title_of, titled
from portico.desk.words import CHANNEL_NAMES, STAGE_NAMES
from portico.records.catalogue.definition.form import Form, Question
from portico.records.catalogue.definition.service import ServiceDefinition
from portico.records.catalogue.editing.paths import (
    PartGoneError,
    Path,
    name_of,
    part_at,
    place_of,
    seal_of,
    written,
)

SEEN_BY_STAFF = frozenset({"case", "workflow", "deadline", "routing", "priority", "retention"})
"""Sections of which residents see nothing: they are shown as staff see them."""
PREFIX = "field-"
"""Begins the names of inputs, so that no field is taken for one of the page's own."""


@dataclass
class Filled:
    """What was typed into a sheet: the inputs of each field, and what cannot be read."""

    typed: dict[str, Typed] = field(default_factory=dict)
    errors: dict[tuple[str, str], str] = field(default_factory=dict)
    """By field and part."""
    values: dict[str, Any] = field(default_factory=dict)
    """What was read; None where a field is left out of the definition."""
    along: dict[str, Any] = field(default_factory=dict)
    """What follows from it for fields that the sheet did not show."""


@dataclass(frozen=True)
class Crumb:
    """A part that this one is inside."""

    title: str
    path: str


@dataclass(frozen=True)
class Row:
    """One part of a list, as the sheet around it lists it."""

    title: str
    path: str
    detail: str
    troubles: Sequence[Trouble]
    first: bool
    last: bool
    seal: str


def input_name(name: str, part: str = "") -> str:
    """The name and id of an input."""
    return f"{PREFIX}{name}-{part}" if part else f"{PREFIX}{name}"


def read_sheet(request: HttpRequest, sheet: Sheet, part: Mapping[str, Any]) -> Filled:
    """Read what was typed into the fields of a sheet; a value that is the usual one is left out."""
    filled = Filled()
    for one in fields_of(sheet, part):
        if isinstance(one.kind, ConditionField):
            continue
        typed: Typed = {}
        for key in one.kind.parts():
            name = input_name(one.name, key)
            if isinstance(one.kind, SomeField):
                typed[key] = [_clean(value) for value in request.POST.getlist(name)]
            else:
                typed[key] = _clean(request.POST.get(name, ""))
        filled.typed[one.name] = typed
        try:
            value = one.kind.read(typed)
        except FieldError as error:
            filled.errors[(one.name, error.part)] = error.words
            continue
        # The usual value stays where it was written out: saving a sheet unchanged changes nothing.
        usual = value == sheet.default(one.name) and part.get(one.name) != value
        filled.values[one.name] = None if usual else value
    if sheet.model is Question and "kind" in filled.values:
        _fit_to_kind(filled, part)
    return filled


def _fit_to_kind(filled: Filled, part: Mapping[str, Any]) -> None:
    """Leave out of a question whose kind was changed what the new kind does not have."""
    kind = filled.values["kind"]
    if kind == part.get("kind") or not isinstance(kind, str) or kind not in ALWAYS["kinds"]:
        return
    follows = {name: None for name in part if not has_field(kind, name)}
    follows |= {name: value for name, value in fields_of_kind(kind).items() if name not in part}
    for name, value in follows.items():
        (filled.values if name in filled.values else filled.along)[name] = value


def shown_value(sheet: Sheet, part: Mapping[str, Any], one: Field) -> Any:
    """The value of a field with the usual one in place of none."""
    value = part.get(one.name)
    return sheet.default(one.name) if value is None else value


def sheet_context(
    copy: WorkingCopy, path: Path, filled: Filled | None = None, typed: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """What the page of a sheet shows; `typed` is what stands in the boxes below its lists.

    Raises `PartGoneError` where the part is not there.
    """
    sheet = sheet_at(path)
    assert sheet is not None
    inside = data_path(path)
    part = part_shown(copy, path)
    mine = troubles_within(copy, path)
    shown = _Shown(copy, path, sheet, part, filled, mine)
    fields = [_field(shown, one) for one in fields_of(sheet, part)]
    names = [one["name"] for one in fields if one["template"] != "condition"]
    lists = [list_context(copy, (*inside, one.name), one, typed) for one in children_of(sheet, part)]
    told_at_fields = {one.path for one in mine if one.path[:-1] == inside and one.path[-1] in _names(sheet)}
    return {
        "title": titled(copy.data, path),
        "path": written(path),
        "sheet": sheet,
        "fields": [one for one in fields if not one["deep"]],
        "deep_fields": [one for one in fields if one["deep"]],
        "deep_open": any(one["errors"] or one["troubles"] for one in fields if one["deep"]),
        "seal": seal_of({name: part.get(name) for name in names}),
        "part_seal": seal_of(part),
        "lists": lists,
        "lists_first": sheet.model is Form,
        "around": _page_around(copy, path),
        "residents_see_it": path[0] not in SEEN_BY_STAFF,
        "inner": [_inner(copy, inside, part, one) for one in sheet.inner],
        "crumbs": list(crumbs(copy, path)),
        "troubles": [one for one in mine if one.path not in told_at_fields],
        "offered": offered_at(copy.data, path) if _has_texts(sheet) else [],
        "look_at": _look_at(path, part),
        "adds_pages": path[:2] == ("form", "pages") and len(path) > 2,
        "neighbours": _neighbours(copy, path),
        "removable": _is_removable(path),
        "message_name": path[1] if sheet.one == "message" else "",
    }


def part_shown(copy: WorkingCopy, path: Path) -> Mapping[str, Any]:
    """The part that a sheet is about; empty where every form has it and a definition need not name it.

    Raises `PartGoneError` where it is not there.
    """
    try:
        part = part_at(copy.data, data_path(path))
    except PartGoneError:
        if not always_there(path):
            raise
        part = {}
    return part if isinstance(part, Mapping) else {}


def always_there(path: Path) -> bool:
    """Whether a part has its sheet even where a definition does not name it."""
    required = {section.path for section in SECTIONS if not section.optional and section.children is None}
    return path == ("form", "contact") or path in required


def _look_at(path: Path, part: Mapping[str, Any]) -> str:
    """Where in the look the part is, as an address ends with it: the fee, or a move in its first stage."""
    if path[0] == "fee":
        return "#cost"
    starts = part.get("from")
    if path[:2] == ("workflow", "moves") and isinstance(starts, list) and starts:
        return f"#here-{STAGE_NAMES.get(str(starts[0]), '').lower()}"
    return ""


def _has_texts(sheet: Sheet) -> bool:
    return any(isinstance(one.kind, TextField) for one in sheet.fields)


def _names(sheet: Sheet) -> set[str]:
    return {one.name for one in sheet.fields}


def list_context(
    copy: WorkingCopy, path: Path, children: Children, typed: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """A list of parts with what is asked before one is added; `typed` is what stands in the page's inputs."""
    try:
        items = part_at(copy.data, path)
    except PartGoneError:
        items = []
    sheet = SHEETS[children.sheet]
    named = list(items) if isinstance(items, Mapping) else None
    parts = list(items.values()) if isinstance(items, Mapping) else items
    parts = parts if isinstance(parts, list) else []
    rows = []
    for place, part in enumerate(parts):
        step = named[place] if named else _step(parts, place)
        here = (*path, step)
        rows.append(
            Row(
                title=step if named else title_of(sheet, part, step),
                path=written(here),
                detail=detail_of(copy, children.sheet, part),
                troubles=troubles_within(copy, here),
                first=place == 0 or named is not None,
                last=place == len(parts) - 1 or named is not None,
                seal=seal_of(part),
            )
        )
    return {
        "path": written(path),
        "children": children,
        "rows": rows,
        "add_label": LABELS[children.sheet],
        "kinds": choices("kinds", copy.around((*path, "new")))
        if children.sheet in {"page", "question"}
        else [],
        "teams": list(copy.council.teams.items()) if children.sheet == "route" else [],
        "ordered": named is None,
        "typed": (typed or {}).get(f"words-{children.name}", ""),
        "typed_kind": (typed or {}).get(f"kind-{children.name}", ""),
    }


def _step(items: list[Any], place: int) -> str:
    name = name_of(items[place])
    return name if name and place_of(items, name) == place else str(place)


def detail_of(copy: WorkingCopy, sheet: str, part: Any) -> str:
    """A few words behind the title of a part in a list: what kind, and when."""
    if not isinstance(part, Mapping):
        return ""
    found = []
    if sheet == "question":
        found.append(_kind_of(part))
    if sheet == "page":
        found.extend(_of_page(part))
    if sheet == "reduction" and isinstance(part.get("amount"), Mapping):
        found.append(field_in_words(copy.data, PoundsField(), part["amount"]))
    if sheet == "move":
        stages = ALWAYS["stages"]
        given = part.get("from")
        starts = given if isinstance(given, list) else []
        begins = ", ".join(stages.get(str(one), str(one)) for one in starts)
        found.append(f"{begins} → {stages.get(str(part.get('to')), '')}")
    if sheet == "message":
        found.append(str(field_in_words(copy.data, None, part.get("subject") or "")).split("\n")[0])
    condition = part.get("when") or part.get("must")
    if condition:
        found.append(f"when {field_in_words(copy.data, ConditionField(), condition)}")
    return ", ".join(one for one in found if one)


def _kind_of(question: Any) -> str:
    return ALWAYS["kinds"].get(str(question.get("kind")), "") if isinstance(question, Mapping) else ""


def _of_page(part: Mapping[str, Any]) -> Iterator[str]:
    """What a page asks, and how often it stops somebody."""
    questions, stops = part.get("questions"), part.get("stops")
    count = len(questions) if isinstance(questions, list) else 0
    yield _kind_of(questions[0]) if isinstance(questions, list) and count == 1 else f"{count} questions"
    if isinstance(stops, list) and stops:
        yield "1 stop" if len(stops) == 1 else f"{len(stops)} stops"


@dataclass(frozen=True)
class _Shown:
    """A sheet that is being shown."""

    copy: WorkingCopy
    path: Path
    sheet: Sheet
    part: Mapping[str, Any]
    filled: Filled | None
    troubles: list[Trouble]


def _field(shown: _Shown, one: Field) -> dict[str, Any]:
    copy, path, sheet, filled = shown.copy, shown.path, shown.sheet, shown.filled
    inside = (*data_path(path), one.name)
    value = shown_value(sheet, shown.part, one)
    typed = filled.typed.get(one.name) if filled else None
    context: dict[str, Any] = {
        "name": one.name,
        "input": input_name(one.name),
        "template": one.kind.template,
        "label": one.label,
        "hint": one.hint_for(shown.part),
        "deep": one.deep,
        "kind": one.kind,
        "typed": typed if typed is not None else one.kind.typed(value),
        "errors": {
            part_: words
            for (name, part_), words in (filled.errors if filled else {}).items()
            if name == one.name
        },
        "troubles": [t for t in shown.troubles if t.path[: len(inside)] == inside],
        "bilingual": copy.bilingual or (sheet.model is ServiceDefinition and one.name == "name"),
        "in_words": "",
    }
    if isinstance(one.kind, ConditionField):
        context["in_words"] = field_in_words(copy.data, one.kind, value) if value else ""
        context["href_path"] = written(inside)
    if isinstance(one.kind, OneField | SomeField):
        context["choices"] = _choices(copy, path, one, context["typed"])
    if isinstance(one.kind, ByChannelField):
        context["channels"] = [(channel, CHANNEL_NAMES[channel]) for channel in CHANNELS]
        context["open"] = bool(value) or bool(context["errors"])
    context["units"] = UNITS
    context["day_limits"] = DAY_LIMITS
    return context


def _choices(copy: WorkingCopy, path: Path, one: Field, typed: Typed) -> list[tuple[str, str]]:
    """The choices of a field; what it says and nothing offers is among them, so that saving keeps it."""
    assert isinstance(one.kind, OneField | SomeField)
    found = choices(one.kind.source, copy.around(data_path(path)))
    known = {value for value, _ in found}
    given = typed[""] if isinstance(typed[""], list) else [typed[""]]
    return [*found, *((value, f"{value} (there is none)") for value in given if value and value not in known)]


def _inner(copy: WorkingCopy, inside: Path, part: Mapping[str, Any], one: Any) -> dict[str, Any]:
    here = (*inside, one.name)
    return {
        "title": one.title,
        "hint": one.hint,
        "path": written(here),
        "there": one.name in part or not one.optional,
        "troubles": troubles_within(copy, here),
    }


def crumbs(copy: WorkingCopy, path: Path) -> Iterator[Crumb]:
    """The parts around the one at `path`, from the outside in, without the service itself."""
    for end in range(1, len(path)):
        here = path[:end]
        if sheet_path(here) == here and (sheet_at(here) is not None or len(here) == 1):
            yield Crumb(titled(copy.data, here), written(here))


def _page_around(copy: WorkingCopy, path: Path) -> Crumb | None:
    """The page that a question stands on: what is said of the page is said there."""
    if path[:2] != ("form", "pages") or len(path) != 5 or path[3] != "questions":
        return None
    return Crumb(titled(copy.data, path[:3]), written(path[:3]))


def _neighbours(copy: WorkingCopy, path: Path) -> dict[str, Crumb]:
    """The part before and after this one in its list."""
    if len(path) < 2 or children_at(path[:-1]) is None:
        return {}
    items = part_at(copy.data, path[:-1])
    steps = (
        list(items) if isinstance(items, Mapping) else [_step(items, place) for place in range(len(items))]
    )
    found = {}
    if path[-1] in steps:
        place = steps.index(path[-1])
        for name, other in (("before", place - 1), ("after", place + 1)):
            if 0 <= other < len(steps):
                here = (*path[:-1], steps[other])
                found[name] = Crumb(titled(copy.data, here), written(here))
    return found


def _is_removable(path: Path) -> bool:
    """Whether a part can be taken out: one of a list, or one that a definition need not have."""
    if len(path) > 1 and children_at(path[:-1]) is not None:
        return True
    return path in {("fee",), ("form", "similar")}


def _clean(text: str) -> str:
    return text.replace("\x00", "").replace("\r\n", "\n")
