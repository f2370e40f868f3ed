"""Sets the desk's scene in a running Portico: run by `portico django shell` against its database."""

from __future__ import annotations

from portico.records.cases.tests.scene import publish, report
from portico.records.catalogue.models import Service
from tests.cast import make_cast


def set_scene() -> str:
    """Make the cast and the service where they are missing; return the reference of a new case."""
    if not Service.objects.filter(code="street-light").exists():
        make_cast()
        publish()
    version = Service.objects.get(code="street-light").current
    assert version is not None
    return report(version, story="The light by the church is out", illness="I have epilepsy").reference
