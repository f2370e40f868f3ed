"""Cases, their time line, their files and those who follow them."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Abs
from django.db.models.lookups import LessThanOrEqual
from uuid_utils.compat import uuid7

from portico.ground.access.models import Staff, Team
from portico.ground.files.models import StoredFile
from portico.ground.ledger.constraints import OneOf
from portico.ground.ledger.fields import CUSTOMER, CUSTOMER_SPECIAL, NOT_PERSONAL
from portico.records.catalogue.definition.workflow import STAGES
from portico.records.catalogue.models import Service, ServiceVersion
from portico.records.people.models import Customer

PRIORITIES = ("usual", "high", "urgent")
QUEUE_FILTERS = ["service", "stage", "assigned_to", "waiting_since", "attention_since", "priority"]
ENTRY_KINDS = (
    "opened", "moved", "assigned", "note", "question", "reply", "file", "joined", "linked", "reopened",
    "withdrawn", "handed_over", "escalated",
)  # fmt: skip


class Case(models.Model):
    """One request of one customer for one service, from receipt to completion.

    Contact details are a snapshot as given; the link to a customer may be empty. `stage` is written by
    `move_case` alone. Times are UTC. What it is found by stands in `CaseSearch`.
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
        "contact_address_lines": CUSTOMER,
        "contact_postcode": CUSTOMER,
        "contact_uprn": CUSTOMER,
        "priority": NOT_PERSONAL,
        "place_text": CUSTOMER,
        "place_postcode": CUSTOMER,
        "place_uprn": CUSTOMER,
    }

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reference = models.CharField(max_length=8)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="cases", db_index=False)
    service_version = models.ForeignKey(
        ServiceVersion, on_delete=models.PROTECT, related_name="+", db_index=False
    )
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

    tier = models.SmallIntegerField(default=0)
    """How far the work has filtered up: 0 self-serve, 1 customer services, 2 case officer, 3 specialist."""
    priority = models.CharField(max_length=6, default="usual")
    priority_rule = models.PositiveSmallIntegerField(null=True)
    """Which rule of the pinned definition's `priority` gave it, counted from 0; none where none held."""

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
    contact_address_lines = models.JSONField(default=list)
    contact_postcode = models.CharField(max_length=8, blank=True)
    contact_uprn = models.CharField(max_length=12, blank=True)
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
    attention_since = models.DateTimeField(null=True)
    """Set while something the customer sent has not been looked at, on closed cases too."""
    closed_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)
    """Rises with every change; a page that shows an older one gets the conflict page."""

    class Meta:
        db_table = "cases_case"
        constraints = [
            models.UniqueConstraint(fields=["reference"], name="case_reference_unique"),
            models.UniqueConstraint(fields=["source", "source_key"], name="case_submitted_once"),
            models.CheckConstraint(condition=OneOf("stage", STAGES), name="case_stage_known"),
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
                | Q(
                    LessThanOrEqual(Abs("latitude"), 90),
                    LessThanOrEqual(Abs("longitude"), 180),
                    latitude__isnull=False,
                    longitude__isnull=False,
                ),
                name="case_position_whole_and_on_earth",
            ),
            models.CheckConstraint(condition=Q(due_at__gte=F("opened_at")), name="case_due_after_opening"),
            models.CheckConstraint(condition=Q(version__gte=1), name="case_version_from_one"),
            models.CheckConstraint(condition=OneOf("language", ["en", "cy"]), name="case_language_known"),
            models.CheckConstraint(condition=Q(tier__range=(0, 3)), name="case_tier_known"),
            models.CheckConstraint(condition=OneOf("priority", PRIORITIES), name="case_priority_known"),
        ]
        # What the queue filters by is included in its indexes, so that a rare mix of filters is found by
        # reading the index alone. Partial indexes on what is rare cost nothing when a case is opened.
        indexes = [
            models.Index(
                fields=["team", "due_at", "id"],
                include=QUEUE_FILTERS,
                name="case_queue_team",
                condition=Q(closed_at__isnull=True),
            ),
            models.Index(
                fields=["team", "stage", "due_at", "id"],
                include=[field for field in QUEUE_FILTERS if field != "stage"],
                name="case_queue_stage",
                condition=Q(closed_at__isnull=True),
            ),
            models.Index(
                fields=["team", "due_at", "id"],
                include=QUEUE_FILTERS,
                name="case_queue_priority",
                condition=Q(closed_at__isnull=True) & ~Q(priority="usual"),
            ),
            models.Index(
                fields=["service", "due_at", "id"],
                include=["team", *(field for field in QUEUE_FILTERS if field != "service")],
                name="case_queue_service",
                condition=Q(closed_at__isnull=True),
            ),
            models.Index(
                fields=["assigned_to", "due_at", "id"],
                name="case_queue_officer",
                condition=Q(closed_at__isnull=True, assigned_to__isnull=False),
            ),
            models.Index(
                fields=["team", "due_at", "id"],
                name="case_queue_waiting",
                condition=Q(waiting_since__isnull=False),
            ),
            models.Index(
                fields=["team", "due_at", "id"],
                name="case_queue_attention",
                condition=Q(attention_since__isnull=False),
            ),
            # Not touched before a case is closed.
            models.Index(
                fields=["service_version", "closed_at"],
                name="case_finished_on_version",
                condition=Q(closed_at__isnull=False),
            ),
            models.Index(
                fields=["service", "latitude", "longitude"],
                name="case_open_nearby",
                condition=Q(closed_at__isnull=True, latitude__isnull=False),
            ),
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
    case_version = models.PositiveIntegerField(default=1)
    """The case's version after what this line tells: a page that shows an older one has not shown it."""
    kind = models.CharField(max_length=12)
    by_kind = models.CharField(max_length=10)
    by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    move = models.CharField(max_length=60, blank=True)
    from_stage = models.CharField(max_length=10, blank=True)
    to_stage = models.CharField(max_length=10, blank=True)
    text = models.TextField(blank=True)
    """For staff: the note, the question asked, the reply, the reasons."""
    shown = models.TextField(blank=True)
    """For the customer, in plain words and in their language; empty where it is not for them."""
    follower = models.ForeignKey(
        "CaseFollower", null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    """Who joined, on the line that says so."""
    once = models.UUIDField(null=True)
    """The sender's mark for a reply, so that what is sent twice is taken in once."""

    class Meta:
        db_table = "cases_entry"
        constraints = [
            models.CheckConstraint(condition=OneOf("kind", ENTRY_KINDS), name="case_entry_kind_known"),
            models.UniqueConstraint(
                fields=["case", "once"], name="case_entry_once", condition=Q(once__isnull=False)
            ),
        ]
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
        "postcode": CUSTOMER,
        "language": NOT_PERSONAL,
        "channel": NOT_PERSONAL,
        "source": NOT_PERSONAL,
        "source_key": NOT_PERSONAL,
        "reference": NOT_PERSONAL,
    }

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="followers")
    customer = models.ForeignKey(Customer, null=True, on_delete=models.SET_NULL, related_name="+")
    reference = models.CharField(max_length=8)
    """The follower's own reference: with it and their own details they follow the shared case."""
    name = models.CharField(max_length=200, blank=True)
    email = models.CharField(max_length=254, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    language = models.CharField(max_length=2, default="en")
    channel = models.CharField(max_length=10, default="web")
    source = models.CharField(max_length=40, default="web")
    source_key = models.CharField(max_length=100)
    joined_at = models.DateTimeField()

    class Meta:
        db_table = "cases_follower"
        constraints = [
            models.UniqueConstraint(fields=["reference"], name="follower_reference_unique"),
            models.UniqueConstraint(fields=["source", "source_key"], name="follower_joined_once"),
            models.CheckConstraint(condition=OneOf("language", ["en", "cy"]), name="follower_language_known"),
        ]

    def __str__(self) -> str:
        return f"follower of case {self.case_id}"


def team_mark(team_id: UUID) -> str:
    """The lexeme that marks a search document as one of a team: it can be typed by nobody as a word."""
    return f"={team_id.hex}"


class CaseSearch(models.Model):
    """What a case is found by, apart from the case: narrow to read through, and untouched by its moves.

    Written by `open_case` in the statement that writes the case. Weights: A who (reference, name, e-mail,
    phone), B what (title), C where, and answers; D answers of a special category, which count only for those
    who may see them. It also bears the mark of its team (`team_mark`), so that the index of words finds what
    somebody may see without looking at what they may not.
    """

    personal = {"document": CUSTOMER_SPECIAL, "name_key": CUSTOMER}

    case = models.OneToOneField(Case, primary_key=True, on_delete=models.CASCADE, related_name="search")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+", db_index=False)
    """The case's team, kept here too so that visibility is applied without looking at the case."""
    document = SearchVectorField()
    name_key = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "cases_search"
        indexes = [
            models.Index(fields=["team", "case"], name="case_search_team"),
            # New documents wait in a list that every search reads through: short enough to cost nothing.
            GinIndex(fields=["document"], name="case_search_words", gin_pending_list_limit=512),
            GinIndex(
                fields=["name_key"],
                opclasses=["gin_trgm_ops"],
                name="case_search_names",
                gin_pending_list_limit=512,
            ),
        ]

    def __str__(self) -> str:
        return f"search document of case {self.case_id}"


class FollowingTries(models.Model):
    """How often somebody tried to follow a case lately; keys are keyed hashes, not addresses."""

    personal: ClassVar = {"key": NOT_PERSONAL}

    key = models.CharField(primary_key=True, max_length=64)
    tries = models.PositiveIntegerField()
    until = models.DateTimeField()
    """When counting begins anew."""

    class Meta:
        db_table = "cases_following_tries"
        indexes = [models.Index(fields=["until"], name="following_tries_until")]

    def __str__(self) -> str:
        return f"{self.tries} tries"
