"""Addresses and the collection rounds that serve them."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q


class Address(models.Model):
    """One address of the council's area, from its gazetteer. Not personal data by itself."""

    uprn = models.CharField(primary_key=True, max_length=12)
    """Unique Property Reference Number: up to 12 digits, kept as text."""
    lines = models.JSONField()
    """Lines above the postcode, as they are written on an envelope."""
    postcode = models.CharField(max_length=8)
    """With its space, such as `AL1 3JE`."""
    sort_key = models.CharField(max_length=200, db_collation="C")
    """Sorts house numbers as numbers; made in Python."""
    search_text = models.CharField(max_length=400)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    ward = models.CharField(max_length=60, blank=True)

    class Meta:
        db_table = "places_address"
        constraints = [
            models.CheckConstraint(condition=Q(uprn__regex=r"^[0-9]{1,12}$"), name="address_uprn_digits")
        ]
        indexes = [
            models.Index(fields=["postcode", "sort_key"], name="address_postcode"),
            GinIndex(fields=["search_text"], opclasses=["gin_trgm_ops"], name="address_words"),
            models.Index(fields=["latitude", "longitude"], name="address_position"),
        ]

    def __str__(self) -> str:
        return ", ".join([*self.lines, self.postcode])


class CollectionRound(models.Model):
    """A round on which one kind of waste is collected, on the same weekday every one or more weeks."""

    code = models.CharField(primary_key=True, max_length=40)
    stream = models.CharField(max_length=40)
    """The kind of waste, as the questions of services write it: `refuse`, `recycling`, `food`, `garden`."""
    weekday = models.PositiveSmallIntegerField()
    """0 Monday to 6 Sunday."""
    every_weeks = models.PositiveSmallIntegerField()
    first_on = models.DateField()
    """A day on which it was collected; all others are counted from it."""

    class Meta:
        db_table = "places_collection_round"
        constraints = [
            models.CheckConstraint(condition=Q(weekday__range=(0, 6)), name="round_weekday_known"),
            models.CheckConstraint(condition=Q(every_weeks__range=(1, 8)), name="round_weeks_sensible"),
        ]

    def __str__(self) -> str:
        return self.code


class CollectionChange(models.Model):
    """One collection of a round moved to another day, as after a bank holiday."""

    round = models.ForeignKey(CollectionRound, on_delete=models.CASCADE, related_name="changes")
    usual_on = models.DateField()
    moved_to = models.DateField(null=True)
    """The day it is collected instead; none where it is left out."""

    class Meta:
        db_table = "places_collection_change"
        constraints = [models.UniqueConstraint(fields=["round", "usual_on"], name="collection_change_once")]

    def __str__(self) -> str:
        return f"{self.round_id} {self.usual_on}"


class AddressRound(models.Model):
    """An address on a round; at most one round a kind of waste."""

    address = models.ForeignKey(Address, on_delete=models.CASCADE, related_name="rounds", db_index=False)
    round = models.ForeignKey(CollectionRound, on_delete=models.CASCADE, related_name="addresses")
    stream = models.CharField(max_length=40)

    class Meta:
        db_table = "places_address_round"
        constraints = [
            models.UniqueConstraint(fields=["address", "stream"], name="address_one_round_a_stream")
        ]

    def __str__(self) -> str:
        return f"{self.address_id} on {self.round_id}"
