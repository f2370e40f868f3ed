"""Places are made after the tables of `public`, and made anew where those have changed."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from portico.ground.tryouts.pool import SCHEMAS, empty, is_shared, make_places, places_made, tables_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("places_to_try")]
FIRST = SCHEMAS[0]


def run(words: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(words)
        return cursor.fetchall() if cursor.description else []


def test_a_place_has_every_table_but_those_that_are_shared():
    own = {table for table in tables_in("public") if not is_shared(table)}
    assert set(tables_in(FIRST)) == own
    assert {"cases_case", "ledger_event", "messages_message", "procrastinate_jobs", "web_draft"} <= own
    assert {"access_audit_entry", "access_sensitive_view", "catalogue_service", "files_stored"} <= own
    assert not {"access_staff", "access_session", "places_address", "desk_tryout"} & own
    assert places_made() == list(SCHEMAS)


def test_a_table_that_nobody_thought_of_is_thrown_away_too():
    run("CREATE TABLE public.novelty (id integer PRIMARY KEY)")
    make_places()
    assert "novelty" in tables_in(FIRST)


def test_places_are_left_alone_where_nothing_changed():
    assert make_places() == []


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE public.web_draft ADD COLUMN mood text",
        "ALTER TABLE public.web_draft ALTER COLUMN language SET DEFAULT 'cy'",
        "ALTER TABLE public.web_draft ADD CONSTRAINT mild CHECK (version < 99)",
        "ALTER TABLE public.web_draft ALTER COLUMN channel TYPE varchar(11)",
        "CREATE UNIQUE INDEX mild ON public.web_draft (id, version)",
        "DROP TABLE public.contacts_contact",
    ],
)
def test_every_place_is_made_anew_where_a_table_changed(change):
    run(change)
    assert make_places() == list(SCHEMAS)
    assert make_places() == []
    assert set(tables_in(FIRST)) == {table for table in tables_in("public") if not is_shared(table)}


def test_a_place_that_is_missing_is_made():
    run(f"DROP SCHEMA {FIRST} CASCADE")
    assert make_places() == [FIRST]


def test_a_schema_that_is_no_place_any_more_goes():
    run("CREATE SCHEMA tryout_99")
    make_places()
    assert run("SELECT count(*) FROM pg_namespace WHERE nspname = 'tryout_99'") == [(0,)]


def test_constraints_have_the_names_by_which_actions_know_them():
    named = f"SELECT conname FROM pg_constraint WHERE conrelid = '{FIRST}.cases_case'::regclass"
    assert {("case_reference_unique",), ("case_submitted_once",), ("case_stage_known",)} <= set(run(named))


def test_nothing_in_a_place_refers_to_the_tables_of_everybody_or_counts_by_their_sequences():
    refers = f"""
        SELECT conname FROM pg_constraint JOIN pg_class AS other ON other.oid = confrelid
         WHERE connamespace = '{FIRST}'::regnamespace AND contype = 'f'
           AND other.relnamespace <> connamespace"""
    assert run(refers) == []
    assert run(f"SELECT count(*) > 20 FROM pg_constraint WHERE connamespace = '{FIRST}'::regnamespace "
               "AND contype = 'f'") == [(True,)]  # fmt: skip
    counts = f"""
        SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef JOIN pg_class ON pg_class.oid = adrelid
         WHERE relnamespace = '{FIRST}'::regnamespace AND pg_get_expr(adbin, adrelid) LIKE 'nextval%'"""
    found = [words for (words,) in run(counts)]
    assert found
    assert all(FIRST in words for words in found), found


def test_keys_hold_in_a_place_as_they_do_outside():
    draft = f"""
        INSERT INTO {FIRST}.catalogue_service (id, code) VALUES
        ('01890a5d-ac96-774b-bcce-b302099a8057', 'a'), ('01890a5d-ac96-774b-bcce-b302099a8058', 'a')"""
    with pytest.raises(IntegrityError), transaction.atomic():
        run(draft)


def test_emptying_leaves_nothing():
    run(f"INSERT INTO {FIRST}.procrastinate_jobs (queue_name, task_name) VALUES ('a', 'b')")
    empty(FIRST)
    assert run(f"SELECT count(*) FROM {FIRST}.procrastinate_jobs") == [(0,)]


def test_the_role_that_serves_may_fill_and_empty_places_and_make_none():
    run("CREATE ROLE somebody_serving")
    make_places(serving_role="somebody_serving")
    run("SET LOCAL ROLE somebody_serving")
    run(f"INSERT INTO {FIRST}.procrastinate_jobs (queue_name, task_name) VALUES ('a', 'b')")
    empty(FIRST)
    with pytest.raises(Exception, match="permission denied"), transaction.atomic():
        run("CREATE SCHEMA tryout_9")
    with pytest.raises(Exception, match="permission denied"), transaction.atomic():
        run(f"CREATE TABLE {FIRST}.mine (id integer)")
    run("RESET ROLE")
