"""Publishing services: new versions only where something changed, and nothing edited is overwritten."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portico.ground.ledger.events import Actor
from portico.ground.ledger.models import LedgerEvent
from portico.records.catalogue.actions import (
    EditedServiceError,
    WithdrawnServiceError,
    import_definition,
    import_groups,
    publish_edited,
    withdraw_service,
)
from portico.records.catalogue.definition.groups import Groups
from portico.records.catalogue.definition.text import Text
from portico.records.catalogue.models import Service, ServiceGroup, ServiceVersion
from portico.records.catalogue.queries import (
    ServiceNotFoundError,
    current_service,
    definition_of,
    list_services,
)
from portico.records.catalogue.tests.small_service import small_service
from tests.cast import BEGINNING

pytestmark = pytest.mark.django_db
BY = Actor.system()


def other(summary="We take away sofas."):
    return small_service().model_copy(update={"summary": Text(en=summary)})


def bring_in(definition, **options):
    return import_definition(definition=definition, by=BY, at=BEGINNING, **options)


def test_an_import_publishes_and_tells_the_names():
    version = bring_in(small_service()).version
    event = LedgerEvent.objects.get(name="service.published")
    assert event.subjects == {"service": str(version.service_id), "service_version": str(version.id)}
    assert event.payload == {
        "number": 1,
        "code": "bulky-waste",
        "label": "Have large things collected",
        "group": "bins",
        "team": "waste",
    }
    assert definition_of(version.id) == small_service()


def test_the_same_definition_again_changes_nothing():
    first = bring_in(small_service())
    again = bring_in(small_service())
    assert (first.is_new, again.is_new, again.version) == (True, False, first.version)
    assert LedgerEvent.objects.count() == 1


def test_a_changed_definition_becomes_the_next_version_and_the_old_one_stays():
    old = bring_in(small_service()).version
    new = bring_in(other()).version
    assert (old.number, new.number) == (1, 2)
    assert current_service("bulky-waste").version_id == new.id
    assert definition_of(old.id) == small_service()


def test_a_file_does_not_overwrite_what_was_edited_here():
    bring_in(small_service())
    publish_edited(definition=other(), by=BY, at=BEGINNING)
    with pytest.raises(EditedServiceError, match="--replace"):
        bring_in(small_service())
    assert current_service("bulky-waste").definition == other()
    assert bring_in(small_service(), replace=True).version.number == 3


def test_a_file_that_says_what_was_edited_here_changes_nothing():
    publish_edited(definition=other(), by=BY, at=BEGINNING)
    assert not bring_in(other()).is_new


def test_a_withdrawn_service_is_not_offered_until_it_is_published_again():
    bring_in(small_service())
    withdraw_service(code="bulky-waste", by=BY, at=BEGINNING)
    withdraw_service(code="bulky-waste", by=BY, at=BEGINNING + timedelta(days=1))
    assert LedgerEvent.objects.filter(name="service.withdrawn").count() == 1
    with pytest.raises(ServiceNotFoundError):
        current_service("bulky-waste")
    assert not bring_in(small_service(), replace=True).is_new
    assert current_service("bulky-waste").definition == small_service()
    assert Service.objects.get().withdrawn_at is None
    assert ServiceVersion.objects.count() == 1


def test_no_file_offers_again_unasked_what_was_withdrawn():
    bring_in(small_service())
    withdraw_service(code="bulky-waste", by=BY, at=BEGINNING)
    assert not bring_in(small_service()).is_new
    with pytest.raises(WithdrawnServiceError, match="--replace"):
        bring_in(other())
    assert Service.objects.get().withdrawn_at == BEGINNING
    assert bring_in(other(), replace=True).version.number == 2
    assert Service.objects.get().withdrawn_at is None


def groups(*pairs):
    return Groups.model_validate({"format": 1, "groups": [{"id": id, "title": title} for id, title in pairs]})


def test_groups_become_those_of_the_file_in_its_order():
    assert import_groups(groups=groups(("bins", "Bins"), ("tax", "Tax")), by=BY, at=BEGINNING) == 2
    assert import_groups(groups=groups(("bins", "Bins"), ("tax", "Tax")), by=BY, at=BEGINNING) == 0
    assert import_groups(groups=groups(("tax", "Council tax"), ("home", "Home")), by=BY, at=BEGINNING) == 3
    assert list(ServiceGroup.objects.values_list("code", flat=True)) == ["tax", "home"]
    labels = LedgerEvent.objects.filter(name="service_group.published").order_by("position")
    assert [event.payload["label"] for event in labels] == ["Bins", "Tax", "Council tax", "Home"]


def test_services_whose_group_is_gone_can_still_be_found():
    bring_in(small_service())
    assert [(group.code, [service.code for service in group.services]) for group in list_services()] == [
        ("other", ["bulky-waste"])
    ]
