"""Try-outs begin, are used and end. Each has a place of its own, a schema with the tables of Portico.

None of these is an action with events of its own: what is tried out leaves nothing, and an action under way
would write what was done inside a try-out at its end, among what is real.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from portico.desk.models import TryOut
from portico.desk.trying.choices import choices_of, has_moved_on
from portico.desk.trying.pages import place_of
from portico.ground.ledger.events import Actor
from portico.ground.tryouts.inside import Place, files_of, inside
from portico.ground.tryouts.pool import SCHEMAS, empty, places_made
from portico.records.catalogue.actions import publish_edited

UNUSED_FOR = timedelta(hours=2)
"""A try-out that nobody used for as long has ended."""
LOCK = 5_610_057
"""The advisory lock (a number of ours) of whoever takes a place, or clears places up."""


class TryOutError(Exception):
    """Something cannot be tried out now; the message says why."""


class NothingToTryError(TryOutError):
    """What was to be tried is not there any more."""

    def __init__(self) -> None:
        super().__init__(
            "It is no longer there: somebody published it or threw it away. See what is there now."
        )


class CopyHasProblemsError(TryOutError):
    """It has problems, and could not be published as it is."""

    def __init__(self, count: int) -> None:
        many = "1 problem" if count == 1 else f"{count} problems"
        super().__init__(f"It has {many}. Put that right first, then try it out.")


class NoPlaceError(TryOutError):
    """Every place is taken."""

    def __init__(self) -> None:
        super().__init__(
            f"{len(SCHEMAS)} services are being tried out just now, and there is no room for more. "
            "End one that you no longer need, or try again later."
        )


class NotSetUpError(TryOutError):
    """This database has no places for try-outs."""

    def __init__(self) -> None:
        super().__init__(
            "Try-outs are not set up here. Ask whoever looks after Portico to run “portico migrate”."
        )


class NoTryOutError(Exception):
    """This person tries nothing out of that service, or has not for hours."""


def begin_tryout(*, code: str, tried: str, staff_id: UUID, at: datetime) -> TryOut:
    """Begin to try out what is there of a service now, in an empty place; an older try-out of it ends.

    Raises `NothingToTryError`, `CopyHasProblemsError`, `NoPlaceError`, `NotSetUpError`.
    """
    choice = next((one for one in choices_of(code) if one.tried == tried), None)
    if choice is None:
        raise NothingToTryError
    if choice.definition is None or choice.problems:
        raise CopyHasProblemsError(len(choice.problems))
    with transaction.atomic():
        place = _place_for(staff_id, code, at)
        schema = SCHEMAS[place - 1]
        _clear(schema)
        _copy_catalogue(schema)
        tryout, _ = TryOut.objects.update_or_create(
            place=place,
            defaults={
                "staff_id": staff_id,
                "code": code,
                "tried": tried,
                "tried_id": choice.id,
                "number": choice.number,
                "seen_as": "everybody",
                "begun_at": at,
                "used_at": at,
            },
        )
        with inside(Place(schema)):
            publish_edited(definition=choice.definition, by=Actor.staff(staff_id), at=at)
    return tryout


@contextmanager
def inside_tryout(*, code: str, staff_id: UUID, at: datetime, tab: str = "") -> Iterator[TryOut]:
    """Do everything in the block inside the try-out that this person has of a service.

    Only one page of a try-out is made at a time. `tab` is the one that the page belongs to.
    Raises `NoTryOutError`.
    """
    with transaction.atomic():
        tryout = _of(code, staff_id, at)
        tryout.used_at = at
        tryout.save(update_fields=["used_at"])
        with inside(place_of(tryout, tab, moved_on=has_moved_on(tryout))):
            yield tryout


def see_as(*, code: str, staff_id: UUID, role: str, at: datetime) -> None:
    """See the pages of staff with the eyes of a role from now on. Raises `NoTryOutError`."""
    with transaction.atomic():
        tryout = _of(code, staff_id, at)
        tryout.seen_as = role
        tryout.save(update_fields=["seen_as"])


def tryouts_of(staff_id: UUID, at: datetime) -> list[TryOut]:
    """What this person tries out, the latest first; one SQL statement."""
    return list(TryOut.objects.filter(staff_id=staff_id, used_at__gt=at - UNUSED_FOR).order_by("-begun_at"))


def tryout_of(code: str, staff_id: UUID, at: datetime) -> TryOut | None:
    """The try-out that this person has of a service; one SQL statement."""
    return next((one for one in tryouts_of(staff_id, at) if one.code == code), None)


def end_tryout(*, code: str, staff_id: UUID) -> bool:
    """Throw a try-out away with all that was done in it; say whether there was one."""
    with transaction.atomic():
        tryout = TryOut.objects.select_for_update().filter(code=code, staff_id=staff_id).first()
        if tryout is None:
            return False
        _end(tryout)
    return True


def end_unused(*, at: datetime) -> int:
    """End what nobody used for hours, and clear away what a crash left; return how many ended."""
    with transaction.atomic():
        _lock_places()
        unused = TryOut.objects.select_for_update(skip_locked=True).filter(used_at__lte=at - UNUSED_FOR)
        ended = [_end(tryout) for tryout in list(unused)]
        held = {SCHEMAS[place - 1] for place in TryOut.objects.values_list("place", flat=True)}
        for schema in set(SCHEMAS) - held:
            shutil.rmtree(files_of(schema), ignore_errors=True)
    return len(ended)


def forget_tryouts(schemas: Collection[str]) -> None:
    """Know no more of try-outs whose places were made anew."""
    places = [SCHEMAS.index(schema) + 1 for schema in schemas]
    TryOut.objects.filter(place__in=places).delete()
    for schema in schemas:
        shutil.rmtree(files_of(schema), ignore_errors=True)


def _of(code: str, staff_id: UUID, at: datetime) -> TryOut:
    """The try-out, locked until the transaction ends."""
    mine = TryOut.objects.select_for_update().filter(
        code=code, staff_id=staff_id, used_at__gt=at - UNUSED_FOR
    )
    tryout = mine.first()
    if tryout is None:
        raise NoTryOutError(code)
    return tryout


def _place_for(staff_id: UUID, code: str, at: datetime) -> int:
    """The number of a place: that of the older try-out, a free one, or one unused for hours."""
    _lock_places()
    mine = TryOut.objects.select_for_update().filter(code=code, staff_id=staff_id).first()
    if mine is not None:
        return mine.place
    made = {SCHEMAS.index(schema) + 1 for schema in places_made()}
    if not made:
        raise NotSetUpError
    free = made - set(TryOut.objects.values_list("place", flat=True))
    if free:
        return min(free)
    unused = TryOut.objects.select_for_update(skip_locked=True).filter(used_at__lte=at - UNUSED_FOR)
    oldest = unused.order_by("used_at").first()
    if oldest is None:
        raise NoPlaceError
    return oldest.place


def _end(tryout: TryOut) -> TryOut:
    _clear(SCHEMAS[tryout.place - 1])
    tryout.delete()
    return tryout


def _clear(schema: str) -> None:
    """Throw away what is in a place, while nobody else can use it: in its tables, and its files."""
    empty(schema)
    shutil.rmtree(files_of(schema), ignore_errors=True)


def _lock_places() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _copy_catalogue(schema: str) -> None:
    """Offer every service in a place as it is offered now: forms lead from one to another."""
    with connection.cursor() as cursor:
        for words in _CATALOGUE:
            cursor.execute(words.format(schema=schema))


_CATALOGUE = (
    "INSERT INTO {schema}.catalogue_service SELECT * FROM public.catalogue_service",
    """
    INSERT INTO {schema}.catalogue_service_version
    SELECT version.* FROM public.catalogue_service_version AS version
      JOIN public.catalogue_service AS service ON service.current_id = version.id""",
)
