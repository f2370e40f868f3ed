"""Checks life events: their questions and conditions, the services they lead to, the facts these share."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from portico.records.catalogue.definition.form import Question
from portico.records.catalogue.definition.life_events import LifeEvent, LifeEvents, SharedFact
from portico.records.catalogue.definition.service import ServiceDefinition
from portico.records.catalogue.expressions.kinds import unknown_name
from portico.records.catalogue.reading.check_conditions import Placed as PlacedCondition
from portico.records.catalogue.reading.check_conditions import check_condition
from portico.records.catalogue.reading.check_form import check_question, unique
from portico.records.catalogue.reading.check_texts import Placed as PlacedText
from portico.records.catalogue.reading.check_texts import check_text, texts_of_question
from portico.records.catalogue.reading.problems import Problems, Where
from portico.records.catalogue.reading.scopes import Scopes

DefinitionOf = Callable[[str], ServiceDefinition | None]
"""The definition of the service with that id; none where there is none, or where it cannot be read."""

KINDS_ASKED = frozenset({"choice", "choices", "yes_no", "number", "date"})
"""Kinds of the questions of a life event: short ones, answered in one step."""

NEVER_SHARED = frozenset({"files", "declaration", "list"})
"""Kinds whose answers belong to one form: files, what is agreed to, and lists, each of which asks its own."""

RESERVED_IDS = frozenset({"return"})
"""Ids that no life event can have: their addresses are taken."""


def check_life_events(
    events: LifeEvents, problems: Problems, services: frozenset[str] | None, definition_of: DefinitionOf
) -> None:
    """Note everything in life events of the right shape that does not fit together.

    `services` are the ids that exist, none where that cannot be known.
    """
    unique([event.id for event in events.events], ("events",), "life event", problems)
    for number, event in enumerate(events.events):
        at: Where = ("events", number)
        if event.id in RESERVED_IDS:
            problems.add((*at, "id"), f"“{event.id}” is an address of Portico's own.", "Choose another id.")
        _check_questions(event, at, problems)
        _check_services(event, at, services, problems)
        unique([one.id for one in event.elsewhere], (*at, "elsewhere"), "signpost", problems)
        for placed in _conditions_in(event, at):
            check_condition(event, placed, problems)
        _check_texts(event, at, problems)
        _Facts(event, at, definition_of, problems).check()


def _check_questions(event: LifeEvent, at: Where, problems: Problems) -> None:
    unique([one.id for one in event.questions], (*at, "questions"), "question", problems)
    for number, question in enumerate(event.questions):
        here = (*at, "questions", number)
        if question.kind not in KINDS_ASKED:
            problems.add(
                (*here, "kind"),
                f"A life event cannot ask a question of kind {question.kind}.",
                f"Use one of: {', '.join(sorted(KINDS_ASKED))}. The services ask everything else.",
            )
            continue
        if question.checks:
            problems.add((*here, "checks"), "A question of a life event has no “checks”.", "Leave them out.")
        check_question(question, here, problems)


def _check_services(event: LifeEvent, at: Where, services: frozenset[str] | None, problems: Problems) -> None:
    unique([one.service for one in event.services], (*at, "services"), "service", problems, "service")
    for number, one in enumerate(event.services):
        if services is not None and one.service not in services:
            error = unknown_name(one.service, services, "service")
            problems.add((*at, "services", number, "service"), error.problem, error.remedy)


def _conditions_in(event: LifeEvent, at: Where) -> Iterator[PlacedCondition]:
    scopes = Scopes(event)
    everything = scopes.everything()
    for number, question in enumerate(event.questions):
        if question.when is not None:
            path = (*at, "questions", number, "when")
            effect = "the question is always asked", "nobody is ever asked this question"
            yield PlacedCondition(question.when, path, scopes.before(number), *effect)
    for number, one in enumerate(event.services):
        if one.when is not None:
            path = (*at, "services", number, "when")
            effect = "everybody is led to the service", "nobody is ever led to the service"
            yield PlacedCondition(one.when, path, everything, *effect)
    for number, signpost in enumerate(event.elsewhere):
        if signpost.when is not None:
            path = (*at, "elsewhere", number, "when")
            yield PlacedCondition(signpost.when, path, everything, "everybody sees it", "nobody ever sees it")


def _check_texts(event: LifeEvent, at: Where, problems: Problems) -> None:
    bilingual = event.title.cy is not None
    for placed in _texts_in(event, at):
        check_text(placed, frozenset(), problems)
        name = placed.path[-1]
        if bilingual and placed.text.cy is None:
            problems.add(
                placed.path,
                f"“{name}” is not in Welsh, and the title of the life event is.",
                "Add “cy”, or leave Welsh out of the whole life event.",
            )
        if not bilingual and placed.text.cy is not None:
            problems.add(
                placed.path,
                f"“{name}” is in Welsh, and the title of the life event is not.",
                "Give the life event a Welsh title and every text in Welsh, or leave “cy” out.",
            )


def _texts_in(event: LifeEvent, at: Where) -> Iterator[PlacedText]:
    yield PlacedText(event.title, (*at, "title"))
    yield PlacedText(event.summary, (*at, "summary"))
    if event.intro is not None:
        yield PlacedText(event.intro, (*at, "intro"), one_line=False)
    for number, question in enumerate(event.questions):
        for text, path, one_line in texts_of_question(question):
            yield PlacedText(text, (*at, "questions", number, *path), one_line=one_line)
    for number, one in enumerate(event.services):
        yield PlacedText(one.why, (*at, "services", number, "why"))
    for number, entry in enumerate(event.elsewhere):
        yield PlacedText(entry.what, (*at, "elsewhere", number, "what"))
        yield PlacedText(entry.who, (*at, "elsewhere", number, "who"))
        if entry.text is not None:
            yield PlacedText(entry.text, (*at, "elsewhere", number, "text"), one_line=False)


class _Facts:
    """The check of the facts of one life event: questions that exist, are alike, and are each named once."""

    def __init__(self, event: LifeEvent, at: Where, definition_of: DefinitionOf, problems: Problems) -> None:
        self.event = event
        self.at = (*at, "facts")
        self.problems = problems
        self.definitions = {one.service: definition_of(one.service) for one in event.services}
        self.taken: dict[tuple[str, str], str] = {}
        """Of each question, by its service, the fact that it is about."""

    def check(self) -> None:
        """Note everything that is wrong with them."""
        unique([fact.id for fact in self.event.facts], self.at, "fact", self.problems)
        for number, fact in enumerate(self.event.facts):
            self._check_fact(fact, (*self.at, number))

    def _check_fact(self, fact: SharedFact, at: Where) -> None:
        if fact.here is None and len(fact.asked) == 1:
            self.problems.add(
                (*at, "asked"),
                f"The fact “{fact.id}” is asked by one service only.",
                "Name another service that asks it, or leave the fact out.",
            )
        first: Question | None = None
        if fact.here is not None:
            first = self._question_here(fact.here, (*at, "here"))
        for service, id in fact.asked.items():
            path = (*at, "asked", service)
            question = self._question_of(service, id, path)
            if question is None:
                continue
            self._check_taken(fact, service, id, path)
            if question.kind in NEVER_SHARED:
                self.problems.add(
                    path,
                    f"“{id}” of {service} is of kind {question.kind}, which each form asks for itself.",
                    "Leave it out.",
                )
            elif first is None:
                first = question
            else:
                self._check_alike(first, question, fact, path)

    def _question_here(self, id: str, path: Where) -> Question | None:
        try:
            return self.event.question(id)
        except KeyError:
            error = unknown_name(id, [one.id for one in self.event.questions], "question")
            self.problems.add(path, error.problem, error.remedy)
            return None

    def _question_of(self, service: str, id: str, path: Where) -> Question | None:
        if service not in self.definitions:
            error = unknown_name(service, self.definitions, "service")
            self.problems.add(path, f"The life event does not lead to a service “{service}”.", error.remedy)
            return None
        definition = self.definitions[service]
        if definition is None:
            return None
        try:
            return definition.question(id)
        except KeyError:
            error = unknown_name(id, [one.id for one in definition.questions()], "question")
            self.problems.add(path, f"The service {service} has no question “{id}”.", error.remedy)
            return None

    def _check_taken(self, fact: SharedFact, service: str, id: str, path: Where) -> None:
        other = self.taken.setdefault((service, id), fact.id)
        if other != fact.id:
            self.problems.add(
                path, f"“{id}” of {service} is the fact “{other}” already.", "Name it in one fact only."
            )

    def _check_alike(self, first: Question, question: Question, fact: SharedFact, path: Where) -> None:
        """Note where an answer to `first` would not be one to `question`."""
        if first.kind != question.kind:
            self.problems.add(
                path,
                f"“{question.id}” is of kind {question.kind}, and “{first.id}” is of kind {first.kind}.",
                f"Name questions of one kind for the fact “{fact.id}”, or make two facts of it.",
            )
            return
        # What is asked here may offer fewer options than the service; two services must offer the same.
        offered = {option.value for option in question.options}
        missing = {option.value for option in first.options} - offered
        if fact.here is None:
            missing |= offered - {option.value for option in first.options}
        if missing:
            self.problems.add(
                path,
                f"“{question.id}” and “{first.id}” do not offer the same: {', '.join(sorted(missing))}.",
                "Name questions with the same options, or leave this one out.",
            )
