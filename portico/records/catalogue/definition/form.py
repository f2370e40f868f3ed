"""The form of a service: pages, their questions, and when somebody is stopped."""

from __future__ import annotations

from typing import Annotated, Literal, Protocol

from pydantic import Field, StringConstraints

from portico.records.catalogue.definition.text import Part, Text

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=60)]
"""Lower-case words joined by hyphens: ids of services, pages, moves, groups, teams, messages."""

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
"""Lower-case words joined by underscores: ids of questions and facts, as conditions write them."""

Condition = Annotated[str, StringConstraints(min_length=1, max_length=500)]
"""A condition in CEL over `answers`, `facts` and `today`, such as `answers.bin == 'food'`.

`portico.records.catalogue.conditions` says what it may use and how an unanswered question reads.
"""

Summand = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$", max_length=121)]
"""The id of a question, or of a list and a question of its entries with a full stop between."""

QuestionKind = Literal[
    "text", "long_text", "number", "money", "date", "date_range", "choice", "choices", "yes_no", "name",
    "email", "phone", "address", "postcode", "place", "national_insurance_number", "bank_account",
    "vehicle_registration", "company_number", "files", "declaration", "list",
]  # fmt: skip


class Option(Part):
    """One answer that can be chosen."""

    value: Name
    label: Text
    hint: Text | None = None
    alone: bool = False
    """Cannot be chosen together with others, as “None of these” (choices)."""


class Check(Part):
    """What an answer must meet beyond its kind: `must` is over this and earlier answers."""

    must: Condition
    says: Text
    """What to tell the person whose answer does not meet it, and how to put it right."""


class Question(Part):
    """One question. Which of the optional fields apply depends on `kind`; the checks say so."""

    id: Name
    kind: QuestionKind
    label: Text
    hint: Text | None = None
    required: bool = True
    when: Condition | None = None
    missing: Text | None = None
    """What to say when a required answer is missing, in place of the usual words."""
    options: tuple[Option, ...] = ()
    longest: int | None = Field(default=None, ge=1, le=20_000)
    """Most characters (texts)."""
    least: int | None = None
    most: int | None = None
    """Smallest and largest value (of money in pounds), or number of files or entries."""
    earliest: str | None = None
    latest: str | None = None
    """Dates: an ISO date, `today`, or days from today such as `today-30` or `today+14`."""
    accepts: tuple[Literal["image", "pdf", "document"], ...] = ()
    """Which types of file are taken (files)."""
    one: Text | None = None
    """What one entry is called in the middle of a sentence, such as `child` (lists)."""
    questions: tuple[Question, ...] = ()
    """What is asked of each entry (lists)."""
    checks: tuple[Check, ...] = ()
    """Tried in order on an answer that was given; the first that is not met is told."""
    personal: Literal["none", "ordinary", "special"] = "ordinary"
    """Whether the answer is personal data about the customer, and whether of a special category."""


class Stop(Part):
    """Ends the form politely: why it cannot go on and what to do instead."""

    when: Condition
    title: Text
    text: Text
    instead: Slug | None = None
    """The service that deals with it, offered as a button."""
    elsewhere: Slug | None = None
    """The entry of the service's `elsewhere` that deals with it, offered as a button."""


class Page(Part):
    """One page: usually one question; several only where they are one thing."""

    id: Slug
    title: Text | None = None
    """The heading; a page with a single question is headed by its label."""
    text: Text | None = None
    when: Condition | None = None
    questions: tuple[Question, ...] = Field(min_length=1)
    stops: tuple[Stop, ...] = ()


class Fact(Part):
    """Something looked up from an answer and then known to conditions as `facts.<id>`."""

    id: Name
    source: Literal["collections"]
    of: Name
    """The question whose answer is looked up (an address)."""
    stream: Name | None = None
    """For collections: the choice question that says which kind of waste; its options are the streams."""


class Sum(Part):
    """A total worked out from answers, and then known to conditions and texts as `facts.<id>.total`."""

    id: Name
    of: tuple[Summand, ...] = Field(min_length=1)
    """Questions about numbers, or about money; `people.income` is that question in each entry of a list."""


class ContactDetails(Part):
    """What the form asks about the customer at its end."""

    name: Literal["required", "optional", "no"] = "required"
    email: Literal["required", "optional", "no"] = "optional"
    phone: Literal["required", "optional", "no"] = "optional"
    anonymous: bool = False
    """Whether the customer may choose to give no details at all."""
    reachable: bool = True
    """Whether an email address or a phone number must be given (unless anonymous)."""
    address: tuple[Name, ...] = ()
    """Questions of kind address that say where the customer lives; the first that was answered counts."""


class SimilarReports(Part):
    """Open reports of this service shown before sending, so that one may be joined."""

    place: Name
    """The question that says where (kind place)."""
    within_metres: int = Field(ge=1, le=2_000)
    opened_within_days: int = Field(ge=1, le=366)
    same: tuple[Name, ...] = ()
    """Questions whose answers must be equal for a report to count as similar."""
    shows: tuple[Name, ...] = Field(min_length=1)
    """Questions whose answers anybody may see in the list; never personal, and chosen, not typed."""


class Form(Part):
    """All pages in order, the facts looked up on the way, and the customer's details at the end."""

    pages: tuple[Page, ...] = Field(min_length=1)
    facts: tuple[Fact, ...] = ()
    sums: tuple[Sum, ...] = ()
    """Totals worked out from answers."""
    contact: ContactDetails = ContactDetails()
    where: tuple[Name, ...] = ()
    """Questions of kind address or place that say where the case is; the first that was answered counts."""
    similar: SimilarReports | None = None


class HasForm(Protocol):
    """What has questions: a service, or a life event that leads to services."""

    @property
    def form(self) -> Form:
        """Its pages and their questions."""
        ...

    def question(self, id: str) -> Question:
        """The question with that id; raises KeyError where there is none."""
        ...
