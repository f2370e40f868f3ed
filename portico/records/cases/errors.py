"""Why an action on a case is refused. Each message says what can be done; texts are for staff or developers.

Pages tell residents in their own words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


class CaseActionError(Exception):
    """Something about a case cannot be done as asked; nothing was changed."""


class CaseNotFoundError(CaseActionError):
    """There is no case with that id."""


class ServiceNotReadyError(CaseActionError):
    """The team that a definition names does not exist; whoever looks after the catalogue creates it."""


class AlreadySubmittedError(CaseActionError):
    """This submission exists already: show its reference instead of making another."""

    def __init__(self, reference: str) -> None:
        super().__init__(f"This was submitted already, with the reference {reference}.")
        self.reference = reference


@dataclass(frozen=True)
class SinceThen:
    """One thing that happened after the page was shown; `by` is a name where it was staff, else empty."""

    at: datetime
    kind: str
    by_kind: str
    by: str
    move: str
    to_stage: str
    text: str


class StaleCaseError(CaseActionError):
    """Somebody else changed the case after the page was shown: show what happened, and let people decide."""

    def __init__(
        self,
        *,
        case_id: UUID,
        reference: str,
        seen: int,
        version: int,
        stage: str,
        since: Sequence[SinceThen],
    ) -> None:
        super().__init__("The case changed after this page was shown. Look at what happened, then try again.")
        self.case_id = case_id
        self.reference = reference
        self.seen = seen
        self.version = version
        self.stage = stage
        self.since = tuple(since)


class MoveNotOpenError(CaseActionError):
    """That move cannot be made: not from this stage, or not by whoever tries."""


class MoveNeedsError(CaseActionError):
    """The move asks for something that was not given; `what` says which: note, reasons or assignee."""

    def __init__(self, what: str) -> None:
        super().__init__(f"This move cannot be made without {what}. Write that down with it.")
        self.what = what


class TooLateError(CaseActionError):
    """The time in which a customer may reopen their case is over; they can make a new request."""


class CaseClosedError(CaseActionError):
    """The case is completed. It has to be reopened first."""


class NothingSaidError(CaseActionError):
    """A note, question or reply without words and without a file."""


class AlreadySaidError(CaseActionError):
    """A reply with the same mark of its sender was taken in before: show that it is there."""


class NotInTeamError(CaseActionError):
    """The person chosen does not work the cases of that team. Choose somebody who does."""


class NoChangeError(CaseActionError):
    """The case already is as asked, so there is nothing to record."""
