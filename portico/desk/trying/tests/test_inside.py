"""Inside a try-out everything is its own: rows, jobs, files and addresses; outside nothing has changed."""

from __future__ import annotations

from io import BytesIO

import psycopg
import pytest
from django.db import OperationalError, connection, transaction
from django.urls import reverse

from portico.design.addresses import address_of
from portico.ground.access.models import Team
from portico.ground.files.actions import open_file, store_file
from portico.ground.files.models import StoredFile
from portico.ground.ledger.actions import action
from portico.ground.ledger.events import Actor
from portico.ground.ledger.kept_queries import KeptQuery
from portico.ground.ledger.models import LedgerEvent
from portico.ground.ledger.prepared import run_prepared
from portico.ground.tryouts.inside import Place, files_of, inside, place_now
from portico.ground.tryouts.pool import SCHEMAS, empty
from tests.cast import BEGINNING

pytestmark = pytest.mark.usefixtures("places_to_try")
PLACE = Place(SCHEMAS[0])
OTHER = Place(SCHEMAS[1])
COUNT = "SELECT count(*) FROM files_stored"
JOBS = "SELECT count(*) FROM procrastinate_jobs"
FILES = KeptQuery(lambda: StoredFile.objects.values_list("bytes"))


def keep(content: bytes = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n") -> StoredFile:
    return store_file(content=BytesIO(content), accepts={"pdf"}, by=Actor.system(), at=BEGINNING)


def path_now() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW search_path")
        return str(cursor.fetchone()[0])


@pytest.mark.django_db
def test_prepared_statements_read_the_tables_of_where_they_are_run():
    outside = path_now()
    for _ in range(3):
        before = run_prepared(COUNT, []), FILES.run()
        with inside(PLACE):
            assert run_prepared(COUNT, []) == [(0,)]
            keep()
            assert run_prepared(COUNT, []) == [(1,)]
            assert len(FILES.run()) == 1
            empty(PLACE.schema)
        assert (run_prepared(COUNT, []), FILES.run()) == before
        with inside(OTHER):
            assert FILES.run() == []
        keep()
        assert len(FILES.run()) == len(before[1]) + 1
    assert path_now() == outside


@pytest.mark.django_db
def test_jobs_and_events_stay_inside(settings):
    settings.PORTICO_CLAMD = "127.0.0.1:1"
    keep()
    real = run_prepared(JOBS, []), LedgerEvent.objects.count()
    assert real[0] == [(1,)]
    with inside(PLACE):
        keep()
        assert run_prepared(JOBS, []) == [(1,)]
        assert LedgerEvent.objects.count() == 1
    assert (run_prepared(JOBS, []), LedgerEvent.objects.count()) == real
    keep()
    assert run_prepared(JOBS, []) == [(2,)]


@pytest.mark.django_db
def test_a_file_with_the_content_of_a_real_one_is_kept_apart(settings, tmp_path):
    settings.PORTICO_HOME = tmp_path
    real = keep()
    with inside(PLACE):
        tried = keep()
        assert tried.sha256 == real.sha256
        assert open_file(tried).read().startswith(b"%PDF")
    kept = [path for path in files_of(PLACE.schema).rglob("*") if path.is_file()]
    assert [path.name for path in kept] == [real.sha256]
    kept[0].unlink()
    assert open_file(real).read().startswith(b"%PDF")


@pytest.mark.django_db
def test_an_exception_undoes_everything_and_leads_outside():
    outside = path_now()
    with pytest.raises(ZeroDivisionError), inside(PLACE):
        keep()
        raise ZeroDivisionError
    assert path_now() == outside
    assert place_now() is None
    assert reverse("desk:queue") == "/desk/"
    with inside(PLACE):
        assert run_prepared(COUNT, []) == [(0,)]


@pytest.mark.django_db
def test_a_try_out_is_not_entered_in_the_midst_of_an_action():
    @action
    def act() -> None:
        with inside(PLACE):
            pass

    with pytest.raises(RuntimeError):
        act()
    with pytest.raises(RuntimeError), inside(PLACE), inside(OTHER):
        pass


@pytest.mark.django_db
def test_what_is_shared_is_read_where_it_is():
    Team.objects.create(code="waste", name="Waste")
    with inside(PLACE):
        assert Team.objects.get().code == "waste"


@pytest.mark.django_db
def test_addresses_that_were_kept_are_those_of_outside():
    mounted = Place(PLACE.schema, "/desk/services/a/try/", lambda name: name in {"desk:queue", "desk:note"})
    with inside(mounted):
        assert address_of("desk:queue") == "/desk/services/a/try/desk/"
        assert address_of("desk:note", "BCDF") == "/desk/services/a/try/desk/cases/BCDF/note"
        assert address_of("portal:privacy") == "/privacy"
        assert reverse("desk:queue") == "/desk/services/a/try/desk/"
    assert address_of("desk:queue") == "/desk/"
    assert address_of("desk:note", "BCDF") == "/desk/cases/BCDF/note"
    assert reverse("desk:queue") == "/desk/"
    with inside(mounted):
        assert address_of("desk:note", "BCDF") == "/desk/services/a/try/desk/cases/BCDF/note"


def test_a_connection_that_is_killed_in_the_middle_leaves_nothing(committed):
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    told = connection.settings_dict
    killer = psycopg.connect(
        dbname=told["NAME"], user=told["USER"], password=told["PASSWORD"], host=told["HOST"], autocommit=True
    )
    with pytest.raises(OperationalError), killer, inside(PLACE):
        keep()
        killer.execute("SELECT pg_terminate_backend(%s, 5000)", [backend])
        run_prepared(COUNT, [])
    assert place_now() is None
    connection.close()
    assert run_prepared(COUNT, []) == [(0,)]
    assert path_now() == '"$user", public'
    with inside(PLACE):
        assert run_prepared(COUNT, []) == [(0,)]


def test_what_is_committed_stands_in_the_place_alone(committed):
    with inside(PLACE):
        keep()
    assert run_prepared(COUNT, []) == [(0,)]
    with inside(PLACE):
        assert run_prepared(COUNT, []) == [(1,)]
    with transaction.atomic():
        empty(PLACE.schema)
    with inside(PLACE):
        assert run_prepared(COUNT, []) == [(0,)]
