"""Rows made for a statement are what the model would make of the same values."""

from __future__ import annotations

import uuid

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import models

from portico.ground.ledger.fields import NOT_PERSONAL
from portico.ground.ledger.statements import insert_rows, new_row


class Listed(models.Model):
    """A row with every way in which a field can say its default."""

    personal = {"words": NOT_PERSONAL, "kind": NOT_PERSONAL, "held": NOT_PERSONAL}

    made = models.UUIDField(default=uuid.uuid4)
    words = models.CharField(max_length=9, blank=True)
    kind = models.CharField(max_length=9, default="plain")
    number = models.IntegerField(null=True)
    held = models.JSONField(default=dict)
    of = models.ForeignKey(ContentType, null=True, on_delete=models.CASCADE)

    class Meta:
        app_label = "ledger"
        managed = False

    def __str__(self) -> str:
        return self.words


def test_a_new_row_is_what_the_model_would_make():
    made = uuid.uuid4()
    plain, quick = Listed(made=made, words="one", of_id=3), new_row(Listed, made=made, words="one", of_id=3)
    assert _held(quick) == _held(plain)
    assert quick._state.adding and quick._state.db is None
    assert isinstance(new_row(Listed).made, uuid.UUID)


def test_what_rows_hold_is_their_own():
    one, other = new_row(Listed), new_row(Listed)
    one.held["key"] = 1
    assert other.held == {}
    assert one.made != other.made


def test_an_unknown_name_is_refused():
    with pytest.raises(TypeError, match="Listed has no case"):
        new_row(Listed, case=1)


@pytest.mark.django_db
def test_a_new_row_is_written_like_any_other():
    row = new_row(ContentType, app_label="bins", model="bin")
    row.id = 70_000
    insert_rows([row])
    assert not row._state.adding
    assert ContentType.objects.get(pk=70_000).model == "bin"


def _held(row: models.Model) -> dict[str, object]:
    return {name: value for name, value in vars(row).items() if name != "_state"}
