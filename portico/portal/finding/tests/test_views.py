"""The home page lists every service by subject; the search finds them by the words people use."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from portico.ground.ledger.events import Actor
from portico.records.catalogue.actions import import_definition, import_groups
from portico.records.catalogue.reading.folder import files_in, read_files
from tests.cast import BEGINNING

SERVICES = Path(__file__).parents[4] / "services"


@pytest.fixture
def services(db):
    """The services of the demo council, published from their files."""
    read = read_files(files_in([SERVICES]))
    assert read.groups is not None
    import_groups(groups=read.groups, by=Actor.system(), at=BEGINNING)
    for definition in read.definitions.values():
        import_definition(definition=definition, by=Actor.system(), at=BEGINNING)


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
