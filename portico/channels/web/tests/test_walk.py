"""A resident who reads only what pages say gets through every form to a reference."""

from __future__ import annotations

import time_machine

from portico.records.cases.models import Case, CaseFile
from tests.cast import BEGINNING


@time_machine.travel(BEGINNING, tick=False)
def test_missed_bin(resident):
    reference = resident.walk("missed-bin")
    case = Case.objects.get()
    assert case.reference == reference.replace("-", "")
    assert case.contact_name == "Ada Lovelace"
    assert case.place_uprn == "10012"
    assert case.facts["round"]["last_on"] == "2026-02-27"
    assert case.customer is not None


@time_machine.travel(BEGINNING, tick=False)
def test_street_problem_with_a_photo(resident):
    resident.walk("street-problem")
    case = Case.objects.get()
    assert case.answers["category"] == "pothole"
    assert (case.latitude, case.longitude) == (51.7512, -0.33)
    assert CaseFile.objects.get().name == "photo.jpg"


@time_machine.travel(BEGINNING, tick=False)
def test_every_other_service(resident):
    for service in ("change-of-address", "contact-us", "council-tax-single-person-discount"):
        resident.walk(service)
    assert Case.objects.count() == 3
    words = Case.objects.get(service__code="contact-us").answers["question"]
    assert words == "When do you open on Saturday? 🙂 مرحبا"
