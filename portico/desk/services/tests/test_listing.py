"""The list of services as designers see it, and who is led to it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portico.desk.services.tests.scene import another_designer
from portico.ground.ledger.events import Actor
from portico.records.cases.tests.scene import publish
from portico.records.catalogue.actions import withdraw_service
from portico.records.catalogue.editing.actions import begin_edit
from portico.records.catalogue.models import Service, ServiceEdit
from tests.cast import BEGINNING, Cast
from tests.sign_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def street_light(cast):
    return publish()


def begun(cast: Cast, code: str = "street-light") -> ServiceEdit:
    return begin_edit(code=code, by=Actor.staff(cast.tamsin.pk), at=BEGINNING)


def page_for(person, query=""):
    return signed_in(person).get(f"/desk/services/{query}").content.decode()


def links_of(person, address="/desk/shortcuts"):
    page = signed_in(person).get(address).content.decode()
    header = page.partition('class="portico-header__list"')[2].partition("</ul>")[0]
    return [text for text in ("Queue", "Search", "Open a service", "Services") if f">{text}</a>" in header]


def test_each_is_led_where_their_work_begins(cast):
    assert signed_in(cast.owen).get("/desk/").status_code == 200
    assert signed_in(cast.tamsin).get("/desk/")["Location"] == "/desk/services/"
    assert signed_in(cast.ivan).get("/desk/")["Location"] == "/desk/account"


def test_each_sees_the_links_they_can_use(cast):
    assert links_of(cast.tamsin) == ["Services"]
    assert links_of(cast.owen) == ["Queue", "Search", "Open a service"]
    assert links_of(cast.ivan) == []


def test_the_list_says_what_is_in_force(cast, street_light):
    page = page_for(cast.tamsin)
    assert "Street light" in page
    assert "Version 1" in page
    assert "No change goes on" in page


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ({"state": "open"}, "Being changed</strong> by Tamsin Reid"),
        ({"state": "in_review", "asked_by": "tamsin"}, "Waits for review</strong> Tamsin Reid asked"),
        (
            {"state": "in_review", "asked_by": "tamsin", "asked_of": "joseph"},
            "Waits for review</strong> Tamsin Reid asked Joseph Achebe",
        ),
        ({"state": "approved", "reviewed_by": "joseph"}, "Approved</strong> by Joseph Achebe"),
        (
            {"state": "approved", "reviewed_by": "joseph", "publish_at": BEGINNING},
            'Comes into force</strong> <time datetime="2026-03-02T09:00+00:00">2 March 2026 at 9am',
        ),
        ({"state": "approved", "reviewed_by": "joseph", "failure": "Gone"}, "Could not come into force"),
    ],
)
def test_the_list_says_what_goes_on(cast, street_light, state, words):
    people = {"tamsin": cast.tamsin, "joseph": cast.joseph}
    edit = begun(cast)
    ServiceEdit.objects.filter(pk=edit.pk).update(
        **{
            name: people.get(value, value) if isinstance(value, str) else value
            for name, value in state.items()
        }
    )
    assert words in page_for(cast.tamsin)


def test_a_withdrawn_service_says_so(cast, street_light):
    withdraw_service(code="street-light", by=Actor.system(), at=BEGINNING)
    assert "Withdrawn" in page_for(cast.tamsin)
    begun(cast)
    assert 'Withdrawn</strong> <strong class="govuk-tag govuk-tag--blue">Being changed' in page_for(
        cast.tamsin
    )


def test_what_waits_for_me_stands_first_and_my_own_asking_does_not(cast, street_light):
    edit = begun(cast)
    ServiceEdit.objects.filter(pk=edit.pk).update(state="in_review", asked_by=cast.tamsin)
    assert "Waiting for your review" in page_for(cast.joseph)
    assert "Waiting for your review" not in page_for(cast.tamsin)
    assert "1 service found" in page_for(cast.joseph, "?state=for-me&words=light")
    assert "No service is like this" in page_for(cast.tamsin, "?state=for-me")


def test_what_was_asked_of_somebody_else_does_not_wait_for_me(cast, street_light):
    edit = begun(cast)
    wren = another_designer(cast)
    ServiceEdit.objects.filter(pk=edit.pk).update(
        state="in_review", asked_by=cast.tamsin, asked_of=cast.joseph
    )
    assert "Waiting for your review" in page_for(cast.joseph)
    assert "Waiting for your review" not in page_for(wren)
    assert "Tamsin Reid asked Joseph Achebe" in page_for(wren)
    cast.joseph.memberships.all().delete()
    assert "Waiting for your review" in page_for(wren)


@pytest.mark.parametrize(
    ("state", "title"),
    [
        ({"state": "approved"}, "Yours to publish"),
        ({"state": "approved", "failure": "Gone"}, "Yours to publish"),
        ({"state": "approved", "publish_at": BEGINNING}, ""),
        ({"state": "open"}, "Sent back to you"),
        ({"state": "open", "reviewed_by": None}, ""),
    ],
)
def test_what_came_out_of_my_review_stands_first_for_me_alone(cast, street_light, state, title):
    edit = begun(cast)
    reviewed = {"asked_by": cast.tamsin, "reviewed_by": cast.joseph} | state
    ServiceEdit.objects.filter(pk=edit.pk).update(**reviewed)
    both = {"Yours to publish", "Sent back to you"}
    assert {one for one in both if one in page_for(cast.tamsin)} == ({title} if title else set())
    assert {one for one in both if one in page_for(cast.joseph)} == set()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?words=LIGHT", True),
        ("?words=street-light", True),
        ("?words=bins", False),
        ("?state=open", True),
        ("?state=quiet", False),
        ("?state=new", False),
        ("?state=withdrawn", False),
        ("?state=%00&words=%00'%22<script>", False),
        ("?state=nonsense", True),
    ],
)
def test_the_list_is_narrowed_by_words_and_state(cast, street_light, query, found):
    begun(cast)
    page = page_for(cast.tamsin, query)
    assert ("street-light</span>" in page) == found
    assert "<script>" not in page.partition("<main")[2].partition("</main>")[0]


def test_two_hundred_services_cost_as_many_statements_as_ten(cast, street_light):
    browser = signed_in(cast.tamsin)

    def statements(many):
        have = Service.objects.count()
        added = Service.objects.bulk_create(
            Service(code=f"light-{number}", current=street_light) for number in range(have, many)
        )
        ServiceEdit.objects.bulk_create(
            ServiceEdit(
                service=service, definition={}, begun_by=cast.tamsin, begun_at=BEGINNING, changed_at=BEGINNING
            )
            for service in added
        )
        browser.get("/desk/services/")
        with CaptureQueriesContext(connection) as asked:
            page = browser.get("/desk/services/").content.decode()
        assert f"All {many} services" in page
        return len(asked)

    few = statements(10)
    assert statements(200) == few <= 8
