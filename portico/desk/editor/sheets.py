"""The sheets of the editor: one for each kind of part of a definition, with its fields in plain words.

A test of the room checks that every field of every model of the definition stands on one of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from portico.desk.editor.fields import (
    ByChannelField,
    ConditionField,
    DayLimitField,
    DurationField,
    FieldKind,
    LineField,
    NumberField,
    OneField,
    PoundsField,
    SomeField,
    TextField,
    TickField,
    WordsField,
)
from portico.records.catalogue.definition.fee import Fee, Reduction
from portico.records.catalogue.definition.form import (
    Check,
    ContactDetails,
    Fact,
    Form,
    Option,
    Page,
    Question,
    SimilarReports,
    Stop,
    Sum,
)
from portico.records.catalogue.definition.knowledge import Elsewhere, Knowledge
from portico.records.catalogue.definition.service import ServiceDefinition
from portico.records.catalogue.definition.workflow import (
    Deadline,
    Message,
    Move,
    Outcome,
    Priority,
    Retention,
    Route,
    Workflow,
)
from portico.records.catalogue.editing.paths import Path
from portico.records.catalogue.kinds import KINDS

LINE, TEXT, LONG, CONDITION, NUMBER = (
    LineField(),
    TextField(),
    TextField(rows=5),
    ConditionField(),
    NumberField(),
)
PLACEHOLDERS = "Something of the request can be put in: see “What can be put into these texts” below."


@dataclass(frozen=True)
class Field:
    """One field of a sheet. `name` is its name in the model and in files."""

    name: str
    kind: FieldKind
    label: str
    hint: str = ""
    deep: bool = False
    """Whether it is seldom wanted, and stands folded away at the end of the sheet."""
    hints: Mapping[str, str] = field(default_factory=dict)
    """Of a question, by its kind: the hint in place of `hint`."""

    def hint_for(self, part: Mapping[str, Any]) -> str:
        """The hint, as far as it depends on what kind of question the part is."""
        return self.hints.get(str(part.get("kind")), self.hint)


@dataclass(frozen=True)
class Children:
    """A list, or mapping, of parts that have sheets of their own."""

    name: str
    sheet: str
    title: str
    one: str
    """What one of them is called, in the middle of a sentence."""
    hint: str = ""


@dataclass(frozen=True)
class Inner:
    """A single part inside this one that has a sheet of its own. `optional`: it can be taken out."""

    name: str
    sheet: str
    title: str
    hint: str = ""
    optional: bool = False


@dataclass(frozen=True)
class Sheet:
    """How one kind of part is shown and changed."""

    model: type[BaseModel]
    one: str
    """What a part of this kind is called: `question`."""
    titled_by: tuple[str, ...]
    """Fields that tell one from another, the first that is there."""
    fields: tuple[Field, ...] = ()
    children: tuple[Children, ...] = ()
    inner: tuple[Inner, ...] = ()
    id_field: str = ""
    """The field that names it inside its list, made from its title when it is added."""

    def field(self, name: str) -> Field | None:
        """The field with that name in files."""
        return next((field for field in self.fields if field.name == name), None)

    def default(self, name: str) -> Any:
        """What a field that is left out of a file means, as files say it; None where that is nothing."""
        for called, info in self.model.model_fields.items():
            if (info.alias or called) == name:
                made = None if info.is_required() else info.get_default(call_default_factory=True)
                return list(made) if isinstance(made, tuple) else made
        raise KeyError(name)


SHEETS: Mapping[str, Sheet] = {
    "about": Sheet(
        ServiceDefinition,
        "service",
        ("name",),
        (
            Field(
                "name",
                TEXT,
                "Name",
                "What residents come to do, beginning with a verb where it can: Report a missed bin.",
            ),
            Field("summary", TextField(rows=2), "Summary", "One sentence for lists and search results."),
            Field("group", OneField("groups"), "Group", "The task it is listed under on the home page."),
            Field("keywords", WordsField(), "Keywords", "Words residents use for it, one a line."),
            Field(
                "before_you_start",
                LONG,
                "Before you start",
                "What they need to have at hand, said on the first page.",
            ),
            Field("privacy", LONG, "Privacy", "Why the answers are asked for, and who sees them."),
            Field(
                "team",
                OneField("teams"),
                "Team",
                "Gets the cases, unless a rule of routing sends them to another.",
            ),
            Field(
                "lgsl",
                NUMBER,
                "Number in the Local Government Services List (LGSL)",
                "Leave it empty where the list has none.",
                deep=True,
            ),
            Field("lgil", NUMBER, "Number in the Local Government Interactions List (LGIL)", "", deep=True),
        ),
    ),
    "case": Sheet(
        ServiceDefinition,
        "case",
        (),
        (
            Field(
                "case_title",
                TEXT,
                "Title of the case",
                f"One line that tells staff what it is about. {PLACEHOLDERS}",
            ),
            Field(
                "what_happens_next",
                LONG,
                "What happens next",
                f"Said on the confirmation page and in the first message. {PLACEHOLDERS}",
            ),
        ),
    ),
    "form": Sheet(
        Form,
        "form",
        (),
        (
            Field(
                "where",
                SomeField("places"),
                "Which question says where it is?",
                "The first of these that was answered is the place of the case.",
            ),
        ),
        (
            Children("pages", "page", "Pages", "page", "In the order in which they are asked."),
            Children(
                "facts",
                "fact",
                "Look-ups",
                "look-up",
                "What is looked up from an answer and can then be used in conditions and texts.",
            ),
            Children("sums", "sum", "Totals", "total", "Answers added up, for conditions and texts."),
        ),
        (
            Inner(
                "contact", "contact", "The customer’s details", "What is asked about the customer at the end."
            ),
            Inner(
                "similar",
                "similar",
                "Reports nearby",
                "Open reports shown before sending, so that one may be joined.",
                optional=True,
            ),
        ),
    ),
    "page": Sheet(
        Page,
        "page",
        ("title", "questions", "id"),
        (
            Field(
                "title",
                TEXT,
                "Heading",
                "Leave it empty where the page has a single question: its label is the heading.",
            ),
            Field("text", LONG, "Text above the questions", "Only what helps to answer."),
            Field("when", CONDITION, "Shown when"),
            Field(
                "id",
                LINE,
                "Address of the page",
                "Lower-case words joined by hyphens; the last part of its web address.",
                deep=True,
            ),
        ),
        (
            Children(
                "questions",
                "question",
                "Questions",
                "question",
                "Usually one; several only where they are one thing.",
            ),
            Children(
                "stops",
                "stop",
                "Stops",
                "stop",
                "When somebody cannot go on from here, and what they should do instead.",
            ),
        ),
        id_field="id",
    ),
    "question": Sheet(
        Question,
        "question",
        ("label", "id"),
        (
            Field(
                "label",
                TEXT,
                "Question",
                "As you would ask somebody on the phone.",
                hints={
                    "files": "The first page lists it among what may be sent, so write what it is: "
                    "Photo of the damage."
                },
            ),
            Field(
                "hint", TextField(rows=2), "Hint", "Small print below the question that helps to answer it."
            ),
            Field("kind", OneField("kinds"), "Kind of answer"),
            Field(
                "one",
                TEXT,
                "What one entry is called",
                "In the middle of a sentence, such as child: it stands in “Add another child”.",
            ),
            Field("required", TickField(), "It has to be answered"),
            Field("longest", NumberField("characters"), "Longest answer"),
            Field(
                "least",
                NUMBER,
                "Least",
                hints={
                    "number": "The smallest number that is taken.",
                    "money": "The smallest amount that is taken, in whole pounds.",
                    "list": "The fewest entries.",
                },
            ),
            Field(
                "most",
                NUMBER,
                "Most",
                hints={
                    "number": "The largest number that is taken.",
                    "money": "The largest amount that is taken, in whole pounds.",
                    "list": "The most entries.",
                    "files": "The most photos or documents.",
                },
            ),
            Field("earliest", DayLimitField(), "Earliest day"),
            Field("latest", DayLimitField(), "Latest day"),
            Field("accepts", SomeField("accepts"), "Files that are taken"),
            Field("personal", OneField("personal"), "Personal data"),
            Field("when", CONDITION, "Asked when", "Only where it depends on an answer of an earlier page."),
            Field(
                "missing",
                TEXT,
                "What to say when it is not answered",
                "In place of the usual words.",
                deep=True,
            ),
            Field(
                "id",
                LINE,
                "Name in conditions and texts",
                "Lower-case words joined by underscores. What names it changes with it.",
                deep=True,
            ),
        ),
        (
            Children(
                "options",
                "option",
                "Options",
                "option",
                "To stop those who choose one of them, add a stop to the page.",
            ),
            Children("questions", "question", "Questions about each entry", "question"),
            Children("checks", "check", "Checks", "check", "What an answer must meet beyond its kind."),
        ),
        id_field="id",
    ),
    "option": Sheet(
        Option,
        "option",
        ("label", "value"),
        (
            Field("label", TEXT, "Option"),
            Field("hint", TextField(rows=2), "Hint"),
            Field(
                "alone",
                TickField(),
                "It can only be chosen alone",
                "Such as “None of these”, where several may be chosen. It stands at the end of the options.",
            ),
            Field("value", LINE, "Name in conditions", "Lower-case words joined by underscores.", deep=True),
        ),
        id_field="value",
    ),
    "check": Sheet(
        Check,
        "check",
        ("says",),
        (
            Field("must", CONDITION, "The answer is right when"),
            Field("says", TEXT, "What to say when it is not", "And how to put it right."),
        ),
    ),
    "stop": Sheet(
        Stop,
        "stop",
        ("title",),
        (
            Field("when", CONDITION, "Stops when"),
            Field("title", TEXT, "Heading", "Why it cannot go on."),
            Field("text", LONG, "What to do instead"),
            Field(
                "instead",
                OneField("services", "No service"),
                "Service that deals with it",
                "Offered as a button.",
            ),
            Field(
                "elsewhere",
                OneField("signposts", "Nobody else"),
                "Somebody else who deals with it",
                "One of those under “What others deal with”, offered as a button.",
            ),
        ),
    ),
    "fact": Sheet(
        Fact,
        "look-up",
        ("id",),
        (
            Field("source", OneField("sources"), "What is looked up"),
            Field("of", OneField("addresses"), "For the address given to"),
            Field(
                "stream",
                OneField("choice_questions", "None"),
                "Kind of waste given to",
                "The question whose options are the kinds of waste.",
            ),
            Field("id", LINE, "Name in conditions and texts", "Lower-case words joined by underscores."),
        ),
        id_field="id",
    ),
    "sum": Sheet(
        Sum,
        "total",
        ("id",),
        (
            Field("of", SomeField("summands"), "Answers that are added up"),
            Field("id", LINE, "Name in conditions and texts", "Lower-case words joined by underscores."),
        ),
        id_field="id",
    ),
    "contact": Sheet(
        ContactDetails,
        "customer’s details",
        (),
        (
            Field("name", OneField("wanted"), "Name"),
            Field(
                "email",
                OneField("wanted"),
                "Email address",
                "Messages go there. Where there is none, staff see on the case that nobody was told.",
            ),
            Field("phone", OneField("wanted"), "Phone number"),
            Field("reachable", TickField(), "They have to give an email address or a phone number"),
            Field("anonymous", TickField(), "They may give no details at all"),
            Field("address", SomeField("addresses"), "Which question says where they live?"),
        ),
    ),
    "similar": Sheet(
        SimilarReports,
        "reports nearby",
        (),
        (
            Field("place", OneField("map_questions"), "Question that says where"),
            Field("within_metres", NumberField("metres"), "No further away than"),
            Field("opened_within_days", NumberField("days"), "Not older than"),
            Field("same", SomeField("compared"), "Answers that have to be the same"),
            Field("shows", SomeField("compared"), "Answers that are shown to everybody"),
        ),
    ),
    "fee": Sheet(
        Fee,
        "fee",
        (),
        (
            Field("amount", PoundsField(), "Amount"),
            Field(
                "each",
                OneField("counts", "It is paid once"),
                "Paid for each",
                "The question that says how many there are.",
            ),
            Field("one", TEXT, "What each of them is", "In the middle of a sentence, such as item."),
            Field(
                "by_channel",
                ByChannelField(PoundsField()),
                "Other amounts by channel",
                "Only where a channel costs more or less.",
            ),
            Field(
                "pay",
                LONG,
                "How and when it is paid",
                "Portico says what it costs and takes no payment itself: say how people pay, and when.",
            ),
        ),
        (
            Children(
                "reductions",
                "reduction",
                "Reductions",
                "reduction",
                "The first whose condition holds counts.",
            ),
        ),
    ),
    "reduction": Sheet(
        Reduction,
        "reduction",
        ("why",),
        (
            Field("why", TEXT, "Who pays it", "As it is said to them: You get Universal Credit."),
            Field("when", CONDITION, "It holds when"),
            Field(
                "amount", PoundsField(), "They pay", "All of it, not what is taken off. 0 where it is free."
            ),
        ),
    ),
    "article": Sheet(
        Knowledge,
        "answer",
        ("question", "id"),
        (
            Field("question", TEXT, "Question", "As people ask it."),
            Field("answer", TextField(rows=8), "Answer"),
            Field("for", OneField("readers"), "Shown to"),
            Field("id", LINE, "Name", "Lower-case words joined by hyphens.", deep=True),
        ),
        id_field="id",
    ),
    "signpost": Sheet(
        Elsewhere,
        "signpost",
        ("what", "id"),
        (
            Field("what", TEXT, "What it is", "A street light on a main road."),
            Field("who", TEXT, "Who deals with it"),
            Field(
                "address",
                LINE,
                "Their web page",
                "Beginning with https://. How often it is followed is counted.",
            ),
            Field("text", LONG, "How to reach them otherwise", "Or what to have at hand."),
            Field("id", LINE, "Name", "Lower-case words joined by hyphens.", deep=True),
        ),
        id_field="id",
    ),
    "workflow": Sheet(
        Workflow,
        "workflow",
        (),
        (),
        (
            Children("moves", "move", "Moves", "move", "What staff, or the customer, can do with a case."),
            Children("outcomes", "outcome", "Outcomes", "outcome", "How a case can end."),
        ),
    ),
    "move": Sheet(
        Move,
        "move",
        ("label", "id"),
        (
            Field(
                "label",
                TEXT,
                "Label of the button",
                "Begins with a verb: Accept, Refuse, Ask for an inspection.",
            ),
            Field(
                "from",
                SomeField("stages"),
                "It can be made in",
                "Receive: it came in. Review: is it complete, and may they have it? Decision: yes or no. "
                "Allocation: who does it? Progress: it is being done. Completion: it is finished. "
                "A service need not use them all.",
            ),
            Field("to", OneField("stages"), "It leads to"),
            Field("by", SomeField("movers"), "Who may make it"),
            Field("asks", SomeField("asks"), "What has to be written down with it"),
            Field(
                "outcome",
                OneField("outcomes", "None: the case goes on"),
                "Outcome",
                "For a move that leads to completion.",
            ),
            Field("tells", OneField("messages", "No message"), "Message to the customer"),
            Field(
                "tells_followers",
                OneField("messages", "No message"),
                "Message to those who added themselves",
                "To others who joined a report nearby instead of making their own.",
            ),
            Field(
                "shown", TEXT, "Line on the customer’s time line", "Without it the move is not shown to them."
            ),
            Field(
                "within_days",
                NumberField("days"),
                "Open to the customer for",
                "For a customer’s reopening: days after completion.",
            ),
            Field("id", LINE, "Name", "Lower-case words joined by hyphens.", deep=True),
        ),
        id_field="id",
    ),
    "outcome": Sheet(
        Outcome,
        "outcome",
        ("label", "id"),
        (
            Field("label", TEXT, "Outcome"),
            Field("fulfilled", TickField(), "The customer got what they asked for"),
            Field(
                "appeal",
                LONG,
                "What somebody can do who disagrees",
                "Shown with the outcome; ((appeal)) in messages.",
            ),
            Field("id", LINE, "Name", "Lower-case words joined by hyphens.", deep=True),
        ),
        id_field="id",
    ),
    "deadline": Sheet(
        Deadline,
        "deadline",
        (),
        (
            Field("usual", DurationField(), "A request is dealt with within"),
            Field(
                "by_channel",
                ByChannelField(DurationField()),
                "Other deadlines by channel",
                "Only where a channel takes longer or is quicker.",
            ),
            Field("warn", DurationField(), "Staff are warned before it is due by"),
            Field("escalate", DurationField(), "A case becomes urgent when it is late by"),
        ),
    ),
    "route": Sheet(
        Route,
        "route",
        ("team",),
        (
            Field("when", CONDITION, "A case goes there when"),
            Field("team", OneField("teams"), "Team"),
        ),
    ),
    "priority": Sheet(
        Priority,
        "rule of priority",
        ("why", "level"),
        (
            Field("when", CONDITION, "A case is so when"),
            Field("level", OneField("levels"), "Priority"),
            Field("why", TEXT, "Why", "Shown to staff beside it."),
            Field(
                "deadline",
                DurationField(),
                "Dealt with within",
                "In place of the usual deadline, whatever the channel.",
            ),
        ),
    ),
    "message": Sheet(
        Message,
        "message",
        ("subject",),
        (
            Field("subject", TEXT, "Subject", PLACEHOLDERS),
            Field("body", TextField(rows=12), "Text"),
        ),
    ),
    "retention": Sheet(
        Retention,
        "retention",
        (),
        (
            Field("keep", DurationField(), "A finished case is kept for"),
            Field("basis", TextField(rows=2), "Why that is lawful"),
        ),
    ),
}


@dataclass(frozen=True)
class Section:
    """A part of the page on which a whole service is changed. `path` leads to its part of the definition."""

    id: str
    title: str
    path: Path
    sheet: str
    """The sheet of the part at `path`; of its items where `children` is given."""
    children: Children | None = None
    optional: bool = False
    purpose: str = ""
    """What the section is for, in a line; that of a list says its `children`."""

    @property
    def hint(self) -> str:
        """What the section is for."""
        return self.purpose or (self.children.hint if self.children else "")


KNOWLEDGE = Children(
    "knowledge",
    "article",
    "Answers to questions",
    "answer",
    "Questions that people ask about it; some for staff only.",
)
SIGNPOSTS = Children(
    "elsewhere",
    "signpost",
    "What others deal with",
    "signpost",
    "What people look for here and somebody else deals with.",
)
MESSAGES = Children(
    "messages",
    "message",
    "Messages",
    "message",
    "“received” goes out when the request is in, “question” when staff ask, “joined” to somebody who adds "
    "themselves to a report; the others with the moves that name them.",
)
ROUTES = Children(
    "routing",
    "route",
    "Routing",
    "route",
    "Sends a new case to another team; the first whose condition holds counts.",
)
PRIORITIES = Children(
    "priority",
    "priority",
    "Priority",
    "rule",
    "Puts a new case before others; the first whose condition holds counts.",
)
SECTIONS: tuple[Section, ...] = (
    Section(
        "about",
        "About the service",
        (),
        "about",
        purpose="What it is called, where it is listed, and whose its cases are.",
    ),
    Section("form", "The form", ("form",), "form", purpose="What people are asked, page by page."),
    Section("fee", "Fee", ("fee",), "fee", optional=True, purpose="What it costs, and who pays less."),
    Section("knowledge", KNOWLEDGE.title, ("knowledge",), "article", KNOWLEDGE),
    Section("elsewhere", SIGNPOSTS.title, ("elsewhere",), "signpost", SIGNPOSTS),
    Section(
        "case",
        "The case",
        (),
        "case",
        purpose="How staff know one request from another, and what the customer is told comes next.",
    ),
    Section(
        "workflow",
        "How it is worked",
        ("workflow",),
        "workflow",
        purpose="What staff, and the customer, can do with a request: each move is a button.",
    ),
    Section("messages", MESSAGES.title, ("messages",), "message", MESSAGES),
    Section("deadline", "Deadline", ("deadline",), "deadline", purpose="By when a request is dealt with."),
    Section("routing", ROUTES.title, ("routing",), "route", ROUTES),
    Section("priority", PRIORITIES.title, ("priority",), "priority", PRIORITIES),
    Section(
        "retention",
        "Retention",
        ("retention",),
        "retention",
        purpose="How long a request is kept after it is finished, and by what right.",
    ),
)


def section_of(path: Path) -> Section:
    """The section that a part of a definition belongs to; that of the service itself for its own fields."""
    first = path[0] if path else "about"
    for section in SECTIONS:
        if first in {section.id, *section.path[:1]}:
            return section
    return next((section for section in SECTIONS if _has(section, first)), SECTIONS[0])


def _has(section: Section, field: str) -> bool:
    return not section.path and SHEETS[section.sheet].field(field) is not None


def data_path(path: Path) -> Path:
    """Where in the definition a part stands: sections of the service's own fields are the whole of it."""
    return () if len(path) == 1 and not section_of(path).path else path


def sheet_at(path: Path) -> Sheet | None:
    """The sheet of the part at `path`; none where that is no part with a sheet (a list, a single field)."""
    section = section_of(path)
    sheet = SHEETS[section.sheet]
    steps = path[1:]
    if section.children is not None:
        if not steps:
            return None
        steps = steps[1:]
    while steps:
        inner = next((one for one in sheet.inner if one.name == steps[0]), None)
        below = next((one for one in sheet.children if one.name == steps[0]), None)
        if inner is not None:
            sheet, steps = SHEETS[inner.sheet], steps[1:]
        elif below is not None and len(steps) > 1:
            sheet, steps = SHEETS[below.sheet], steps[2:]
        else:
            return None
    return sheet if path and path[0] in {section.id, *section.path} else None


def children_at(path: Path) -> Children | None:
    """What the list, or mapping, at `path` holds; none where it is none."""
    section = section_of(path)
    if section.children is not None and path == section.path:
        return section.children
    around = sheet_at(path[:-1]) if path[:-1] else None
    if around is None:
        return None
    return next((one for one in around.children if one.name == path[-1]), None)


def fields_of(sheet: Sheet, part: Mapping[str, Any]) -> tuple[Field, ...]:
    """The fields that a part has; of a question those that its kind has."""
    if sheet.model is not Question:
        return sheet.fields
    return tuple(field for field in sheet.fields if has_field(part.get("kind"), field.name))


def children_of(sheet: Sheet, part: Mapping[str, Any]) -> tuple[Children, ...]:
    """The lists that a part has; of a question those that its kind has."""
    if sheet.model is not Question:
        return sheet.children
    return tuple(one for one in sheet.children if has_field(part.get("kind"), one.name))


def has_field(kind: Any, field: str) -> bool:
    """Whether a question of that kind has that field."""
    if field not in _ONLY_SOME:
        return True
    known = KINDS.get(kind) if isinstance(kind, str) else None
    return known is not None and field in known.fields


_ONLY_SOME = frozenset().union(*(kind.fields for kind in KINDS.values()))
