"""YAML without surprises: mappings, lists, texts, whole numbers, `true` and `false`, and nothing else.

`no` is a text, a date is a text, `1.0` is a text. The same name twice, anchors, aliases, tags, several
documents, tabs and empty values are refused, each with the line and what to write instead.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from portico.records.catalogue.reading.problems import Lines, Problems, Where

LARGEST_BYTES = 512 * 1024
DEEPEST = 30
MOST_NODES = 50_000

_WHOLE_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,14})", re.ASCII)
_NOT_QUITE_SPACES = re.compile(r" *[\u00a0\u2000-\u200b\u202f\u3000]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Signs that steer a terminal, turn the direction of text, or are half of another: YAML can escape them."""
_INVISIBLE = "There is an invisible control sign.", "Delete the line and type it again."
_GENERAL_REMEDY = "Look at this line and the one before: indentation, “:” and quotes."
_SLIPS = (
    (
        "mapping values are not allowed",
        "There is a “:” where none can stand.",
        "Put a text that has “: ” in it in quotes, and give neighbours the same indentation.",
    ),
    (
        "could not find expected ':'",
        "A name without “:” after it.",
        "Write “name: value”; put a text of several lines below “|”, and indent it.",
    ),
    (
        "found character '\\t'",
        "There is a tab.",
        "Indent with spaces.",
    ),
    (
        "expected ',' or",
        "A bracket “{ }” or “[ ]” is not closed, or a text inside it needs quotes.",
        "Close it, and put texts that have “,”, “?” or “:” in them in quotes.",
    ),
    (
        "while parsing a flow",
        "Something cannot be read inside “{ }” or “[ ]”.",
        "Put texts in it in quotes, or write one field a line instead.",
    ),
    (
        "expected <block end>",
        "A line does not fit in with those around it.",
        "Give fields that belong together the same indentation, and put texts with quotes inside in quotes.",
    ),
    (
        "found unexpected end of stream",
        "A text in quotes is not closed.",
        "Add the closing quote.",
    ),
    (
        "found unknown escape character",
        "There is a backslash in double quotes before a letter it cannot stand before.",
        "Use single quotes.",
    ),
    (
        "found character",
        "A text begins with a sign that has a meaning of its own in YAML.",
        "Put the text in quotes.",
    ),
    (
        "found undefined alias",
        "A text begins with “*”.",
        "Put the text in quotes.",
    ),
    (
        "expected a comment or a line break",
        "Something stands behind “|” or “>”.",
        "Begin the text on the next line, indented.",
    ),
    (
        "expected a single document",
        "There is a second document, after “---”.",
        "Write one service in each file.",
    ),
)


class _Loader(yaml.SafeLoader):
    """Composes nodes; refuses what goes too deep or is too much, before it takes memory."""

    depth = 0
    nodes = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        self.depth += 1
        self.nodes += 1
        if self.depth > DEEPEST or self.nodes > MOST_NODES:
            raise yaml.MarkedYAMLError(problem="too deep", problem_mark=self.get_mark())
        try:
            event: Any = self.peek_event()  # type: ignore[no-untyped-call]
            is_alias = isinstance(event, yaml.AliasEvent)
            if is_alias:
                self.get_event()  # type: ignore[no-untyped-call]
                return yaml.ScalarNode("alias", event.anchor, event.start_mark, event.end_mark)
            node = super().compose_node(parent, index)
            if event.anchor is not None and node is not None:
                node.tag = "anchor"
            return node
        finally:
            self.depth -= 1


_Loader.yaml_implicit_resolvers = {}


def read_yaml(content: bytes | str, problems: Problems) -> Any:
    """The plain data of a YAML text; notes the lines of all parts and every problem in `problems`.

    Returns None where nothing can be read.
    """
    text = _decoded(content, problems)
    if text is None:
        return None
    try:
        node = _Loader(text).get_single_node()
    except yaml.YAMLError as error:
        _note_error(error, text, problems)
        return None
    if node is None:
        problems.add_at(1, "The file is empty.", "Write a definition as the reference describes it.")
        return None
    lines: dict[Where, int] = {(): node.start_mark.line + 1}
    blocks: set[Where] = set()
    problems.lines = Lines(lines, blocks)
    _note_blocks(node, (), blocks)
    return _plain(node, (), lines, problems)


def _note_blocks(node: yaml.Node, path: Where, blocks: set[Where]) -> None:
    """Gather the paths of all texts below “|”."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            _note_blocks(value, (*path, str(key.value)), blocks)
    elif isinstance(node, yaml.SequenceNode):
        for number, child in enumerate(node.value):
            _note_blocks(child, (*path, number), blocks)
    elif getattr(node, "style", None) == "|":
        blocks.add(path)


def _decoded(content: bytes | str, problems: Problems) -> str | None:
    if len(content) > LARGEST_BYTES:
        problems.add_at(1, f"The file is larger than {LARGEST_BYTES // 1024} kilobytes.", "Make it smaller.")
        return None
    if isinstance(content, str):
        return content.removeprefix("\ufeff")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        problems.add_at(line, "A sign is not written in UTF-8.", "Save the file as UTF-8.")
        return None


def _note_error(error: yaml.YAMLError, text: str, problems: Problems) -> None:
    if isinstance(error, yaml.reader.ReaderError):
        line = text[: int(error.position)].count("\n") + 1
        problems.add_at(line, *_INVISIBLE)
        return
    context = str(getattr(error, "context", None) or "")
    problem = str(getattr(error, "problem", None) or "")
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = mark.line + 1 if mark is not None else 1
    if problem == "too deep":
        problems.add_at(line, "The file is nested too deeply or has too many parts.", "Make it simpler.")
        return
    cause = _odd_indentation(text) or _runaway_quotes(text, line)
    if cause is not None:
        problems.add_at(*cause)
        return
    for sign, what, remedy in _SLIPS:
        if sign in problem or sign in context:
            problems.add_at(line, what, remedy)
            return
    problems.add_at(line, "This is not YAML.", _GENERAL_REMEDY)


def _odd_indentation(text: str) -> tuple[int, str, str] | None:
    """The first line that is indented with something that only looks like spaces."""
    for number, line in enumerate(text.splitlines(), start=1):
        if _NOT_QUITE_SPACES.match(line):
            return (
                number,
                "The line is indented with a sign that looks like a space and is none.",
                "Delete everything before its first word, and type the spaces again.",
            )
    return None


def _runaway_quotes(text: str, line: int) -> tuple[int, str, str] | None:
    """A text in quotes that runs over several lines up to where reading failed: its end was forgotten."""
    last = None
    try:
        for token in yaml.scan(text, Loader=_Loader):
            if token.start_mark.line >= line:
                break
            in_quotes = isinstance(token, yaml.ScalarToken) and token.style in {"'", '"'}
            if in_quotes and token.start_mark.line < token.end_mark.line:
                last = token
    except yaml.YAMLError:
        pass  # what was read until then is what counts
    if last is None or last.end_mark.line + 1 < line:
        return None
    return (
        last.start_mark.line + 1,
        f"The text in quotes that begins here ends only on line {last.end_mark.line + 1}.",
        "Add the closing quote; write a text of several lines below “|”, without quotes.",
    )


def _plain(node: yaml.Node, path: Where, lines: dict[Where, int], problems: Problems) -> Any:
    line = node.start_mark.line + 1
    if node.tag == "alias":
        problems.add_at(line, "Aliases (*) may not be used.", "Write the part out, or put a text in quotes.")
        return None
    if node.tag == "anchor":
        problems.add_at(line, "Anchors (&) may not be used.", "Leave it out, or put a text in quotes.")
        return None
    if not node.tag.startswith("tag:yaml.org,2002:") or node.tag.rpartition(":")[2] not in {
        "map",
        "seq",
        "str",
    }:
        problems.add_at(line, "Tags (!) may not be used.", "Leave it out, or put a text in quotes.")
        return None
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, lines, problems)
    if isinstance(node, yaml.SequenceNode):
        items = []
        for number, child in enumerate(node.value):
            lines[(*path, number)] = child.start_mark.line + 1
            items.append(_plain(child, (*path, number), lines, problems))
        return items
    return _scalar(node, line, problems)


def _mapping(node: yaml.MappingNode, path: Where, lines: dict[Where, int], problems: Problems) -> Any:
    found: dict[str, Any] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if _CONTROL.search(str(key.value)):
            problems.add_at(line, *_INVISIBLE)
            continue
        if not isinstance(key, yaml.ScalarNode) or key.tag != "tag:yaml.org,2002:str" or not key.value:
            problems.add_at(line, "The name of a field is not a plain word.", "Write “name: value”.")
            continue
        if node.flow_style and _is_empty(value):
            problems.add_at(
                line,
                f"“{key.value}” stands alone inside “{{ }}”: a comma ends the text before it.",
                "Put the text with the comma in quotes.",
            )
            continue
        if key.value in found:
            first = lines[(*path, key.value)]
            new_item = " If a new item of the list begins here, write “- ” before it."
            problems.add_at(
                line,
                f"“{key.value}” stands here a second time; the first is on line {first}.",
                f"Keep one.{new_item if path and isinstance(path[-1], int) else ''}",
            )
            continue
        lines[(*path, key.value)] = line
        found[key.value] = _plain(value, (*path, key.value), lines, problems)
    return found


def _is_empty(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.style is None and not node.value


def _scalar(node: yaml.Node, line: int, problems: Problems) -> Any:
    text = str(node.value)
    if _CONTROL.search(text):
        problems.add_at(line, *_INVISIBLE)
        return None
    if getattr(node, "style", None) is not None:
        return text
    if text in {"", "null", "~"}:
        problems.add_at(line, "There is no value.", "Write one, or leave the line out.")
        return None
    if text in {"true", "false"}:
        return text == "true"
    return int(text) if _WHOLE_NUMBER.fullmatch(text) else text
