"""The ledger: one append-only table of events."""

from django.db import models
from django.db.models.expressions import RawSQL
from django.db.models.functions import Now

from portico.ground.ledger.constraints import OneOf


class LedgerEvent(models.Model):
    """One thing that happened. Insert only: a trigger refuses every update, delete and truncate.

    `position` rises with each insert, but commits may become visible out of order; a reader that follows
    the ledger takes only rows whose `transaction_number` is below the oldest one still running
    (`pg_snapshot_xmin(pg_current_snapshot())`).
    """

    id = models.UUIDField(primary_key=True, editable=False)
    position = models.BigIntegerField(
        db_default=RawSQL("nextval('ledger_event_position')", []), unique=True, editable=False
    )
    transaction_number = models.BigIntegerField(
        db_default=RawSQL("pg_current_xact_id()::text::bigint", []), editable=False
    )
    name = models.CharField(max_length=80)
    version = models.PositiveSmallIntegerField()
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)
    actor_kind = models.CharField(max_length=10)
    actor_id = models.UUIDField(null=True)
    subjects = models.JSONField()
    causation = models.UUIDField(null=True)
    council = models.CharField(max_length=40)
    payload = models.JSONField()

    class Meta:
        db_table = "ledger_event"
        constraints = [
            models.CheckConstraint(
                condition=OneOf("actor_kind", ["resident", "staff", "system", "partner"]),
                name="ledger_event_actor_kind_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(name="") & ~models.Q(council=""), name="ledger_event_named"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} v{self.version}"
