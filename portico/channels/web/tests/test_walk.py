"""A resident who reads only what pages say gets through every form to a reference."""

from __future__ import annotations

import time_machine

from portico.records.cases.models import Case
from tests.cast import BEGINNING


@time_machine.travel(BEGINNING, tick=False)
def test_missed_bin_from_the_start_to_its_reference(resident):
    reference = resident.walk("missed-bin")
    case = Case.objects.get()
    assert case.reference == reference.replace("-", "")
    assert case.contact_name == "Ada Lovelace"
    assert case.place_uprn == "10012"
    assert case.facts["round"]["last_on"] == "2026-02-27"
    assert case.customer is not None
