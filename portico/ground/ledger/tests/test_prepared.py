"""Statements run prepared, in the transaction under way, with Django's errors."""

from __future__ import annotations

import contextlib
import uuid
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import DataError, IntegrityError, ProgrammingError, connection, models, transaction

from portico.ground.ledger.kept_queries import KeptQuery, Later
from portico.ground.ledger.prepared import MOST_PREPARED, run_prepared
from tests.cast import BEGINNING

pytestmark = pytest.mark.django_db

INSERT = "INSERT INTO django_content_type (app_label, model) VALUES (%s, %s)"


def test_values_go_by_name_or_in_order_and_come_back_as_they_were():
    id = uuid.uuid4()
    statement = "SELECT %(id)s::uuid, %(at)s::timestamptz, %(none)s::text, %(id)s::uuid, '100%%'"
    assert run_prepared(statement, {"id": id, "at": BEGINNING, "none": None}) == [
        (id, BEGINNING, None, id, "100%")
    ]
    assert run_prepared("SELECT %s::int, %s::text[]", [7, ["ŵ", "it's"]]) == [(7, ["ŵ", "it's"])]


def test_a_statement_without_rows_gives_none():
    assert run_prepared("UPDATE django_content_type SET model = model WHERE model = %s", ["nothing"]) == []


@pytest.mark.parametrize("prepare", [True, False])
def test_it_works_with_and_without_preparing(settings, prepare):
    settings.PORTICO_PREPARE = prepare
    assert run_prepared("SELECT %s::int + 1", [41]) == [(42,)]


def test_errors_are_djangos_and_name_the_constraint():
    ContentType.objects.create(app_label="bins", model="bin")
    with pytest.raises(IntegrityError) as told, transaction.atomic():
        run_prepared(INSERT, ["bins", "bin"])
    assert isinstance(told.value.__cause__, psycopg.Error)
    assert told.value.__cause__.diag.constraint_name == "django_content_type_app_label_model_76bd3d3b_uniq"
    with pytest.raises(DataError), transaction.atomic():
        run_prepared("SELECT %s::text::int", ["seven"])
    with pytest.raises(ProgrammingError), transaction.atomic():
        run_prepared("SELECT * FROM nothing_of_that_name WHERE id = %s", [1])


def test_it_begins_the_transaction_under_way():
    # A connection of its own: that of the test is in a transaction already.
    with ThreadPoolExecutor(1) as elsewhere:
        assert elsewhere.submit(_insert_and_fail).result() == 0


def _insert_and_fail() -> int:
    """How many rows there are after an insert in a transaction that then fails."""
    try:
        with contextlib.suppress(ZeroDivisionError), transaction.atomic():
            run_prepared(INSERT, ["bins", "lost"])
            assert ContentType.objects.filter(model="lost").exists()
            raise ZeroDivisionError
        return ContentType.objects.filter(model="lost").count()
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


MAY_ADD = KeptQuery(
    lambda: (
        Permission.objects.filter(codename__startswith=Later("codename", models.CharField(max_length=100)))
        .select_related("content_type")
        .annotate(also=models.Value("known"))
        .order_by("pk")
    )
)
NAMES = KeptQuery(
    lambda: Permission.objects.filter(pk__lt=Later("pk", models.IntegerField())).values_list("name")
)


def test_a_kept_query_gives_what_its_query_set_would(django_assert_num_queries):
    plain = Permission.objects.filter(codename__startswith="add_").order_by("pk")
    with django_assert_num_queries(1):
        kept = MAY_ADD.run(codename="add_")
        told = [(one.codename, one.content_type.model) for one in kept]
    assert kept == list(plain) and kept
    assert told == [(one.codename, one.content_type.model) for one in plain]
    assert {vars(one)["also"] for one in kept} == {"known"}
    assert MAY_ADD.first(codename="nothing_of_that_name") is None
    assert NAMES.run(pk=10**6) == list(Permission.objects.values_list("name"))
    with pytest.raises(KeyError):
        NAMES.run()
