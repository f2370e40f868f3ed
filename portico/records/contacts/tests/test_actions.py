"""A request taken is a case and a contact, within its budget of statements."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext

from portico.records.cases.models import Case
from portico.records.cases.tests.scene import ADA, RESIDENT, publish, report
from portico.records.contacts.actions import take_request
from portico.records.contacts.models import Contact
from portico.records.people.models import Customer
from tests.cast import BEGINNING


def test_a_whole_request_costs_few_statements(cast):
    version = publish()
    report(version)
    with CaptureQueriesContext(
        connection,
    ) as counted:
        take_request(
            service_version=version.pk,
            channel="web",
            source="web",
            source_key="draft-2",
            answers={"fault": "dark"},
            facts={},
            given=ADA,
            by=RESIDENT,
            at=BEGINNING,
        )
    statements = [query["sql"].split()[0] for query in counted if "SAVEPOINT" not in query["sql"]]
    # One recognises; one writes customer, contact points, case, contact, message, events and jobs.
    assert len(statements) == 2, [query["sql"][:90] for query in counted]
    assert Customer.objects.get().name == "Ada Lovelace"
    assert Contact.objects.get().outcome == "case_opened"
    assert Case.objects.get(source_key="draft-2").customer == Customer.objects.get()


def test_who_is_recognised_is_not_joined(cast):
    version = publish()

    def take(key: str):
        return take_request(
            service_version=version.pk, channel="web", source="web", source_key=key,
            answers={"fault": "dark"}, facts={}, given=ADA, by=RESIDENT, at=BEGINNING,
        )  # fmt: skip

    first, second = take("1"), take("2")
    assert first.case.customer_id is not None
    assert second.case.customer_id is None
    assert [one.customer_id for one in second.recognised] == [first.case.customer_id]
    assert Customer.objects.count() == 1
