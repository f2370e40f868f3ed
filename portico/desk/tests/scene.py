"""The scene of the desk's tests: a service, a case of it with everything on it, and addresses to visit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from portico.ground.access.models import Staff
from portico.ground.ledger.events import Actor
from portico.records.cases.actions import add_note, take_reply
from portico.records.cases.models import Case
from portico.records.cases.tests.scene import publish, report
from portico.records.catalogue.models import ServiceVersion
from tests.cast import BEGINNING, Cast

LATER = BEGINNING + timedelta(hours=2)


@dataclass(frozen=True)
class Scene:
    """A published service and one full case of it in the waste team."""

    cast: Cast
    version: ServiceVersion
    case: Case

    def path(self, rest: str = "") -> str:
        """The address of the case, or of a page below it."""
        return f"/desk/cases/{self.case.reference}{rest}"

    def again(self) -> Case:
        """The case as it is in the database now."""
        return Case.objects.get(pk=self.case.pk)


def make_scene(cast: Cast) -> Scene:
    """Publish the service, report a fault with an answer of a special category, and talk about it."""
    version = publish()
    case = report(version, story="It flickers since Sunday", illness="I have epilepsy")
    add_note(case_id=case.pk, text="Rang the depot", by=by(cast.owen), at=LATER)
    take_reply(case_id=case.pk, text="It is out again", by=Actor.resident(), at=LATER)
    case.refresh_from_db()
    return Scene(cast, version, case)


def by(person: Staff) -> Actor:
    """A member of staff as the one who does something."""
    return Actor.staff(person.pk)
