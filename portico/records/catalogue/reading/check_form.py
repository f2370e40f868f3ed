"""Checks the form of a definition: ids, what each kind of question needs, and references between parts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from portico.records.catalogue.dates import limit
from portico.records.catalogue.definition.form import Question
from portico.records.catalogue.definition.service import ServiceDefinition
from portico.records.catalogue.expressions.kinds import unknown_name
from portico.records.catalogue.kinds import IN_ENTRIES, KINDS, kinds_with
from portico.records.catalogue.kinds.entries import MOST_ENTRIES
from portico.records.catalogue.reading.problems import Problems, Where
from portico.records.catalogue.sums import question_of

RESERVED_PAGES = frozenset(
    {
        "already-reported",
        "check",
        "giving-details",
        "reaching-you",
        "save",
        "sent",
        "start",
        "stopped",
        "what-we-hold",
        "your-name",
    }
)
"""Last parts of the addresses of pages that every form has."""

RESERVED_IDS = frozenset({"return"})
"""Ids that no service can have: their addresses are taken."""

MOST_FILES = 10
_FIELDS = tuple(sorted(frozenset().union(*(kind.fields for kind in KINDS.values()))))
"""Fields of a question that only some kinds have."""
_NO_LESS = {"ordinary": ("ordinary", "special"), "special": ("special",)}
"""What `personal` may say where the kind wants this much."""
_SOME_DAY = date(2026, 3, 2)


def check_form(definition: ServiceDefinition, problems: Problems) -> None:
    """Note what is wrong with pages, questions, facts and what the rest of the form refers to."""
    pages = definition.form.pages
    if definition.id in RESERVED_IDS:
        problems.add(("id",), f"“{definition.id}” is an address of Portico's own.", "Choose another id.")
    unique([page.id for page in pages], ("form", "pages"), "page", problems)
    _check_question_ids(definition, problems)
    for number, page in enumerate(pages):
        at: Where = ("form", "pages", number)
        if page.id in RESERVED_PAGES:
            problems.add((*at, "id"), f"Every form has a page “{page.id}” of its own.", "Choose another id.")
        if len(page.questions) > 1 and page.title is None:
            problems.add(
                at, f"The page “{page.id}” has several questions and no title.", "Add a title to the page."
            )
        for place, question in enumerate(page.questions):
            check_question(question, (*at, "questions", place), problems)
            if question.kind == "list" and len(page.questions) > 1:
                problems.add(
                    (*at, "questions", place),
                    f"The list “{question.id}” shares its page with other questions.",
                    "Give it a page of its own.",
                )
        for order, stop in enumerate(page.stops):
            if stop.instead == definition.id:
                problems.add(
                    (*at, "stops", order, "instead"),
                    "The stop offers the service that it stops.",
                    "Name another service, or leave “instead” out.",
                )
            if stop.elsewhere is not None:
                _check_signpost(definition, stop.elsewhere, (*at, "stops", order, "elsewhere"), problems)
    unique([one.id for one in definition.elsewhere], ("elsewhere",), "signpost", problems)
    unique([one.id for one in definition.knowledge], ("knowledge",), "question", problems)
    _check_facts(definition, problems)
    _check_contact(definition, problems)
    _check_similar(definition, problems)
    questions_of_kind(definition, definition.form.where, {"address", "place"}, ("form", "where"), problems)
    _check_fee(definition, problems)


def check_question(question: Question, at: Where, problems: Problems) -> None:
    """Note what a question has too much or too little of for its kind."""
    kind = KINDS[question.kind]
    for field in _FIELDS:
        if getattr(question, field) not in (None, ()) and field not in kind.fields:
            problems.add(
                (*at, field),
                f"A question of kind {question.kind} has no “{field}”.",
                f"Leave it out; it is for {' and '.join(kinds_with(field))}.",
            )
    if "options" in kind.fields:
        if len(question.options) < 2:
            problems.add(
                at, f"The question “{question.id}” has fewer than two options.", "Add options to choose from."
            )
        unique([option.value for option in question.options], (*at, "options"), "option", problems, "value")
        _check_alone(question, at, problems)
    if question.kind == "files" and not question.accepts:
        problems.add(
            at,
            f"The question “{question.id}” does not say which files it accepts.",
            "Add accepts: [image, pdf, document], or some of them.",
        )
    if question.kind == "files" and question.most is not None and not 1 <= question.most <= MOST_FILES:
        problems.add(
            (*at, "most"), f"{question.most} files cannot be asked for.", f"Write 1 to {MOST_FILES}."
        )
    if question.kind == "list":
        _check_list(question, at, problems)
    if question.kind == "declaration" and not question.required:
        problems.add(
            (*at, "required"), "A declaration that need not be agreed to says nothing.", "Leave it out."
        )
    if question.personal not in _NO_LESS.get(kind.personal, (question.personal,)):
        _want_personal(question, kind.personal, at, problems)
    if question.least is not None and question.most is not None and question.least > question.most:
        problems.add((*at, "least"), "“least” is larger than “most”.", "Swap them.")
    if question.missing is not None and not question.required:
        problems.add((*at, "missing"), "“missing” is never said: the question is optional.", "Leave it out.")
    _check_days(question, at, problems)


def _check_alone(question: Question, at: Where, problems: Problems) -> None:
    """Note what is wrong with options that can only be chosen alone."""
    alone = [place for place, option in enumerate(question.options) if option.alone]
    if not alone:
        return
    first: Where = (*at, "options", alone[0], "alone")
    if question.kind != "choices":
        problems.add(
            first,
            f"Of the options of a question of kind {question.kind} one is chosen alone anyhow.",
            "Leave “alone” out; it is for choices.",
        )
    elif len(alone) == len(question.options):
        problems.add(
            first,
            f"Each option of “{question.id}” can only be chosen alone.",
            "Write kind: choice, and leave “alone” out.",
        )
    elif alone[0] < len(question.options) - len(alone):
        problems.add(
            first,
            "An option that can only be chosen alone stands before others.",
            "Move it to the end of the options.",
        )


def _check_list(question: Question, at: Where, problems: Problems) -> None:
    """Note what is wrong with a list: what it is a list of, and what is asked of each entry."""
    if question.one is None:
        problems.add(
            at,
            f"The list “{question.id}” does not say what one entry is called.",
            "Add “one” with a word such as child: it stands in “Add another child”.",
        )
    if not question.questions:
        problems.add(
            at,
            f"The list “{question.id}” asks nothing of its entries.",
            "Add “questions”, written as on a page.",
        )
    for field, number in (("least", question.least), ("most", question.most)):
        if number is not None and not 1 <= number <= MOST_ENTRIES:
            problems.add((*at, field), f"A list cannot have {number} entries.", f"Write 1 to {MOST_ENTRIES}.")
    unique([asked.id for asked in question.questions], (*at, "questions"), "question", problems)
    for place, asked in enumerate(question.questions):
        below: Where = (*at, "questions", place)
        if asked.kind not in IN_ENTRIES:
            problems.add(
                (*below, "kind"),
                f"A question of kind {asked.kind} cannot be asked of each entry of a list.",
                f"Use one of: {', '.join(sorted(IN_ENTRIES))}.",
            )
            continue
        if asked.personal == "special" and question.personal != "special":
            problems.add(
                at,
                f"The list “{question.id}” asks for “{asked.id}”, which is special, and is not itself.",
                "Write personal: special for the list: it is shown and hidden as a whole.",
            )
        check_question(asked, below, problems)


def _want_personal(question: Question, wanted: str, at: Where, problems: Problems) -> None:
    """Note that the answer to a question says more about a person than its `personal` does."""
    if wanted == "special":
        problems.add(
            (*at, "personal") if "personal" in question.model_fields_set else at,
            f"The answer to a question of kind {question.kind} is only for those who work the case.",
            "Write personal: special.",
        )
    else:
        problems.add(
            (*at, "personal"),
            f"The answer to a question of kind {question.kind} is always personal.",
            "Leave “personal” out.",
        )


def _check_days(question: Question, at: Where, problems: Problems) -> None:
    days = {}
    for field in ("earliest", "latest"):
        text = getattr(question, field)
        if text is None:
            continue
        try:
            days[field] = limit(text, _SOME_DAY)
        except (ValueError, OverflowError):
            problems.add(
                (*at, field),
                f"“{text}” is no day.",
                "Write '2026-04-01', today, today-30 or today+14.",
            )
    same_sort = {("today" in str(getattr(question, field))) for field in days}
    if len(days) == 2 and len(same_sort) == 1 and days["earliest"] > days["latest"]:
        problems.add((*at, "earliest"), "“earliest” is after “latest”.", "Swap them.")


def _check_question_ids(definition: ServiceDefinition, problems: Problems) -> None:
    seen: set[str] = set()
    for number, page in enumerate(definition.form.pages):
        for place, question in enumerate(page.questions):
            if question.id in seen:
                problems.add(
                    ("form", "pages", number, "questions", place, "id"),
                    f"There are two questions “{question.id}”.",
                    "Give each question of the form an id of its own.",
                )
            seen.add(question.id)


def _check_facts(definition: ServiceDefinition, problems: Problems) -> None:
    unique([fact.id for fact in definition.form.facts], ("form", "facts"), "fact", problems)
    _check_sums(definition, problems)
    for number, fact in enumerate(definition.form.facts):
        at: Where = ("form", "facts", number)
        questions_of_kind(definition, [fact.of], {"address"}, (*at, "of"), problems)
        if fact.stream is None:
            problems.add(
                at,
                f"The fact “{fact.id}” does not say which question chooses the kind of waste.",
                "Add “stream” with the id of a choice question.",
            )
        else:
            questions_of_kind(definition, [fact.stream], {"choice"}, (*at, "stream"), problems)


def _check_sums(definition: ServiceDefinition, problems: Problems) -> None:
    taken = {fact.id for fact in definition.form.facts}
    for number, one in enumerate(definition.form.sums):
        at: Where = ("form", "sums", number)
        if one.id in taken:
            problems.add((*at, "id"), f"There is a fact “{one.id}” already.", "Give each its own.")
        taken.add(one.id)
        kinds = set()
        for place, summand in enumerate(one.of):
            question = question_of(definition, summand)
            if question is None:
                error = unknown_name(summand, _summands(definition), "question")
                problems.add((*at, "of", place), error.problem, error.remedy)
            elif question.kind not in {"number", "money"}:
                problems.add(
                    (*at, "of", place),
                    f"The question “{summand}” is of kind {question.kind}, which cannot be added up.",
                    "Name questions of kind number or money; of a list, one of its questions: people.income.",
                )
            else:
                kinds.add(question.kind)
        if len(kinds) > 1:
            problems.add(
                (*at, "of"), "The sum adds money to numbers.", "Name questions of one kind: number or money."
            )


def _summands(definition: ServiceDefinition) -> list[str]:
    """Everything that could be added up: questions, and those of the entries of lists."""
    found = [asked.id for asked in definition.questions()]
    return found + [f"{one.id}.{asked.id}" for one in definition.questions() for asked in one.questions]


def _check_contact(definition: ServiceDefinition, problems: Problems) -> None:
    contact = definition.form.contact
    at: Where = ("form", "contact")
    if contact.reachable and contact.email == "no" and contact.phone == "no":
        problems.add(
            at,
            "The customer must be reachable, and is asked for neither email address nor phone number.",
            "Ask for one of them, or write reachable: false.",
        )
    questions_of_kind(definition, contact.address, {"address"}, (*at, "address"), problems)


def _check_signpost(definition: ServiceDefinition, id: str, at: Where, problems: Problems) -> None:
    entries = {one.id: one for one in definition.elsewhere}
    if id not in entries:
        error = unknown_name(id, entries, "signpost")
        problems.add(at, error.problem, error.remedy)
    elif entries[id].address is None:
        problems.add(at, f"The signpost “{id}” has no address to lead to.", "Add its “address”.")


def _check_fee(definition: ServiceDefinition, problems: Problems) -> None:
    fee = definition.fee
    if fee is None:
        return
    if fee.each is not None:
        questions_of_kind(definition, [fee.each], {"number", "list"}, ("fee", "each"), problems)
    if (fee.each is None) != (fee.one is None):
        lacking, there = ("one", "each") if fee.one is None else ("each", "one")
        problems.add(
            ("fee", there),
            f"The fee has “{there}” and no “{lacking}”.",
            "Write both: the question that says how many, and what each of them is called.",
        )
    for order, reduction in enumerate(fee.reductions):
        cheapest = min(amount.in_pence for amount in (fee.amount, *fee.by_channel.values()))
        if reduction.amount.in_pence > cheapest:
            problems.add(
                ("fee", "reductions", order, "amount"),
                "The reduced fee is higher than a usual one.",
                "Write a lower amount, or leave the reduction out.",
            )


def _check_similar(definition: ServiceDefinition, problems: Problems) -> None:
    similar = definition.form.similar
    if similar is None:
        return
    at: Where = ("form", "similar")
    questions_of_kind(definition, [similar.place], {"place"}, (*at, "place"), problems)
    for field in ("same", "shows"):
        questions_of_kind(
            definition, getattr(similar, field), {"choice", "choices", "yes_no"}, (*at, field), problems
        )
    for number, id in enumerate(similar.shows):
        if any(question.id == id and question.personal != "none" for question in definition.questions()):
            problems.add(
                (*at, "shows", number),
                f"Anybody would see the answer to “{id}”, which is personal.",
                "Show other questions, or add personal: none to the question if it is not about a person.",
            )


def questions_of_kind(
    definition: ServiceDefinition, ids: Iterable[str], kinds: set[str], path: Where, problems: Problems
) -> None:
    """Note each of `ids` that is no question, or one of another kind."""
    by_id = {question.id: question for question in definition.questions()}
    for id in ids:
        if id not in by_id:
            error = unknown_name(id, by_id, "question")
            problems.add(path, error.problem, error.remedy)
        elif by_id[id].kind not in kinds:
            problems.add(
                path,
                f"The question “{id}” is of kind {by_id[id].kind}.",
                f"Name a question of kind {' or '.join(sorted(kinds))}.",
            )


def unique(ids: list[str], path: Where, what: str, problems: Problems, field: str = "id") -> None:
    """Note each id of a list that stands in it before."""
    counted: Counter[str] = Counter()
    for number, id in enumerate(ids):
        counted[id] += 1
        if counted[id] > 1:
            problems.add((*path, number, field), f"There are two {what}s “{id}”.", "Give each its own.")
