"""Statements run prepared, in the transaction under way, with Django's errors."""

from __future__ import annotations

import contextlib
import uuid
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from django.db import DataError, IntegrityError, ProgrammingError, connection, models, transaction

from portico.ground.access.models import Membership, Role, Staff, Team
from portico.ground.ledger.kept_queries import KeptQuery, Later
from portico.ground.ledger.prepared import MOST_PREPARED, run_prepared
from tests.cast import BEGINNING

pytestmark = pytest.mark.django_db


def test_values_go_by_name_or_in_order_and_come_back_as_they_were():
    id = uuid.uuid4()
    statement = "SELECT %(id)s::uuid, %(at)s::timestamptz, %(none)s::text, %(id)s::uuid, '100%%'"
    assert run_prepared(statement, {"id": id, "at": BEGINNING, "none": None}) == [
        (id, BEGINNING, None, id, "100%")
    ]
    assert run_prepared("SELECT %s::int, %s::text[]", [7, ["ŵ", "it's"]]) == [(7, ["ŵ", "it's"])]


def test_a_statement_without_rows_gives_none():
    assert run_prepared("UPDATE access_team SET name = name WHERE code = %s", ["nowhere"]) == []


@pytest.mark.parametrize("prepare", [True, False])
def test_it_works_with_and_without_preparing(settings, prepare):
    settings.PORTICO_PREPARE = prepare
    assert run_prepared("SELECT %s::int + 1", [41]) == [(42,)]


def test_errors_are_djangos_and_name_the_constraint():
    Team.objects.create(code="waste", name="Waste")
    with pytest.raises(IntegrityError) as told, transaction.atomic():
        run_prepared(
            "INSERT INTO access_team (id, code, name) VALUES (%s, %s, %s)", [uuid.uuid4(), "waste", "Again"]
        )
    assert isinstance(told.value.__cause__, psycopg.Error)
    assert told.value.__cause__.diag.constraint_name == "access_team_code_key"
    with pytest.raises(DataError), transaction.atomic():
        run_prepared("SELECT %s::text::int", ["seven"])
    with pytest.raises(ProgrammingError), transaction.atomic():
        run_prepared("SELECT * FROM nothing_of_that_name WHERE id = %s", [1])


def test_it_begins_the_transaction_under_way():
    # A connection of its own: that of the test is in a transaction already.
    with ThreadPoolExecutor(1) as elsewhere:
        assert elsewhere.submit(_insert_and_fail).result() == 0


def _insert_and_fail() -> int:
    """How many teams there are after an insert in a transaction that then fails."""
    try:
        with contextlib.suppress(ZeroDivisionError), transaction.atomic():
            run_prepared(
                "INSERT INTO access_team (id, code, name) VALUES (%s, %s, %s)", [uuid.uuid4(), "lost", "Lost"]
            )
            assert Team.objects.filter(code="lost").exists()
            raise ZeroDivisionError
        return Team.objects.filter(code="lost").count()
    finally:
        connection.close()


def test_statements_not_used_any_more_make_room():
    for number in range(MOST_PREPARED + 5):
        assert run_prepared(f"SELECT {number}", []) == [(number,)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE name LIKE 'portico%'")
        assert cursor.fetchone()[0] <= MOST_PREPARED
    assert run_prepared("SELECT 0", []) == [(0,)]


def test_it_is_counted(django_assert_num_queries):
    with django_assert_num_queries(2):
        run_prepared("SELECT 1", [])
        run_prepared("SELECT 1", [])


MEMBERS = KeptQuery(
    lambda: (
        Membership.objects.filter(role=Later("role", models.CharField(max_length=20)))
        .select_related("staff", "team")
        .annotate(also=models.Value("known"))
        .order_by("staff__name")
    )
)
NAMES = KeptQuery(
    lambda: Staff.objects.filter(is_active=Later("active", models.BooleanField())).values_list("name")
)


def test_a_kept_query_gives_what_its_query_set_would(cast, django_assert_num_queries):
    plain = Membership.objects.filter(role=Role.CASE_OFFICER).order_by("staff__name")
    with django_assert_num_queries(1):
        kept = MEMBERS.run(role=Role.CASE_OFFICER)
        told = [(one.staff.name, one.team and one.team.name) for one in kept]
    assert kept == list(plain) and kept
    assert told == [(one.staff.name, one.team and one.team.name) for one in plain]
    assert {one.also for one in kept} == {"known"}
    assert MEMBERS.first(role="nobody") is None
    assert NAMES.run(active=True) == list(Staff.objects.filter(is_active=True).values_list("name"))
    with pytest.raises(KeyError):
        NAMES.run()
