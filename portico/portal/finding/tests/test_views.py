"""The home page lists every service by subject; the search finds them by the words people use."""

from __future__ import annotations

import re

import pytest
from django.utils.translation import override

from portico.records.catalogue.models import UnfoundSearch
from tests.demo_catalogue import demo_catalogue_fixture

services = demo_catalogue_fixture()
pytestmark = pytest.mark.django_db


def headings(html: str) -> list[str]:
    return [
        re.sub(r"<[^>]+>", "", text).strip() for text in re.findall(r"<h[12][^>]*>(.*?)</h[12]>", html, re.S)
    ]


def test_home_names_every_subject_and_service_once(client, services, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        page = client.get("/").content.decode()
    for subject in (
        "Bins and recycling",
        "Streets and public places",
        "Council tax",
        "Moving home",
        "Contact us",
    ):
        assert subject in headings(page)
    for code in ("missed-bin", "street-problem", "change-of-address", "contact-us"):
        assert page.count(f'href="/apply/{code}/"') == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("wheelie bin not emptied", "missed-bin"),
        ("rubish not colected", "missed-bin"),
        ("pothole", "street-problem"),
        ("flytiping", "street-problem"),
        ("moved house", "change-of-address"),
        ("live alone council tax", "council-tax-single-person-discount"),
        ("POTHOLE 😀 <script>", "street-problem"),
    ],
)
def test_a_service_is_found_by_words_with_slips(client, services, words, code):
    page = client.get("/find", {"words": words}).content.decode()
    first = re.search(r'class="govuk-link portico-found__name" href="/apply/([^/]+)/"', page)
    assert first is not None
    assert first[1] == code


@pytest.mark.parametrize("words", ["zzzzqq", "😀", "'; TRUNCATE qqx", "x" * 5000, "\x00"])
def test_where_nothing_is_found_all_services_are_shown(client, services, words):
    answer = client.get("/find", {"words": words})
    assert answer.status_code == 200
    assert 'href="/apply/missed-bin/"' in answer.content.decode()
    assert "<script>" not in answer.content.decode()


def found(html: str, heading: str) -> str:
    """The part of the page below a heading."""
    part = html.split(f">{heading}</h2>", maxsplit=1)
    return part[1].split("<h2", maxsplit=1)[0] if len(part) == 2 else ""


def test_results_stand_by_what_one_can_do_with_them(client, services):
    page = client.get("/find", {"words": "what does a tag on my bin mean"}).content.decode()
    assert headings(page)[:3] == ["Find a service", "Do it online", "Answers to questions"]
    assert 'href="/apply/missed-bin/"' in found(page, "Do it online")
    assert "Bins and recycling" in found(page, "Do it online")
    assert 'href="/apply/missed-bin/#question-tag"' in found(page, "Answers to questions")
    assert 'id="question-tag"' in client.get("/apply/missed-bin/").content.decode()


@pytest.mark.parametrize(
    ("words", "path"),
    [("moved house", "moving-in"), ("my dad died", "bereavement"), ("having a babby", "baby")],
)
def test_life_events_are_found_below_services(client, services, words, path):
    page = client.get("/find", {"words": words}).content.decode()
    assert re.search(rf'href="[^"]*{path}[^"]*"', found(page, "Several things at once"))


def test_who_else_deals_with_it_is_found(client, services):
    page = client.get("/find", {"words": "bin of a business on private land"}).content.decode()
    assert "A bin of a business or on private land" in found(page, "Others deal with this")
    assert "The firm that collects it" in found(page, "Others deal with this")


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("when is my bin day", "/bin-day"),
        ("track my request", "/follow"),
        ("what are your opening hours", "/contact"),
    ],
)
def test_pages_are_found_beside_services(client, services, words, address):
    page = client.get("/find", {"words": words}).content.decode()
    first = re.search(r'class="govuk-link portico-found__name" href="([^"]+)"', page)
    assert first is not None
    assert first[1] == address


def test_a_welsh_page_shows_welsh_names(client, services):
    with override("cy"):
        page = client.get("/find", {"words": "fy min heb ei wagio"}).content.decode()
    assert found(page, "Ei wneud ar-lein").index("Rhoi gwybod am fin a gollwyd")


@pytest.mark.parametrize(
    "words", ["missed bin", "rubish not colected agian by the lorry", "my son plays loud drums"]
)
def test_a_search_costs_one_statement(client, services, django_assert_num_queries, words):
    client.get("/find", {"words": "bin"})
    with django_assert_num_queries(1):
        client.get("/find", {"words": words})


def test_what_is_not_found_is_kept_without_who_and_when(client, services):
    for _ in range(2):
        client.get("/find", {"words": "Xylophone Zzyzx lessons 07700 900123 ada@example.org"})
    client.get("/find", {"words": "missed bin"})
    client.head("/find", {"words": "qqqxx"})
    [kept] = UnfoundSearch.objects.all()
    assert (kept.words, kept.times) == ("xylophone zzyzx lessons", 2)


def test_a_search_in_vain_costs_few_statements(client, services, django_assert_max_num_queries):
    client.get("/find", {"words": "bin"})
    with django_assert_max_num_queries(
        7
    ):  # the state, BEGIN, the words, COMMIT, services, groups, life events
        client.get("/find", {"words": "zzzzqq"})
