"""Migrating makes the places for try-outs; a try-out whose place is made anew has ended."""

from __future__ import annotations

import pytest
from django.db import connection

from portico.desk.models import TryOut
from portico.desk.trying.tryouts import NotSetUpError, begin_tryout
from portico.ground.tryouts.inside import files_of
from portico.ground.tryouts.pool import SCHEMAS
from portico.records.cases.tests.scene import publish
from portico.wiring.launcher.migrations import make_places_to_try
from tests.cast import BEGINNING
from tests.tryouts import places_to_try

__all__ = ["places_to_try"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("places_to_try")]


def run(words: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(words)


@pytest.fixture
def tryout(cast) -> TryOut:
    publish()
    return begin_tryout(code="street-light", tried="published", staff_id=cast.tamsin.pk, at=BEGINNING)


def test_a_try_out_goes_on_where_no_table_changed(tryout):
    make_places_to_try(None)
    assert TryOut.objects.get() == tryout


def test_a_try_out_ends_where_a_table_changed(tryout, settings, tmp_path):
    settings.PORTICO_HOME = tmp_path
    place = SCHEMAS[tryout.place - 1]
    files_of(place).mkdir(parents=True)
    run(
        "SET CONSTRAINTS ALL IMMEDIATE"
    )  # as they are checked where the try-out began in a transaction before
    run("ALTER TABLE public.web_draft ADD COLUMN mood text")
    make_places_to_try(None)
    assert not TryOut.objects.exists()
    assert not files_of(place).exists()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT mood FROM {place}.web_draft")
        assert cursor.fetchall() == []


def test_where_the_owner_may_make_no_schemas_it_says_what_to_do(cast, capfd):
    publish()
    for schema in SCHEMAS:
        run(f"DROP SCHEMA {schema} CASCADE")
    run("CREATE ROLE plain; GRANT SELECT ON ALL TABLES IN SCHEMA public TO plain; SET LOCAL ROLE plain")
    make_places_to_try(None)
    run("RESET ROLE")
    assert "GRANT CREATE ON DATABASE" in capfd.readouterr().err
    with pytest.raises(NotSetUpError, match="portico migrate"):
        begin_tryout(code="street-light", tried="published", staff_id=cast.tamsin.pk, at=BEGINNING)
