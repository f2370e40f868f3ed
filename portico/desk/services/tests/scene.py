"""The scene of the tests of services: a published service, its group, and what designers do with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from portico.ground.access.models import Membership, Role, Staff
from portico.ground.ledger.events import Actor
from portico.records.cases.tests.scene import DEFINITION, definition, publish
from portico.records.catalogue.actions import import_groups, publish_edited
from portico.records.catalogue.definition.groups import Groups
from portico.records.catalogue.editing import actions, reviewing
from portico.records.catalogue.editing.paths import part_at, seal_of
from portico.records.catalogue.editing.starter import starter
from portico.records.catalogue.models import ServiceEdit, ServiceVersion
from tests.cast import BEGINNING, Cast

LATER = BEGINNING + timedelta(hours=1)
CODE = "street-light"
PATH = f"/desk/services/{CODE}"
_STARTER = starter(id=CODE, name="", summary="", group="", team="")
_FAULT, _WHERE, _MORE = DEFINITION["form"]["pages"]
SOUND: dict[str, Any] = {
    "name": "Street light",
    "form": DEFINITION["form"] | {"pages": [_FAULT, _WHERE, _MORE | {"title": "More about it"}]},
    **{part: _STARTER[part] for part in ("workflow", "messages", "what_happens_next", "privacy")},
}
"""What makes the service of cases one without mistakes, as the editor wants it."""


@dataclass(frozen=True)
class Scene:
    """The cast, and version 1 of the service, in force."""

    cast: Cast
    version: ServiceVersion

    def edit(self) -> ServiceEdit:
        """The last change of the service as it is in the database now."""
        return ServiceEdit.objects.filter(service__code=CODE).latest("begun_at", "pk")

    def begun(self, by: Staff | None = None) -> ServiceEdit:
        """Begin to change it."""
        return actions.begin_edit(code=CODE, by=actor(by or self.cast.tamsin), at=BEGINNING)

    def save(self, by: Staff | None = None, path: tuple[str, ...] = (), **fields: Any) -> None:
        """Change fields of the working copy."""
        edit = self.edit()
        there = part_at(edit.definition, path)
        seal = seal_of({name: there.get(name) for name in fields})
        actions.save_fields(
            edit_id=edit.pk, path=path, fields=fields, seal=seal, by=actor(by or self.cast.tamsin), at=LATER
        )

    def asked(self) -> ServiceEdit:
        """Change it, and let Tamsin ask for a review."""
        self.begun()
        self.save(summary="Tell us about a broken light.")
        edit_id = self.edit().pk
        return reviewing.ask_for_review(edit_id=edit_id, why="Shorter", by=actor(self.cast.tamsin), at=LATER)

    def approved(self) -> ServiceEdit:
        """The same, and let Joseph approve it."""
        edit = self.asked()
        return reviewing.approve(
            edit_id=edit.pk, number=edit.number, answer="", by=actor(self.cast.joseph), at=LATER
        )


def actor(person: Staff) -> Actor:
    """A member of staff as the one who does something."""
    return Actor.staff(person.pk)


def another_designer(cast: Cast) -> Staff:
    """Wren, a third service designer."""
    wren = Staff.objects.create(
        email="wren@porticoshire.example", name="Wren Hughes", joined_at=cast.tamsin.joined_at
    )
    Membership.objects.create(staff=wren, role=Role.SERVICE_DESIGNER)
    return wren


def make_scene(cast: Cast) -> Scene:
    """Publish the service and the group it is in."""
    groups = Groups.model_validate({"format": 1, "groups": [{"id": "streets", "title": "Streets"}]})
    import_groups(groups=groups, by=Actor.system(), at=BEGINNING)
    return Scene(cast, publish(**SOUND))


def another_version(**changes: Any) -> ServiceVersion:
    """Publish the service with other fields."""
    changed = definition(**(SOUND | changes))
    return publish_edited(definition=changed, by=Actor.system(), at=LATER).version
