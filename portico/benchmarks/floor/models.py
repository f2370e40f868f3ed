"""Four bare tables: a customer, a case, an event, a service to be found."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from uuid_utils.compat import uuid7


class FloorCustomer(models.Model):
    """A name and an e-mail address."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    name = models.CharField(max_length=200)
    email = models.EmailField()

    objects: ClassVar[models.Manager[FloorCustomer]] = models.Manager()

    class Meta:
        app_label = "floor"
        db_table = "floor_customer"

    def __str__(self) -> str:
        return str(self.id)


class FloorCase(models.Model):
    """What was asked, with the answers as JSON."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    customer = models.ForeignKey(FloorCustomer, on_delete=models.CASCADE)
    title = models.CharField(max_length=200)
    answers = models.JSONField()
    opened_at = models.DateTimeField()

    objects: ClassVar[models.Manager[FloorCase]] = models.Manager()

    class Meta:
        app_label = "floor"
        db_table = "floor_case"

    def __str__(self) -> str:
        return str(self.id)


class FloorEvent(models.Model):
    """That it happened."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    name = models.CharField(max_length=80)
    case = models.UUIDField()
    at = models.DateTimeField()

    objects: ClassVar[models.Manager[FloorEvent]] = models.Manager()

    class Meta:
        app_label = "floor"
        db_table = "floor_event"

    def __str__(self) -> str:
        return str(self.id)


class FloorService(models.Model):
    """What a service is called, and the words that it is found by."""

    code = models.CharField(primary_key=True, max_length=60)
    name = models.CharField(max_length=200)
    summary = models.CharField(max_length=200)
    words = SearchVectorField()

    objects: ClassVar[models.Manager[FloorService]] = models.Manager()

    class Meta:
        app_label = "floor"
        db_table = "floor_service"
        indexes = [GinIndex(fields=["words"], name="floor_service_words")]

    def __str__(self) -> str:
        return self.code


TABLES = (FloorCustomer, FloorCase, FloorEvent, FloorService)
