"""Why a change to a service was refused, in words that its designer can act on."""

from __future__ import annotations

from typing import Any


class EditRefusedError(Exception):
    """A change was refused; nothing of it was kept. The message says what to do instead."""


class DesignerNeededError(EditRefusedError):
    """Services are changed by members of staff, never by Portico itself."""

    def __init__(self) -> None:
        super().__init__("A change to a service needs somebody who makes it.")


class EditEndedError(EditRefusedError):
    """The edit was published or discarded meanwhile."""

    def __init__(self) -> None:
        super().__init__("Somebody published or discarded this change meanwhile. Begin a new one.")


class EditUnderReviewError(EditRefusedError):
    """The edit is being reviewed, or was approved: nobody changes what somebody else is reading."""

    def __init__(self) -> None:
        super().__init__("This change is being reviewed. Take it back first, then change it.")


class PartChangedError(EditRefusedError):
    """Somebody else changed the same part since the page was made; `theirs` is what it says now."""

    def __init__(self, theirs: dict[str, Any]) -> None:
        super().__init__("Somebody else changed this while you had it open. Nothing of yours was saved yet.")
        self.theirs = theirs


class BadIdError(EditRefusedError):
    """A service cannot have that id, or cannot get another: it is part of its web address."""

    def __init__(self, id: object) -> None:
        super().__init__(
            f"The service cannot get the id “{id}”. An id is lower-case words joined by hyphens, and stays."
        )


class TakenIdError(EditRefusedError):
    """Another part, or another service, has that id."""

    def __init__(self, id: str) -> None:
        super().__init__(f"“{id}” is taken already. Choose another.")


class EditHasProblemsError(EditRefusedError):
    """A working copy with mistakes can be neither reviewed nor published."""

    def __init__(self, count: int) -> None:
        things = "1 thing" if count == 1 else f"{count} things"
        super().__init__(f"{things} must be put right first. They are listed on the page of the change.")


class NothingChangedError(EditRefusedError):
    """The working copy says what the published version says."""

    def __init__(self) -> None:
        super().__init__("Nothing is different from what is published, so there is nothing to review.")


class OwnReviewError(EditRefusedError):
    """Who asked for the review cannot give it."""

    def __init__(self) -> None:
        super().__init__("You asked for this review, so somebody else has to give it.")


class ReviewerGoneError(EditRefusedError):
    """Whoever is to review a change is no other service designer, or is so no longer."""

    def __init__(self) -> None:
        super().__init__("Whoever you chose cannot review it. Choose another service designer.")


class ServiceMovedOnError(EditRefusedError):
    """Another version was published since the edit began."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"Version {number} was published since this change began. Take in what it changed, then go on."
        )
        self.number = number
