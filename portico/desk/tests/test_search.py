"""Finding cases: references lead to their case, people's names never stand in an address."""

from __future__ import annotations

import re

from portico.ground.references.references import grouped
from tests.sign_in import signed_in


def search(person, words):
    return signed_in(person).post("/desk/search", {"words": words})


def test_a_reference_leads_to_its_case(scene):
    answer = search(scene.cast.owen, f" {grouped(scene.case.reference).lower()} ")
    assert answer["Location"] == scene.path()
    answer = signed_in(scene.cast.owen).get("/desk/search", {"reference": scene.case.reference})
    assert answer["Location"] == scene.path()


def test_names_addresses_and_words_are_found_without_standing_in_an_address(scene):
    for words in ("Lovelace", "12 Mill Lane", "PX1 2AB", "07700 900 123", "ada@example.org", "flickers"):
        browser = signed_in(scene.cast.owen)
        answer = browser.post("/desk/search", {"words": words})
        assert answer.status_code == 302
        assert re.fullmatch(r"/desk/search/[0-9a-f-]{36}", answer["Location"])
        page = browser.get(answer["Location"]).content.decode()
        assert scene.case.reference in page, words


def test_a_search_is_somebodys_own(scene):
    answer = search(scene.cast.owen, "Lovelace")
    other = signed_in(scene.cast.priya).get(answer["Location"])
    assert other["Location"] == "/desk/search"


def test_others_teams_cases_are_not_found(scene):
    browser = signed_in(scene.cast.tomos)
    answer = browser.post("/desk/search", {"words": "Lovelace"})
    assert "Nothing was found" in browser.get(answer["Location"]).content.decode()
    answer = browser.post("/desk/search", {"words": scene.case.reference}, follow=True)
    assert "Nothing was found" in answer.content.decode()


def test_a_name_written_wrongly_is_found(scene):
    browser = signed_in(scene.cast.owen)
    answer = browser.post("/desk/search", {"words": "Ada Lovelase"})
    page = browser.get(answer["Location"]).content.decode()
    assert "These names are written alike" in page
    assert scene.case.reference in page


def test_an_empty_search_asks(scene):
    answer = search(scene.cast.owen, "  \x00 ")
    assert answer.status_code == 200
    assert "Nothing was found" not in answer.content.decode()


def test_old_searches_are_forgotten(scene):
    browser = signed_in(scene.cast.owen)
    first = browser.post("/desk/search", {"words": "Lovelace"})["Location"]
    for number in range(20):
        browser.post("/desk/search", {"words": f"word{number}"})
    assert browser.get(first)["Location"] == "/desk/search"
