"""What residents did not find, as staff see it; and the search for services on the desk."""

from __future__ import annotations

import re

import pytest

from portico.records.catalogue.finding.unfound import keep_unfound_search
from tests.cast import BEGINNING
from tests.demo_catalogue import demo_catalogue_fixture
from tests.sign_in import signed_in

pytestmark = pytest.mark.django_db
services = demo_catalogue_fixture()


def search(words, times, found="nothing"):
    for _ in range(times):
        keep_unfound_search(typed=words, found=found, at=BEGINNING)


def test_staff_see_what_was_not_found(cast, django_assert_max_num_queries):
    search("passport office", 3)
    search("ada lovelace", 1)
    browser = signed_in(cast.amina)
    browser.get("/desk/searches")
    with django_assert_max_num_queries(5):
        page = browser.get("/desk/searches").content.decode()
    assert re.search(r"passport office</th>\s*<td[^>]*>Nothing</td>\s*<td[^>]*>3</td>", page)
    assert "lovelace" not in page
    assert "1 more search is counted but not shown" in page


def test_nothing_to_see_yet(cast):
    assert "There is nothing to show yet" in signed_in(cast.amina).get("/desk/searches").content.decode()


def test_the_page_says_who_keeps_everyday_words_and_its_link_does_not_read_like_an_error(cast):
    page = signed_in(cast.tamsin).get("/desk/searches").content.decode()
    assert ">Failed searches</a>" in page
    assert "Not found" not in page
    assert "services/_words.yaml</code>, by whoever runs Portico" in page
    assert "under Services" in page


def test_an_agent_finds_services_as_residents_do(cast, services):
    page = signed_in(cast.amina).get("/desk/assisted", {"words": "wheelie left behind by the binmen"})
    first = re.search(r'href="/desk/assisted/services/([a-z-]+)"', page.content.decode())
    assert first is not None
    assert first[1] == "missed-bin"
