"""What a condition or a text may refer to, by where in the form it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from portico.records.catalogue.definition.facts import FACT_FIELDS
from portico.records.catalogue.definition.form import Fact, HasForm, Question
from portico.records.catalogue.expressions.kinds import DATE, MONEY, NUMBER, YES_NO, Kind, Scope
from portico.records.catalogue.expressions.tree import ENTRY
from portico.records.catalogue.kinds import IN_ENTRIES, KINDS
from portico.records.catalogue.sums import asked_first, kind_of_sum


class Scopes:
    """The scopes of one service or life event: what is known when each page is reached, and after it."""

    def __init__(self, definition: HasForm) -> None:
        self.definition = definition
        self.kinds: dict[str, Kind] = {}
        for page in definition.form.pages:
            for question in page.questions:
                # Of two questions with the same id, which is a mistake told elsewhere, the first counts.
                self.kinds.setdefault(question.id, kind_of_question(question))
        self.facts = {fact.id: kind_of_fact(fact) for fact in definition.form.facts}
        for one in definition.form.sums:
            total = MONEY if kind_of_sum(definition, one) == "money" else NUMBER
            self.facts.setdefault(one.id, Kind("record", fields={"total": total}))
        self.page_of = {
            question.id: number
            for number, page in enumerate(definition.form.pages)
            for question in page.questions
        }

    def before(self, page: int) -> Scope:
        """What is known when page number `page` is reached."""
        return self._known(lambda number: number < page)

    def after(self, page: int) -> Scope:
        """What is known when page number `page` has been answered."""
        return self._known(lambda number: number <= page)

    def at(self, page: int, question: int) -> Scope:
        """What is known when the answer to a question of a page is checked: it, and those before it.

        Facts about answers of the same page are not yet looked up.
        """
        before = self.before(page)
        here = [one.id for one in self.definition.form.pages[page].questions[: question + 1]]
        answers = {**before.answers, **{id: self.kinds[id] for id in here if id in self.kinds}}
        return Scope(answers, before.facts, before.later - set(here))

    def in_entry(self, question: Question, asked: int) -> Scope:
        """What a condition on question number `asked` of a list knows: those before it, of the same entry."""
        return Scope({}, {}, entries={ENTRY: kind_of_entry(question.questions[:asked])})

    def in_entry_with(self, question: Question, asked: int) -> Scope:
        """What is known when the answer to question number `asked` of a list is checked."""
        return Scope({}, {}, entries={ENTRY: kind_of_entry(question.questions[: asked + 1])})

    def everything(self) -> Scope:
        """What is known when the form has been sent."""
        return Scope(self.kinds, self.facts)

    def _known(self, reached: Callable[[int], bool]) -> Scope:
        answers = {id: kind for id, kind in self.kinds.items() if reached(self.page_of[id])}
        facts = {
            fact.id: self.facts[fact.id]
            for fact in self.definition.form.facts
            if all(id in answers for id in _questions_of(fact))
        }
        for one in self.definition.form.sums:
            if all(asked_first(summand) in answers for summand in one.of):
                facts.setdefault(one.id, self.facts[one.id])
        return Scope(
            answers, facts, frozenset(self.kinds) - set(answers) | frozenset(self.facts) - set(facts)
        )


def kind_of_question(question: Question) -> Kind:
    """What conditions see of the answer to a question."""
    return KINDS[question.kind].seen(question)


def kind_of_entry(questions: Sequence[Question]) -> Kind:
    """What conditions see of one entry of a list that asks `questions`."""
    fields = {one.id: kind_of_question(one) for one in questions if one.kind in IN_ENTRIES}
    return Kind("record", fields=fields)


def kind_of_fact(fact: Fact) -> Kind:
    """What conditions see of a fact."""
    by_name = {"yes_no": YES_NO, "date": DATE, "number": NUMBER}
    return Kind("record", fields={name: by_name[kind] for name, kind in FACT_FIELDS[fact.source].items()})


def _questions_of(fact: Fact) -> Iterable[str]:
    yield fact.of
    if fact.stream is not None:
        yield fact.stream
