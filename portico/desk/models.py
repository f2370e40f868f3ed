"""Who is looking at which case: advice for colleagues, not a lock."""

from __future__ import annotations

from django.db import models

from portico.ground.access.models import Staff
from portico.records.cases.models import Case


class CaseLook(models.Model):
    """Somebody had a case open a moment ago. One row a case and person; in no backup, gone after a crash."""

    pk = models.CompositePrimaryKey("case_id", "staff_id")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    staff = models.ForeignKey(
        Staff, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    at = models.DateTimeField()

    class Meta:
        db_table = "desk_case_look"

    def __str__(self) -> str:
        return f"{self.staff_id} looking at case {self.case_id}"
