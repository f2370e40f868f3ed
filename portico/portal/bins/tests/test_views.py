from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import time_machine
from icalendar import Calendar

from portico.channels.web.models import Draft
from portico.ground.ledger.events import Actor
from portico.records.catalogue.actions import import_definition
from portico.records.catalogue.reading.folder import read_files
from portico.records.places.keys import search_text_of, sort_key_of
from portico.records.places.models import Address, AddressRound, CollectionChange, CollectionRound

THURSDAY = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)
SERVICES = Path(__file__).resolve().parents[4] / "services"
UPRN = "999000000012"


@pytest.fixture
def bins(db):
    for uprn, number in ((UPRN, 12), ("999000000014", 14)):
        lines = [f"{number} Mill Lane", "Weirbridge"]
        Address.objects.create(
            uprn=uprn,
            lines=lines,
            postcode="PX1 2AB",
            sort_key=sort_key_of(lines),
            search_text=search_text_of(lines, "PX1 2AB"),
        )
    for code, stream, day in (("REF A/1", "refuse", date(2026, 3, 2)), ("FOOD", "food", date(2026, 3, 4))):
        made = CollectionRound.objects.create(
            code=code,
            stream=stream,
            weekday=day.weekday(),
            every_weeks=2 if stream == "refuse" else 1,
            first_on=day,
        )
        AddressRound.objects.create(address_id=UPRN, round=made, stream=stream)
    CollectionChange.objects.create(
        round_id="REF A/1", usual_on=date(2026, 3, 16), moved_to=date(2026, 3, 17)
    )
    CollectionChange.objects.create(round_id="FOOD", usual_on=date(2026, 3, 18), moved_to=None)
    with time_machine.travel(THURSDAY, tick=False):
        yield


def ask(client, postcode="px1 2ab", uprn=UPRN):
    client.post("/bin-day", {"postcode": postcode})
    return client.post("/bin-day/address", {"address": uprn}, follow=True)


def test_from_postcode_to_days_with_nothing_personal_in_any_address(client, bins):
    answer = client.post("/bin-day", {"postcode": "px1 2ab"})
    assert answer.url == "/bin-day/address"
    page = client.get(answer.url)
    assert "14 Mill Lane" in page.content.decode()
    answer = client.post("/bin-day/address", {"address": UPRN})
    assert answer.url == "/bin-day/collections"
    page = client.get(answer.url).content.decode()
    assert "12 Mill Lane, Weirbridge, PX1 2AB" in page
    assert "Tuesday 17 March 2026 instead of Monday 16 March 2026" in page
    assert "no collection on Wednesday 18 March 2026" in page
    assert UPRN not in page
    assert client.get("/bin-day/collections").headers["Cache-Control"].startswith("max-age=0")


def test_the_page_takes_four_statements_at_most(client, bins, django_assert_max_num_queries):
    ask(client)
    with django_assert_max_num_queries(4):
        client.get("/bin-day/collections")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Enter your postcode"),
        ("PX1", "Enter a full UK postcode"),
        ("PX9 9ZZ", "We know no address at PX9 9ZZ"),
        ("<script>\x00", "Enter a full UK postcode"),
        ("x" * 5000, "Enter a full UK postcode"),
    ],
)
def test_a_postcode_that_leads_nowhere_is_told(client, bins, typed, says):
    answer = client.post("/bin-day", {"postcode": typed})
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert "<title>Error: " in answer.content.decode()


def test_no_address_chosen_is_told_and_another_postcodes_address_is_none(client, bins):
    client.post("/bin-day", {"postcode": "PX1 2AB"})
    for choice in ({}, {"address": "1"}):
        answer = client.post("/bin-day/address", choice)
        assert answer.status_code == 422
        assert "Select your address" in answer.content.decode()


def test_without_what_went_before_it_begins_again(client, bins):
    for path in ("/bin-day/address", "/bin-day/collections"):
        assert client.get(path).url == "/bin-day"
    client.cookies["bin-day"] = "PX1 2AB/999000000012:forged:forged"
    assert client.get("/bin-day/collections").url == "/bin-day"


def test_after_an_hour_it_is_forgotten(client, bins):
    ask(client)
    with time_machine.travel(datetime(2026, 3, 12, 10, 1, tzinfo=UTC)):
        assert client.get("/bin-day/collections").url == "/bin-day"


def test_an_address_without_rounds_is_told_so(client, bins):
    page = ask(client, uprn="999000000014").content.decode()
    assert "We have no collection days for this address" in page


def calendar(client, *rounds):
    answer = client.get("/bin-day/calendar.ics", {"round": rounds})
    assert answer.status_code == 200
    return Calendar.from_ical(answer.content)


def test_the_calendar_file_holds_what_takes_place(client, bins):
    events = calendar(client, "REF A/1", "FOOD").walk("VEVENT")
    days = {(str(event["summary"]), event.decoded("dtstart")) for event in events}
    assert ("Refuse collection", date(2026, 3, 17)) in days or (
        "refuse collection",
        date(2026, 3, 17),
    ) in days
    assert date(2026, 3, 18) not in {day for _, day in days}
    assert len(events) == 52
    assert all((event.decoded("dtend") - event.decoded("dtstart")).days == 1 for event in events)


def test_an_event_keeps_its_uid_when_its_day_changes(client, bins):
    def uid_of(day):
        return [
            str(e["uid"]) for e in calendar(client, "REF A/1").walk("VEVENT") if e.decoded("dtstart") == day
        ]

    moved = uid_of(date(2026, 3, 17))
    CollectionChange.objects.update(moved_to=date(2026, 3, 19))
    assert uid_of(date(2026, 3, 19)) == moved
    assert moved == ["20260316-REF%20A%2F1@127.0.0.1"]


def test_the_link_of_the_calendar_file_leads_there(client, bins):
    page = ask(client).content.decode()
    link = page.split('href="/bin-day/calendar.ics')[1].split('"')[0].replace("&amp;", "&")
    assert client.get(f"/bin-day/calendar.ics{link}").status_code == 200
    assert f"webcal://127.0.0.1:8000/bin-day/calendar.ics{link}" in page.replace("&amp;", "&")


def test_there_is_no_calendar_of_nothing(client, bins):
    assert client.get("/bin-day/calendar.ics").status_code == 404
    assert client.get("/bin-day/calendar.ics?round=none").status_code == 404


@pytest.fixture
def services(bins):
    file = SERVICES / "missed-bin.yaml"
    definition = read_files([file]).definitions[file]
    import_definition(definition=definition, by=Actor.system(), at=THURSDAY)


def test_kinds_of_waste_are_called_what_the_form_calls_them(client, services):
    page = ask(client).content.decode()
    assert "Rubbish" in page
    assert "Food waste" in page


def test_a_missed_bin_is_reported_with_the_address_carried_over(client, services):
    page = ask(client).content.decode()
    assert "Report a missed bin" in page
    answer = client.post("/bin-day/report")
    assert answer.url == "/apply/missed-bin/bin"
    assert UPRN not in answer.url + str(answer.headers)
    draft = Draft.objects.get()
    assert draft.answers["address"] == {
        "uprn": UPRN,
        "lines": ["12 Mill Lane", "Weirbridge"],
        "postcode": "PX1 2AB",
    }
    page = client.get(answer.url)
    assert page.status_code == 200
    assert "Which bin did we miss?" in page.content.decode()
    assert "12 Mill Lane" in client.get("/apply/missed-bin/address").content.decode()


def test_nothing_is_reported_without_an_address_and_never_by_a_link(client, services):
    assert client.post("/bin-day/report").url == "/bin-day"
    assert client.get("/bin-day/report").status_code == 405
    assert not Draft.objects.exists()
