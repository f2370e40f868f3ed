"""What of a service can be tried out: the working copy, and the version in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portico.desk.models import TryOut
from portico.records.catalogue.definition.service import ServiceDefinition
from portico.records.catalogue.editing.known import read_copy
from portico.records.catalogue.editing.queries import edit_going_on, english
from portico.records.catalogue.models import UNFINISHED, Service, ServiceEdit
from portico.records.catalogue.queries import definition_of
from portico.records.catalogue.reading.problems import Problem


@dataclass(frozen=True)
class Choice:
    """Something that can be tried out; where it has problems, they have to be put right first."""

    tried: str
    """`copy` or `published`."""
    id: UUID
    number: int
    """The last change of the working copy, or the number of the version."""
    since: datetime
    """When it was changed last, or published."""
    name: str
    """The name of the service in it."""
    definition: ServiceDefinition | None
    problems: tuple[Problem, ...]

    @property
    def ready(self) -> bool:
        """Whether it can be tried."""
        return self.definition is not None and not self.problems


def choices_of(code: str) -> tuple[Choice, ...]:
    """What of that service can be tried, the working copy first; nothing where it does not exist."""
    found = []
    edit = edit_going_on(code)
    if edit is not None:
        read = read_copy(edit.definition)
        name = english(edit.definition.get("name")) or code
        found.append(
            Choice("copy", edit.pk, edit.number, edit.changed_at, name, read.definition, read.problems)
        )
    service = Service.objects.select_related("current").filter(code=code).first()
    if service is not None and service.current is not None:
        version = service.current
        # It is in force whatever is wrong with it: a group that is gone, or a rule that came later.
        definition = definition_of(version.pk)
        name = definition.name.en
        found.append(
            Choice("published", version.pk, version.number, version.created_at, name, definition, ())
        )
    return tuple(found)


def has_moved_on(tryout: TryOut) -> bool:
    """Whether what is tried out is no longer as it was when the try-out began; one SQL statement."""
    if tryout.tried == "copy":
        same = ServiceEdit.objects.filter(
            pk=tryout.tried_id, number=tryout.number, state__in=UNFINISHED
        ).exists()
    else:
        same = Service.objects.filter(code=tryout.code, current_id=tryout.tried_id).exists()
    return not same
