"""Customers and the ways to reach them."""

from __future__ import annotations

from django.db import models
from uuid_utils.compat import uuid7

from portico.ground.ledger.constraints import OneOf
from portico.ground.ledger.fields import CUSTOMER, NOT_PERSONAL


class Customer(models.Model):
    """Somebody the council serves: a person, a business, a partner."""

    personal = {
        "kind": NOT_PERSONAL,
        "name": CUSTOMER,
        "name_key": CUSTOMER,
        "address_lines": CUSTOMER,
        "postcode": CUSTOMER,
        "uprn": CUSTOMER,
        "language": NOT_PERSONAL,
    }

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=12, default="person")
    name = models.CharField(max_length=200, blank=True)
    name_key = models.CharField(max_length=200, blank=True)
    """`name` without case, accents and surplus spaces, made by `name_key_of`; sorts and matches."""
    address_lines = models.JSONField(default=list)
    postcode = models.CharField(max_length=8, blank=True)
    uprn = models.CharField(max_length=12, blank=True)
    language = models.CharField(max_length=2, default="en")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "people_customer"
        constraints = [
            models.CheckConstraint(
                condition=OneOf(
                    "kind", ["person", "business", "partner", "internal", "councillor", "parish"]
                ),
                name="customer_kind_known",
            ),
            models.CheckConstraint(condition=OneOf("language", ["en", "cy"]), name="customer_language_known"),
        ]
        indexes = [
            # The postcode first: customers are found by it alone, and recognised by both.
            models.Index(fields=["postcode", "name_key"], name="customer_postcode_name"),
            # With the name, since a hundred people may live at one address.
            models.Index(
                fields=["uprn", "name_key"], name="customer_uprn_name", condition=~models.Q(uprn="")
            ),
        ]

    def __str__(self) -> str:
        return f"customer {self.id}"


class ContactPoint(models.Model):
    """An e-mail address or phone number of a customer, as given and in the form that matches."""

    personal = {"kind": NOT_PERSONAL, "value": CUSTOMER, "match_value": CUSTOMER}

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    customer = models.ForeignKey(
        Customer, on_delete=models.CASCADE, related_name="contact_points", db_index=False
    )
    kind = models.CharField(max_length=5)
    value = models.CharField(max_length=254)
    match_value = models.CharField(max_length=254)
    """E-mail in lower case; phone in E.164. Empty where it cannot be read: it then matches nothing."""
    created_at = models.DateTimeField()

    class Meta:
        db_table = "people_contact_point"
        constraints = [
            models.CheckConstraint(
                condition=OneOf("kind", ["email", "phone"]), name="contact_point_kind_known"
            ),
            models.UniqueConstraint(fields=["customer", "kind", "match_value"], name="contact_point_once"),
        ]
        indexes = [
            models.Index(
                fields=["match_value", "kind"],
                name="contact_point_match",
                condition=~models.Q(match_value=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} of customer {self.customer_id}"
