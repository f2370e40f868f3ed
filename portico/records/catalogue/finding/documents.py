"""What can be found, as texts by weight: a service, a life event, an answer, a signpost, a page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import sqrt

from portico.records.catalogue.definition.form import Question
from portico.records.catalogue.definition.life_events import LifeEvent
from portico.records.catalogue.definition.service import ServiceDefinition
from portico.records.catalogue.definition.text import Text
from portico.records.catalogue.finding.spelling import joined_words_in, stem, words_in
from portico.records.catalogue.words import SAY_NOTHING

NAME, KEYWORDS, SUMMARY, ASKED, GROUP, ELSEWHERE, FORM, ANSWER = 4.0, 4.0, 2.0, 1.2, 0.8, 0.8, 0.4, 0.3
"""What a word counts by where it stands; docs/explanation/finding.md lists them."""


@dataclass(frozen=True)
class Document:
    """One thing that can be found: the weight of each word in it, and of each two words side by side."""

    key: tuple[str, ...]
    """What it is: `("service", "missed-bin")`, `("answer", "missed-bin", "tag")`, `("page", "bin-day")`,
    `("life_event", "moving-in")`."""
    title: Text
    text: Text | None
    group: str = ""
    """The group of a service."""
    address: str = ""
    """Where a page or a signpost leads."""
    words: Mapping[str, float] = field(default_factory=dict, repr=False, compare=False)
    """Weight by word as it is written."""
    stems: Mapping[str, float] = field(default_factory=dict, repr=False, compare=False)
    """Weight by stem."""
    pairs: Mapping[str, float] = field(default_factory=dict, repr=False, compare=False)
    """Weight by two stems that stand side by side."""


class _Weighing:
    """Gathers the weights of one document."""

    def __init__(self) -> None:
        self.words: dict[str, float] = defaultdict(float)
        self.stems: dict[str, float] = defaultdict(float)
        self.pairs: dict[str, float] = defaultdict(float)

    def add(self, text: str | None, weight: float, usual_length: int) -> None:
        """Add a text; in one longer than usual a word counts for less, in a shorter one for more."""
        written = [word for word in words_in(text or "") if word not in SAY_NOTHING]
        if not written:
            return
        each = weight / sqrt(max(len(written), 1) / usual_length)
        stems = [stem(word) for word in written]
        # A word said ten times in one text is not ten times as much what the text is about.
        for word in {*written, *joined_words_in(text or "")}:
            self.words[word] += each
        for one in {*stems, *(stem(word) for word in joined_words_in(text or ""))}:
            self.stems[one] += each
        for pair in {f"{one} {two}" for one, two in pairwise(stems)}:
            self.pairs[pair] += each

    def add_text(self, text: Text | None, weight: float, usual_length: int) -> None:
        """Add a text in each of its languages."""
        if text is not None:
            self.add(text.en, weight, usual_length)
            self.add(text.cy, weight, usual_length)


def documents_of(definition: ServiceDefinition, group: Text | None) -> Iterator[Document]:
    """The service, its answers for everybody, and its signposts. `group` is the title of its group."""
    yield _service(definition, group)
    for one in definition.knowledge:
        if one.for_ == "everybody":
            weighing = _Weighing()
            weighing.add_text(one.question, NAME, 5)
            weighing.add_text(one.answer, SUMMARY, 20)
            weighing.add_text(definition.name, SUMMARY, 5)
            key = ("answer", definition.id, one.id)
            yield _document(weighing, key, one.question, one.answer, group=definition.group)
    for signpost in definition.elsewhere:
        weighing = _Weighing()
        weighing.add_text(signpost.what, NAME, 5)
        weighing.add_text(signpost.who, SUMMARY, 5)
        weighing.add_text(signpost.text, ASKED, 20)
        key = ("signpost", definition.id, signpost.id)
        address = signpost.address or ""
        yield _document(weighing, key, signpost.what, signpost.who, group=definition.group, address=address)


def life_event_document(event: LifeEvent) -> Document:
    """A life event, found by its title, its summary, its keywords and why it leads to which service."""
    weighing = _Weighing()
    weighing.add_text(event.title, NAME, 5)
    for keyword in event.keywords:
        weighing.add(keyword, KEYWORDS, 2)
    weighing.add_text(event.summary, SUMMARY, 10)
    for service in event.services:
        weighing.add_text(service.why, ANSWER, 10)
    return _document(weighing, ("life_event", event.id), event.title, event.summary)


def page_document(*, key: str, title: Text, text: Text, words: Sequence[str], address: str) -> Document:
    """A page of Portico, found by its title, its text and the words residents use for it."""
    weighing = _Weighing()
    weighing.add_text(title, NAME, 5)
    weighing.add_text(text, SUMMARY, 10)
    for keyword in words:
        weighing.add(keyword, KEYWORDS, 2)
    return _document(weighing, ("page", key), title, text, address=address)


def _service(definition: ServiceDefinition, group: Text | None) -> Document:
    weighing = _Weighing()
    weighing.add_text(definition.name, NAME, 5)
    for keyword in definition.keywords:
        weighing.add(keyword, KEYWORDS, 2)
    weighing.add_text(definition.summary, SUMMARY, 10)
    weighing.add_text(group, GROUP, 3)
    for one in definition.knowledge:
        if one.for_ == "everybody":
            weighing.add_text(one.question, ASKED, 5)
            weighing.add_text(one.answer, ANSWER, 20)
    for signpost in definition.elsewhere:
        weighing.add_text(signpost.what, ELSEWHERE, 5)
    for text in _texts_of_form(definition):
        weighing.add_text(text, FORM, 5)
    weighing.add_text(definition.before_you_start, ANSWER, 20)
    key = ("service", definition.id)
    return _document(weighing, key, definition.name, definition.summary, group=definition.group)


def _texts_of_form(definition: ServiceDefinition) -> Iterator[Text]:
    for page in definition.form.pages:
        if page.title:
            yield page.title
        yield from _texts_of_questions(page.questions)


def _texts_of_questions(questions: Iterable[Question]) -> Iterator[Text]:
    for question in questions:
        yield question.label
        yield from (option.label for option in question.options)
        yield from _texts_of_questions(question.questions)


def _document(
    weighing: _Weighing,
    key: tuple[str, ...],
    title: Text,
    text: Text | None,
    *,
    group: str = "",
    address: str = "",
) -> Document:
    return Document(
        key, title, text, group, address, dict(weighing.words), dict(weighing.stems), dict(weighing.pairs)
    )
