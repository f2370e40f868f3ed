"""The audit: only added to, and emptied for those who are erased."""

from __future__ import annotations

import uuid

import pytest
from django.db import DatabaseError, connection, transaction

from portico.ground.access.audit import erase_audit_about, record_change, record_view
from portico.ground.access.models import AuditEntry, SensitiveView
from portico.ground.ledger.events import Actor
from tests.cast import BEGINNING

RECORD = uuid.uuid4()
CUSTOMER = uuid.uuid4()


def change(cast, about=CUSTOMER):
    record_change(
        record="people.customer",
        record_id=RECORD,
        about=about,
        changes={"name": ("Ada", "Ada Byron"), "phone": ("1", "1"), "lines": (None, ["1 High Street"])},
        by=Actor.staff(cast.owen.pk),
        at=BEGINNING,
    )


def view(cast):
    record_view(
        record="cases.case", record_id=RECORD, about=CUSTOMER, what="answers",
        staff_id=cast.owen.pk, at=BEGINNING, why="Ada rang",
    )  # fmt: skip


def test_only_what_changed_is_written_down(cast, django_assert_num_queries):
    with django_assert_num_queries(1):
        change(cast)
    entries = {entry.field: entry for entry in AuditEntry.objects.all()}
    assert set(entries) == {"name", "lines"}
    assert (entries["name"].old, entries["name"].new) == ("Ada", "Ada Byron")
    assert entries["name"].by_id == cast.owen.pk


@pytest.mark.parametrize("table", ["access_audit_entry", "access_sensitive_view"])
@pytest.mark.parametrize("words", ["UPDATE {} SET at = now()", "DELETE FROM {}", "TRUNCATE {}"])
def test_nothing_is_changed_or_removed(cast, table, words):
    change(cast)
    view(cast)
    connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(words.format(table))


def test_erasing_empties_the_values_and_leaves_the_fact(cast):
    change(cast)
    view(cast)
    change(cast, about=uuid.uuid4())
    assert erase_audit_about(about=[CUSTOMER], at=BEGINNING) == 3
    gone = AuditEntry.objects.get(about=CUSTOMER, field="name")
    assert (gone.old, gone.new, gone.erased_at) == (None, None, BEGINNING)
    assert SensitiveView.objects.get().why == ""
    assert AuditEntry.objects.exclude(about=CUSTOMER).get(field="name").old == "Ada"
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute("UPDATE access_audit_entry SET old = NULL")


def test_erasing_cannot_rewrite_who_did_what(cast):
    change(cast)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        cursor = connection.cursor()
        cursor.execute("SELECT set_config('portico.erasing', 'on', true)")
        cursor.execute("UPDATE access_audit_entry SET field = 'x', erased_at = now(), old = NULL, new = NULL")
