"""From a working copy to a version in force: asking, reviewing by a second person, publishing, going back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portico.ground.access.queries import service_designers
from portico.ground.ledger.actions import action, record_event
from portico.ground.ledger.events import Actor
from portico.records.catalogue.actions import publish_edited
from portico.records.catalogue.definition.service import ServiceDefinition
from portico.records.catalogue.editing.actions import designer, save_copy
from portico.records.catalogue.editing.differences import Merged, merge
from portico.records.catalogue.editing.errors import (
    EditEndedError,
    EditHasProblemsError,
    EditRefusedError,
    NothingChangedError,
    OwnReviewError,
    ReviewerGoneError,
    ServiceMovedOnError,
)
from portico.records.catalogue.editing.known import read_copy
from portico.records.catalogue.events import EditTurned
from portico.records.catalogue.models import (
    UNFINISHED,
    EditState,
    Service,
    ServiceEdit,
    ServiceEditChange,
    ServiceVersion,
)


@action
def ask_for_review(
    *, edit_id: UUID, why: str, of: UUID | None = None, by: Actor, at: datetime
) -> ServiceEdit:
    """Ask somebody else to review a change: the designer `of`, or any; `why` says what was changed and why.

    Raises `EditHasProblemsError`, `NothingChangedError`, `ReviewerGoneError`, `ServiceMovedOnError`.
    """
    edit = _in_state(edit_id, "open")
    _ready(edit)
    if of is not None and (of == by.id or of not in {one.pk for one in service_designers()}):
        raise ReviewerGoneError
    edit.why, edit.asked_by_id, edit.asked_of_id, edit.asked_at = why, by.id, of, at
    edit.reviewed_by, edit.reviewed_at, edit.answer, edit.failure = None, None, "", ""
    return _turned(edit, "in_review", by, at)


@action
def take_back(*, edit_id: UUID, by: Actor, at: datetime) -> ServiceEdit:
    """Take a change back from its review, or after it, to work on it. What was approved is so no longer."""
    edit = _in_state(edit_id, "in_review", "approved")
    edit.reviewed_by, edit.reviewed_at, edit.publish_at = None, None, None
    return _turned(edit, "open", by, at)


@action
def send_back(*, edit_id: UUID, answer: str, by: Actor, at: datetime) -> ServiceEdit:
    """Review a change and say what is to be put right first. Raises `OwnReviewError`."""
    edit = _reviewed(edit_id, answer, by, at)
    return _turned(edit, "open", by, at)


@action
def approve(*, edit_id: UUID, number: int, answer: str, by: Actor, at: datetime) -> ServiceEdit:
    """Review a change and approve it as it was after change `number`. Raises `OwnReviewError`.

    Nobody changes it while it is reviewed; one that was taken back, changed and asked about again meanwhile
    is refused with `EditRefusedError`.
    """
    edit = _reviewed(edit_id, answer, by, at)
    if edit.number != number:
        raise EditRefusedError("It was changed since you read it. Read it again, then approve it.")
    return _turned(edit, "approved", by, at)


@action
def publish_edit(*, edit_id: UUID, by: Actor, at: datetime) -> ServiceVersion:
    """Bring an approved change into force at once. Cases and forms under way keep their version.

    Raises `EditHasProblemsError`, `ServiceMovedOnError`.
    """
    edit = _in_state(edit_id, "approved")
    definition = _ready(edit)
    version = publish_edited(definition=definition, by=by, at=at).version
    edit.published, edit.ended_at, edit.publish_at = version, at, None
    edit.save(update_fields=["published", "ended_at", "publish_at"])
    ServiceEditChange.objects.filter(edit=edit).delete()
    _turned(edit, "published", by, at)
    return version


@action
def publish_later(*, edit_id: UUID, publish_at: datetime, by: Actor, at: datetime) -> ServiceEdit:
    """Let an approved change come into force by itself at `publish_at`. Raises `EditRefusedError`."""
    edit = _in_state(edit_id, "approved")
    _ready(edit)
    if publish_at <= at:
        raise EditRefusedError("That time has passed. Choose one to come, or publish it now.")
    edit.publish_at, edit.failure = publish_at, ""
    return _turned(edit, "approved", by, at)


@action
def publish_by_hand(*, edit_id: UUID, by: Actor, at: datetime) -> ServiceEdit:
    """Let an approved change wait until somebody publishes it, in place of the time that was set."""
    edit = _in_state(edit_id, "approved")
    edit.publish_at = None
    return _turned(edit, "approved", by, at)


def publish_due(*, by: Actor, at: datetime) -> list[ServiceVersion]:
    """Bring into force what is due, each by itself. What cannot be says why, and waits for somebody."""
    due = ServiceEdit.objects.filter(state="approved", publish_at__lte=at).order_by("publish_at")
    published: list[ServiceVersion] = []
    for edit_id in list(due.values_list("pk", flat=True)):
        try:
            published.append(publish_edit(edit_id=edit_id, by=by, at=at))
        except EditRefusedError as refused:
            note_failure(edit_id=edit_id, failure=str(refused), by=by, at=at)
    return published


@action
def note_failure(*, edit_id: UUID, failure: str, by: Actor, at: datetime) -> None:
    """Write down why an approved change could not come into force by itself; it is not tried again."""
    edit = ServiceEdit.objects.select_for_update(of=("self",)).get(pk=edit_id)
    if edit.state == "approved":
        edit.publish_at, edit.failure = None, failure
        _turned(edit, "approved", by, at)


@action
def discard_edit(*, edit_id: UUID, number: int | None = None, by: Actor, at: datetime) -> ServiceEdit:
    """Throw a change away. A service that was never published goes with it, and its id is free again.

    With `number`, that of the last change which was seen, raises `EditRefusedError` where somebody saved
    another since.
    """
    edit = _in_state(edit_id, "open", "in_review", "approved")
    if number is not None and edit.number != number:
        raise EditRefusedError("Somebody saved a change meanwhile. Look at it, then throw it away.")
    edit.ended_at = at
    edit.save(update_fields=["ended_at"])
    edit = _turned(edit, "discarded", by, at)
    ServiceEditChange.objects.filter(edit=edit).delete()
    if edit.based_on_id is None and not ServiceVersion.objects.filter(service=edit.service_id).exists():
        ServiceEdit.objects.filter(service=edit.service_id).delete()
        Service.objects.filter(pk=edit.service_id).delete()
    return edit


@action
def roll_back(
    *, code: str, number: int, why: str, instead_of: int | None = None, by: Actor, at: datetime
) -> ServiceVersion:
    """Bring the definition of an earlier version into force again, as a new version, without a review.

    It was reviewed when it was published, and going back has to be quick. A change that goes on stays; it has
    to take in the new version first. Raises `EditHasProblemsError` where the old definition no longer fits
    (a team is gone), and `EditRefusedError` where it is in force already, or where not version `instead_of`,
    if that is given, is in force any more.
    """
    service = Service.objects.select_for_update(of=("self",)).select_related("current").get(code=code)
    earlier = ServiceVersion.objects.get(service=service, number=number)
    current = service.current
    if current is None or (current.checksum == earlier.checksum and service.withdrawn_at is None):
        raise EditRefusedError(f"Version {number} says what is in force already.")
    if instead_of is not None and current.number != instead_of:
        raise EditRefusedError(
            f"Version {current.number} was published meanwhile. Read what differs from it, then go back."
        )
    read = read_copy(earlier.definition)
    if read.definition is None or read.problems:
        raise EditHasProblemsError(len(read.problems))
    version = publish_edited(definition=read.definition, by=by, at=at).version
    if not ServiceEdit.objects.filter(published=version).exists():
        edit = ServiceEdit.objects.create(
            service=service,
            based_on=current,
            definition=earlier.definition,
            state="published",
            begun_by_id=designer(by),
            begun_at=at,
            changed_at=at,
            why=f"Back to version {number}. {why}".strip(),
            published=version,
            ended_at=at,
        )
        record_event(EditTurned(service=service.id, service_edit=edit.id, state="published"), by=by, at=at)
    return version


@dataclass(frozen=True)
class MovedOn:
    """A version that was published since a change began, and what bringing it up to date would make of it."""

    version: ServiceVersion
    merged: Merged


def what_moved_on(edit: ServiceEdit) -> MovedOn | None:
    """What was published since a change began; None where nothing was; one SQL statement."""
    service = Service.objects.select_related("current").get(pk=edit.service_id)
    current = service.current
    if current is None or current.pk == edit.based_on_id:
        return None
    base = edit.based_on.definition if edit.based_on is not None else {}
    return MovedOn(current, merge(base, current.definition, edit.definition))


@action
def bring_up_to_date(*, edit_id: UUID, by: Actor, at: datetime) -> ServiceEdit:
    """Take what was published since into a change. Where both changed the same part, the change wins."""
    edit = _in_state(edit_id, "open")
    moved_on = what_moved_on(edit)
    if moved_on is None:
        return edit
    return save_copy(edit, moved_on.merged.data, moved_on.version.pk, by, at)


def _in_state(edit_id: UUID, *states: EditState) -> ServiceEdit:
    edit = ServiceEdit.objects.select_for_update(of=("self",)).select_related("service").get(pk=edit_id)
    if edit.state not in UNFINISHED:
        raise EditEndedError
    if edit.state not in states:
        raise EditRefusedError(_NOW[edit.state])
    return edit


_NOW = {
    "open": "Somebody took this change back to work on it. Ask for a review when it is done.",
    "in_review": "This change is being reviewed. It can be published once somebody approved it.",
    "approved": "This change was approved already. It can be published.",
}


def _reviewed(edit_id: UUID, answer: str, by: Actor, at: datetime) -> ServiceEdit:
    edit = _in_state(edit_id, "in_review")
    if edit.asked_by_id == by.id:
        raise OwnReviewError
    edit.reviewed_by_id, edit.reviewed_at, edit.answer = by.id, at, answer
    return edit


def _ready(edit: ServiceEdit) -> ServiceDefinition:
    """The definition of a working copy that can come into force."""
    read = read_copy(edit.definition)
    if read.definition is None or read.problems:
        raise EditHasProblemsError(len(read.problems))
    current = Service.objects.select_related("current").get(pk=edit.service_id).current
    if current is not None and current.pk != edit.based_on_id:
        raise ServiceMovedOnError(current.number)
    if current is not None and current.definition == edit.definition:
        raise NothingChangedError
    return read.definition


def _turned(edit: ServiceEdit, state: EditState, by: Actor, at: datetime) -> ServiceEdit:
    edit.state = state
    edit.save()
    record_event(EditTurned(service=edit.service_id, service_edit=edit.id, state=state), by=by, at=at)
    return edit
