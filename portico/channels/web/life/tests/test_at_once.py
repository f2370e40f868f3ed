"""Two tabs, a double press, two forms sent at once: one form of each service, and nothing is lost."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable

import pytest
from django.db import connections
from django.test import Client

from portico.channels.web.life.tests.conftest import Walker, publish_all
from portico.channels.web.models import Draft, LifePath
from portico.records.cases.models import Case


@pytest.fixture
def walker(committed: None) -> Walker:
    publish_all()
    walker = Walker()
    walker.set_out()
    walker.choose("move-the-cat", "paint-a-bin")
    return walker


def all_at_once(walker: Walker, *doing: Callable[[Client], int]) -> list[int]:
    """Do these at the same moment with the cookies of one browser; the status of each answer."""
    together = threading.Barrier(len(doing))
    answers: list[int] = []

    def run(one: Callable[[Client], int]) -> None:
        client = Client(raise_request_exception=False)
        client.cookies.load({name: one.value for name, one in walker.browser.cookies.items()})
        together.wait()
        answers.append(one(client))
        connections.close_all()

    threads = [threading.Thread(target=run, args=[one]) for one in doing]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_a_form_is_begun_once(walker: Walker):
    def begin(client: Client) -> int:
        return client.post("/life/moving/form/move-the-cat").status_code

    assert all_at_once(walker, *[begin] * 6) == [302] * 6
    assert Draft.objects.count() == 1


def test_two_forms_are_sent_and_the_path_knows_of_both(walker: Walker):
    walker.open("move-the-cat")
    walker.fill_in_cat()
    ready = [sending(walker, "move-the-cat")]
    walker.open("paint-a-bin")
    walker.answer()
    walker.answer(email="ada@porticoshire.example", phone="")
    ready.append(sending(walker, "paint-a-bin"))
    assert all_at_once(walker, *ready, *ready) == [302] * 4
    assert Case.objects.count() == 2
    path = LifePath.objects.get()
    assert set(path.sent.values()) == set(Case.objects.values_list("reference", flat=True))
    assert path.facts == {"street": "1 Mill Lane", "moved_on": "2026-03-01", "colour": "red"}


def test_questions_answered_in_two_tabs_are_both_kept(walker: Walker):
    def owns(client: Client) -> int:
        return client.post("/life/moving/question/owns", {"owns": "no"}).status_code

    def cars(client: Client) -> int:
        return client.post("/life/moving/question/cars", {"cars": "4"}).status_code

    assert all_at_once(walker, owns, cars) == [302] * 2
    assert LifePath.objects.get().answers == {"owns": False, "colour": "red", "cars": 4}


def sending(walker: Walker, service: str) -> Callable[[Client], int]:
    """Sends the form whose check page is shown, by its own cookie."""
    version = re.search(r'name="_version" value="(\d+)"', walker.html)
    assert version, walker.page.heading
    held = walker.browser.cookies["form"].value

    def send(client: Client) -> int:
        client.cookies["form"] = held
        return client.post(f"/apply/{service}/check", {"_version": version[1]}).status_code

    return send


def test_begun_again_while_it_is_sent_is_one_of_both(walker: Walker):
    walker.open("move-the-cat")
    walker.fill_in_cat()

    def again(client: Client) -> int:
        return client.post("/life/moving/form/move-the-cat", {"again": "1"}).status_code

    answers = all_at_once(walker, sending(walker, "move-the-cat"), again)
    assert set(answers) <= {302, 410}, answers
    draft = Draft.objects.get()
    path = LifePath.objects.get()
    assert (draft.sent_at is not None) == (Case.objects.count() == 1) == bool(path.sent)
    assert draft.path_id == path.pk
