"""Who is looking at which case, which is advice and no lock; and who tries out which service."""

from __future__ import annotations

from django.db import models

from portico.ground.access.models import Staff
from portico.ground.ledger.constraints import OneOf
from portico.ground.ledger.fields import NOT_PERSONAL
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


TRIED = ("copy", "published")
SEEN_AS = ("everybody", "agent", "case_officer", "team_leader", "manager")


class TryOut(models.Model):
    """A service that a designer tries out, and the place where that happens. Gone when the try-out ends.

    What is done in it stands in the tables of its place (`portico.ground.tryouts`), not here.
    """

    personal = {"code": NOT_PERSONAL, "tried": NOT_PERSONAL, "seen_as": NOT_PERSONAL}

    place = models.PositiveSmallIntegerField(primary_key=True)
    """The number of its place, from 1."""
    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=60)
    """The service."""
    tried = models.CharField(max_length=9)
    """What is tried: a working copy, or the version in force."""
    tried_id = models.UUIDField()
    """The id of the `ServiceEdit` or `ServiceVersion`: no reference, so that a try-out holds nothing back."""
    number = models.PositiveIntegerField()
    """The last change of the working copy, or the number of the version, when the try-out began."""
    seen_as = models.CharField(max_length=12, default="everybody")
    """Whose eyes the pages of staff are seen with: a role, or all of them."""
    begun_at = models.DateTimeField()
    used_at = models.DateTimeField()

    class Meta:
        db_table = "desk_tryout"
        constraints = [
            models.UniqueConstraint(fields=["staff", "code"], name="tryout_one_of_a_service"),
            models.CheckConstraint(condition=models.Q(place__gte=1), name="tryout_place_from_one"),
            models.CheckConstraint(condition=OneOf("tried", TRIED), name="tryout_tried_known"),
            models.CheckConstraint(condition=OneOf("seen_as", SEEN_AS), name="tryout_seen_as_known"),
        ]

    def __str__(self) -> str:
        return f"try-out of {self.code} by {self.staff_id}"
