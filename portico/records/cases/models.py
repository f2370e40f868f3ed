"""Cases, their time line, their files and those who follow them."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from uuid_utils.compat import uuid7

from portico.ground.access.models import Staff, Team
from portico.ground.files.models import StoredFile
from portico.ground.ledger.fields import CUSTOMER, CUSTOMER_SPECIAL, NOT_PERSONAL
from portico.records.catalogue.definition.workflow import STAGES
from portico.records.catalogue.models import Service, ServiceVersion
from portico.records.people.models import Customer


class Case(models.Model):
    """One request of one customer for one service, from receipt to completion.

    Contact details are a snapshot as given; the link to a customer may be empty. `stage` is written by
    `move_case` alone. Times are UTC.
    """

    personal = {
        "reference": NOT_PERSONAL,
        "title": CUSTOMER,
        "stage": NOT_PERSONAL,
        "outcome": NOT_PERSONAL,
        "reasons": CUSTOMER_SPECIAL,
        "channel": NOT_PERSONAL,
        "language": NOT_PERSONAL,
        "source": NOT_PERSONAL,
        "source_key": NOT_PERSONAL,
        "answers": CUSTOMER_SPECIAL,
        "facts": CUSTOMER,
        "contact_name": CUSTOMER,
        "contact_name_key": CUSTOMER,
        "contact_email": CUSTOMER,
        "contact_phone": CUSTOMER,
        "place_text": CUSTOMER,
        "place_postcode": CUSTOMER,
        "place_uprn": CUSTOMER,
        "search": CUSTOMER,
    }

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reference = models.CharField(max_length=8, unique=True)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="cases", db_index=False)
    service_version = models.ForeignKey(ServiceVersion, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="cases", db_index=False)
    assigned_to = models.ForeignKey(
        Staff, null=True, on_delete=models.PROTECT, related_name="cases", db_index=False
    )
    customer = models.ForeignKey(Customer, null=True, on_delete=models.SET_NULL, related_name="cases")

    title = models.CharField(max_length=200)
    stage = models.CharField(max_length=10, default="receive")
    outcome = models.CharField(max_length=60, blank=True)
    reasons = models.TextField(blank=True)
    """Why it was decided so, in the words the customer was told."""

    channel = models.CharField(max_length=10)
    language = models.CharField(max_length=2, default="en")
    source = models.CharField(max_length=40)
    source_key = models.CharField(max_length=100)
    """With `source`, makes a submission exist once: the draft's id, the sender's key, the row's key."""

    answers = models.JSONField()
    facts = models.JSONField(default=dict)
    contact_name = models.CharField(max_length=200, blank=True)
    contact_name_key = models.CharField(max_length=200, blank=True)
    contact_email = models.CharField(max_length=254, blank=True)
    contact_phone = models.CharField(max_length=30, blank=True)
    place_text = models.CharField(max_length=300, blank=True)
    place_postcode = models.CharField(max_length=8, blank=True)
    place_uprn = models.CharField(max_length=12, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)

    opened_at = models.DateTimeField()
    stage_since = models.DateTimeField()
    due_at = models.DateTimeField()
    """Close of business on the due day; moves on by whole days when a pause ends."""
    waiting_since = models.DateTimeField(null=True)
    """Set while the customer has been asked something; the clock stands still."""
    closed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    """Rises with every change; a page that shows an older one gets the conflict page."""
    search = SearchVectorField(null=True)

    class Meta:
        db_table = "cases_case"
        constraints = [
            models.UniqueConstraint(fields=["source", "source_key"], name="case_submitted_once"),
            models.CheckConstraint(condition=Q(stage__in=STAGES), name="case_stage_known"),
            models.CheckConstraint(
                condition=Q(stage="completion", closed_at__isnull=False, outcome__gt="")
                | (~Q(stage="completion") & Q(closed_at__isnull=True, outcome="")),
                name="case_closed_means_completed_with_outcome",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(waiting_since__isnull=True),
                name="case_closed_waits_for_nobody",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="case_position_whole_and_on_earth",
            ),
            models.CheckConstraint(condition=Q(due_at__gte=F("opened_at")), name="case_due_after_opening"),
            models.CheckConstraint(condition=Q(version__gte=1), name="case_version_from_one"),
            models.CheckConstraint(condition=Q(language__in=["en", "cy"]), name="case_language_known"),
        ]
        indexes = [
            models.Index(
                fields=["team", "due_at", "id"], name="case_queue_team", condition=Q(closed_at__isnull=True)
            ),
            models.Index(
                fields=["service", "due_at", "id"],
                name="case_queue_service",
                condition=Q(closed_at__isnull=True),
            ),
            models.Index(
                fields=["assigned_to", "due_at", "id"],
                name="case_queue_officer",
                condition=Q(closed_at__isnull=True, assigned_to__isnull=False),
            ),
            models.Index(
                fields=["due_at", "id"], name="case_queue_everything", condition=Q(closed_at__isnull=True)
            ),
            models.Index(
                fields=["service", "latitude", "longitude"],
                name="case_open_nearby",
                condition=Q(closed_at__isnull=True, latitude__isnull=False),
            ),
            models.Index(fields=["service", "opened_at"], name="case_service_opened"),
            models.Index(fields=["contact_email"], name="case_contact_email", condition=~Q(contact_email="")),
            GinIndex(fields=["search"], name="case_search", fastupdate=True),
        ]

    def __str__(self) -> str:
        return f"case {self.reference}"


class CaseEntry(models.Model):
    """One line of a case's time line. What the customer may see has `shown` set, in their language."""

    personal = {
        "kind": NOT_PERSONAL,
        "by_kind": NOT_PERSONAL,
        "move": NOT_PERSONAL,
        "from_stage": NOT_PERSONAL,
        "to_stage": NOT_PERSONAL,
        "text": CUSTOMER_SPECIAL,
        "shown": CUSTOMER_SPECIAL,
    }

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="entries", db_index=False)
    at = models.DateTimeField()
    kind = models.CharField(max_length=12)
    by_kind = models.CharField(max_length=10)
    by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    move = models.CharField(max_length=60, blank=True)
    from_stage = models.CharField(max_length=10, blank=True)
    to_stage = models.CharField(max_length=10, blank=True)
    text = models.TextField(blank=True)
    """For staff: the note, the question asked, the reply, the reasons."""
    shown = models.TextField(blank=True)
    """For the customer, in plain words; empty where it is not for them."""

    class Meta:
        db_table = "cases_entry"
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "opened", "moved", "assigned", "note", "question", "reply",
                        "file", "joined", "linked", "reopened", "withdrawn",
                    ]
                ),
                name="case_entry_kind_known",
            )
        ]  # fmt: skip
        indexes = [models.Index(fields=["case", "id"], name="case_entry_in_order")]

    def __str__(self) -> str:
        return f"{self.kind} on case {self.case_id}"


class CaseFile(models.Model):
    """A file given with a case: which question or entry it answers, who gave it."""

    personal = {"question": NOT_PERSONAL, "given_by": NOT_PERSONAL, "name": CUSTOMER}

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="files")
    stored = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    entry = models.ForeignKey(CaseEntry, null=True, on_delete=models.CASCADE, related_name="files")
    question = models.CharField(max_length=60, blank=True)
    given_by = models.CharField(max_length=10)
    name = models.CharField(max_length=200)
    given_at = models.DateTimeField()

    class Meta:
        db_table = "cases_file"

    def __str__(self) -> str:
        return f"file on case {self.case_id}"


class CaseFollower(models.Model):
    """Somebody who joined an open report instead of making a second one, and is told of its progress."""

    personal = {
        "name": CUSTOMER,
        "email": CUSTOMER,
        "phone": CUSTOMER,
        "language": NOT_PERSONAL,
        "source_key": NOT_PERSONAL,
        "reference": NOT_PERSONAL,
    }

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="followers")
    customer = models.ForeignKey(Customer, null=True, on_delete=models.SET_NULL, related_name="+")
    reference = models.CharField(max_length=8, unique=True)
    """The follower's own reference: with it and their own details they follow the shared case."""
    name = models.CharField(max_length=200, blank=True)
    email = models.CharField(max_length=254, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    language = models.CharField(max_length=2, default="en")
    source_key = models.CharField(max_length=100, unique=True)
    joined_at = models.DateTimeField()

    class Meta:
        db_table = "cases_follower"

    def __str__(self) -> str:
        return f"follower of case {self.case_id}"
