"""Staff, the teams they work in, the roles they hold there, and the audit of what they change and look at."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from uuid_utils.compat import uuid7


class Role(models.TextChoices):
    """What a member of staff may do in a team. Wider roles come later."""

    AGENT = "agent", "Agent"
    CASE_OFFICER = "case_officer", "Case officer"
    TEAM_LEADER = "team_leader", "Team leader"
    MANAGER = "manager", "Manager"
    ADMINISTRATOR = "administrator", "Administrator"


class Team(models.Model):
    """A team of the council, which services route their cases to."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=120)

    class Meta:
        db_table = "access_team"

    def __str__(self) -> str:
        return self.name


class StaffRegister(BaseUserManager["Staff"]):
    """Finds staff by the e-mail address they sign in with."""

    def get_by_natural_key(self, username: str | None) -> Staff:
        """Return the member of staff with that e-mail address, whatever its case."""
        return self.get(email__iexact=username or "")


class Staff(AbstractBaseUser):
    """The account of a member of staff. Residents have accounts of another kind."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    direct_line = models.CharField(max_length=30, blank=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects: ClassVar[StaffRegister] = StaffRegister()

    class Meta:
        db_table = "access_staff"
        constraints = [models.UniqueConstraint(Lower("email"), name="staff_email_unique_whatever_case")]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A role that a member of staff holds in a team; without a team it holds everywhere."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="memberships")
    team = models.ForeignKey(Team, null=True, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role.choices)

    class Meta:
        db_table = "access_membership"
        constraints = [
            models.UniqueConstraint(
                fields=["staff", "team", "role"], name="membership_once", nulls_distinct=False
            ),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="membership_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.role} in {self.team_id or 'every team'}"
