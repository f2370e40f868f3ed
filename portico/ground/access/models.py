"""Staff, the teams they work in, the roles they hold there, and the audit of what they change and look at."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from uuid_utils.compat import uuid7

from portico.ground.ledger.fields import CUSTOMER, CUSTOMER_SPECIAL, NOT_PERSONAL, STAFF

if TYPE_CHECKING:
    from django.contrib.sessions.backends.base import SessionBase


class Role(models.TextChoices):
    """What a member of staff may do in a team. Wider roles come later."""

    AGENT = "agent", "Agent"
    CASE_OFFICER = "case_officer", "Case officer"
    TEAM_LEADER = "team_leader", "Team leader"
    MANAGER = "manager", "Manager"
    ADMINISTRATOR = "administrator", "Administrator"
    SERVICE_DESIGNER = "service_designer", "Service designer"


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

    personal = {"email": STAFF, "name": STAFF, "direct_line": STAFF, "password": STAFF}

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    direct_line = models.CharField(max_length=30, blank=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField()
    sign_ins_number = models.PositiveIntegerField(default=1)
    """Part of what keeps a session valid: raising it ends every session of this account."""

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects: ClassVar[StaffRegister] = StaffRegister()

    class Meta:
        db_table = "access_staff"
        constraints = [
            models.UniqueConstraint(Lower("email"), name="staff_email_unique_whatever_case"),
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="staff_email_lower_case"),
        ]

    def __str__(self) -> str:
        return self.name

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        # Django's own covers a changed password; a second factor that was taken away must end sessions too.
        salt = "portico.ground.access.models.Staff.session"
        value = f"{self.password}:{self.sign_ins_number}"
        return salted_hmac(salt, value, secret=secret, algorithm="sha256").hexdigest()


class Membership(models.Model):
    """A role that a member of staff holds in a team; without a team it holds everywhere.

    Case officers and team leaders belong to a team; administrators of accounts and service designers to none.
    """

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
            models.CheckConstraint(
                condition=models.Q(
                    team__isnull=True, role__in=["agent", "manager", "administrator", "service_designer"]
                )
                | models.Q(team__isnull=False, role__in=["agent", "case_officer", "team_leader", "manager"]),
                name="membership_role_fits_team",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} in {self.team_id or 'every team'}"


class StaffSession(AbstractBaseSession):
    """A session of a browser at the desk, and who has signed in with it; nobody while they are signing in.

    Who it is stands in `session_data` too, which is signed and is what counts. Here it lets one statement
    find the session and the person.
    """

    personal = {"session_key": STAFF, "session_data": STAFF}

    staff = models.ForeignKey(Staff, null=True, on_delete=models.CASCADE, related_name="sessions")

    class Meta(AbstractBaseSession.Meta):
        abstract = False
        db_table = "access_session"

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        """What reads and writes it."""
        from portico.ground.access.sessions import SessionStore

        return SessionStore


class AuditEntry(models.Model):
    """One field of one record changed: its old and new value, by whom and when.

    Apart from the ledger, because it holds what was written. Insert only: a trigger refuses every change but
    the erasure of the values, after which the fact that there was a change stays.
    """

    personal = {
        "record": NOT_PERSONAL,
        "field": NOT_PERSONAL,
        "old": CUSTOMER_SPECIAL,
        "new": CUSTOMER_SPECIAL,
        "by_kind": NOT_PERSONAL,
    }

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    at = models.DateTimeField()
    by_kind = models.CharField(max_length=10)
    by_id = models.UUIDField(null=True)
    record = models.CharField(max_length=60)
    """The kind of record, such as `cases.case`."""
    record_id = models.UUIDField()
    about = models.UUIDField()
    """Whose erasure takes the values away: the customer, or the case while it has none, or the staff."""
    field = models.CharField(max_length=80)
    old = models.JSONField(null=True)
    new = models.JSONField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "access_audit_entry"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(erased_at__isnull=True) | models.Q(old__isnull=True, new__isnull=True),
                name="audit_erased_means_empty",
            ),
        ]
        indexes = [
            models.Index(fields=["record_id", "id"], name="audit_of_record"),
            models.Index(fields=["about"], name="audit_about"),
        ]

    def __str__(self) -> str:
        return f"change of {self.field} of {self.record} {self.record_id}"


class SensitiveView(models.Model):
    """Somebody looked at something sensitive: who, what, when, and why where it was asked. Insert only."""

    personal = {"record": NOT_PERSONAL, "what": NOT_PERSONAL, "why": CUSTOMER}

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    at = models.DateTimeField()
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+", db_index=False)
    record = models.CharField(max_length=60)
    record_id = models.UUIDField()
    about = models.UUIDField()
    """Whose erasure takes the reason away: as for `AuditEntry`."""
    what = models.CharField(max_length=60)
    """Which part was looked at, as a code: `answers`, `evidence`."""
    why = models.CharField(max_length=300, blank=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "access_sensitive_view"
        indexes = [
            models.Index(fields=["record_id", "id"], name="sensitive_view_of_record"),
            models.Index(fields=["staff", "id"], name="sensitive_view_by_staff"),
            models.Index(fields=["about"], name="sensitive_view_about"),
        ]

    def __str__(self) -> str:
        return f"view of {self.what} of {self.record} {self.record_id}"
