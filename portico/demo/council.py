"""Setting up the fictional council: staff, services, addresses and rounds, all through public actions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

from uuid_utils.compat import uuid7

from portico.demo.addresses import homes
from portico.demo.cast import TEAMS, hire_everybody
from portico.demo.rounds import given_changes, given_rounds, rounds_of
from portico.ground.access.models import Staff
from portico.ground.calendar.working_days import Calendar
from portico.ground.ledger.actions import action
from portico.ground.ledger.events import Actor
from portico.records.catalogue.actions import (
    import_definition,
    import_everyday_words,
    import_groups,
    import_life_events,
)
from portico.records.catalogue.queries import (
    CurrentService,
    codes_in_designers_hands,
    current_service,
    published_codes,
)
from portico.records.catalogue.reading.folder import ReadFiles, files_in, read_files
from portico.records.catalogue.reading.read import Known
from portico.records.places.importing.addresses import take_in_addresses
from portico.records.places.importing.changes import take_in_changes
from portico.records.places.importing.rounds import take_in_rounds
from portico.records.places.importing.rows import batches

SERVICES = Path(__file__).resolve().parents[2] / "services"
LINES_BEFORE_ROWS = 2
HOLIDAYS_AHEAD = timedelta(days=400)
MOST_CHANGES = 5_000

Say = Callable[[str], None]


class DemoServicesBrokenError(Exception):
    """A file in `services/` has a mistake; the message names it with file, line and remedy."""


def hire(*, at: datetime) -> dict[str, Staff]:
    """Create teams and staff that are not there yet, as Portico itself."""
    return hire_everybody(by=Actor.system(), at=at)


@action
def publish_services(*, at: datetime) -> dict[str, CurrentService]:
    """Publish every file in `services/` that differs from what is published; return the services by code.

    One that was edited or withdrawn in this Portico is left as it is. Raises `DemoServicesBrokenError`.
    """
    read = read_files(files_in([SERVICES]), Known(teams=frozenset(TEAMS)))
    if read.problems:
        raise DemoServicesBrokenError("\n".join(str(problem) for problem in read.problems))
    if read.groups is not None:
        import_groups(groups=read.groups, by=Actor.system(), at=at)
    if read.life_events is not None:
        import_life_events(life_events=read.life_events, by=Actor.system(), at=at)
    if read.words is not None:
        import_everyday_words(words=read.words, by=Actor.system(), at=at)
    left = codes_in_designers_hands()
    for definition in read.definitions.values():
        if definition.id not in left:
            import_definition(definition=definition, by=Actor.system(), at=at)
    return {code: current_service(code) for code in published_codes() & read_codes(read)}


def read_codes(read: ReadFiles) -> set[str]:
    """The codes of the services in files."""
    return {definition.id for definition in read.definitions.values()}


Changed = dict[str, dict[date, date | None]]
"""The changed days of each round, by its code."""


def lay_out_places(*, beginning: date, calendar: Calendar, until: date, at: datetime) -> Changed:
    """Take in the fictional addresses, their rounds and the changed days; return these.

    Rounds are counted from `beginning`; days are changed for every bank holiday from then to `until`.
    """
    by, import_id = Actor.system(), uuid7()
    for batch in batches(home.given(line) for line, home in enumerate(homes(), LINES_BEFORE_ROWS)):
        take_in_addresses(addresses=batch, import_id=import_id, by=by, at=at)
    for some in batches(given_rounds(homes(), beginning)):
        take_in_rounds(given=some, import_id=import_id, by=by, at=at)
    rounds = {one for home in homes() for one in rounds_of(home, beginning).values()}
    changed: Changed = {}
    for changes in batches(given_changes(rounds, calendar, beginning, until), MOST_CHANGES):
        take_in_changes(changes=changes, import_id=import_id, by=by, at=at)
        for one in changes:
            changed.setdefault(one.round, {})[one.usual_on] = one.moved_to
    return changed
