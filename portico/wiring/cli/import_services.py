"""Publish service definitions from files: all of them, or none where any has a mistake.

A service that does not differ from its file stays as it is, withdrawn or not. A file that would
overwrite what was edited here, or offer again what was withdrawn, is refused unless --replace is given.
"""

from __future__ import annotations

import argparse

from django.utils import timezone

from portico.ground.access.models import Team
from portico.ground.ledger.actions import action
from portico.ground.ledger.events import Actor
from portico.records.catalogue.actions import (
    ServiceInHandError,
    import_definition,
    import_everyday_words,
    import_groups,
    import_life_events,
)
from portico.records.catalogue.definition.service import ServiceDefinition
from portico.records.catalogue.queries import (
    ServiceNotFoundError,
    current_service,
    group_codes,
    published_codes,
)
from portico.records.catalogue.reading.folder import ReadFiles
from portico.records.catalogue.reading.read import Known
from portico.wiring.cli.check_services import add_paths, counted, read_all
from portico.wiring.words import PlainError, complain, say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the files or folders, and whether edited services are replaced."""
    add_paths(parser)
    parser.add_argument(
        "--replace", action="store_true", help="also where a service was edited or withdrawn here"
    )


def run(arguments: argparse.Namespace) -> int:
    """Check all files, then publish them in one transaction; 1 where nothing was published."""
    teams = frozenset(Team.objects.values_list("code", flat=True))
    read = read_all(arguments.paths, Known(teams, group_codes() or None, published_codes(), _published))
    if read.problems:
        complain("Nothing was imported.")
        return 1
    try:
        new = publish_files(read=read, replace=arguments.replace)
    except ServiceInHandError as error:
        raise PlainError(f"{error} Nothing was imported.") from error
    say(f"{counted(len(read.definitions))} read, {new} published, the others as they were.")
    return 0


@action
def publish_files(*, read: ReadFiles, replace: bool) -> int:
    """Publish what was read, and return how many definitions were new.

    Raises `ServiceInHandError`, and then publishes none.
    """
    at = timezone.now()
    if read.groups is not None:
        import_groups(groups=read.groups, by=Actor.system(), at=at)
    if read.life_events is not None:
        import_life_events(life_events=read.life_events, by=Actor.system(), at=at)
    if read.words is not None:
        import_everyday_words(words=read.words, by=Actor.system(), at=at)
    return sum(
        import_definition(definition=definition, replace=replace, by=Actor.system(), at=at).is_new
        for definition in read.definitions.values()
    )


def _published(code: str) -> ServiceDefinition | None:
    """What a service asks that is published here."""
    try:
        return current_service(code).definition
    except ServiceNotFoundError:
        return None
