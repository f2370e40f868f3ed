"""A whole try-out: the form, the case, its customer, its messages; and nothing of it is real."""

from __future__ import annotations

import pytest
import time_machine

from portico.desk.trying.tests.conftest import ALL, Trier, begin, numbers_given, rows_in, what_is_real
from portico.ground.tryouts.pool import SCHEMAS
from tests.cast import BEGINNING

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_monday():
    with time_machine.travel(BEGINNING, tick=False):
        yield


@pytest.mark.parametrize("code", ["missed-bin", "pest-control", "housing-register"])
def test_a_form_is_filled_in_to_its_end_and_nothing_of_it_is_real(council, code):
    client = council.designer()
    before, numbers = what_is_real(), numbers_given()
    begin(client, code)
    reference = Trier(client, code).walk(code).replace("-", "")
    base = f"/desk/services/{code}/try"

    seen = client.get(f"{base}/desk/cases/{reference}")
    assert seen.status_code == 200
    assert "Nothing is sent or kept." in seen.content.decode()
    assert client.get(f"/desk/cases/{reference}").status_code == 404
    messages = client.get(f"{base}/messages").content.decode()
    assert "ada@porticoshire.example" in messages
    assert f"{reference[:4]}-{reference[4:]}" in messages
    assert what_is_real() == before
    assert numbers_given() == numbers

    ended = client.post(f"{base}/end", follow=True)
    assert "The try-out has ended" in ended.content.decode()
    assert [rows_in(schema) for schema in SCHEMAS] == [0] * len(SCHEMAS)
    assert what_is_real() == before


def test_every_service_can_be_begun(council):
    client = council.designer()
    before = what_is_real()
    for code in ALL:
        begin(client, code)
        trier = Trier(client, code)
        trier.go(f"/apply/{code}/")
        trier.press("Start now")
        assert trier.page.heading
        client.post(f"/desk/services/{code}/try/end")
    assert len(ALL) >= 43
    assert what_is_real() == before
