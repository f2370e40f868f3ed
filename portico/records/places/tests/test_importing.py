import tracemalloc
from datetime import date
from typing import Any

import pytest

from portico.ground.ledger.events import Actor
from portico.ground.ledger.models import LedgerEvent
from portico.records.places.importing.addresses import import_addresses
from portico.records.places.importing.changes import import_changes
from portico.records.places.importing.rounds import import_rounds
from portico.records.places.importing.rows import (
    FileUnreadableError,
    Listener,
    Outcome,
    batches,
    read_rows,
)
from portico.records.places.models import Address, AddressRound, CollectionChange, CollectionRound
from portico.records.places.queries import addresses_at, collections_of
from tests.cast import BEGINNING

BY: dict[str, Any] = {"by": Actor.system(), "at": BEGINNING}
ADDRESSES = """uprn,line_1,line_2,postcode,latitude,longitude,ward
000999000001,1 Mill Lane,Weirbridge,px1 2ab,54.6,1.5,Weir
999000002,2 Mill Lane,Weirbridge,PX12AB,,,Weir
999000003,3 Mill Lane,"Weirbridge, by the weir",PX1 2AB,,,
"""
ROUNDS = """uprn,stream,round,weekday,every_weeks,first_on
999000001,refuse,MON-A,Monday,2,2026-03-02
999000002,refuse,MON-A,monday,2,2026-03-02
999000001,food,WED,Wednesday,1,2026-03-04
"""


@pytest.fixture
def write(tmp_path):
    def write(text, name="file.csv", encoding="utf-8"):
        file = tmp_path / name
        file.write_bytes(text.encode(encoding))
        return file

    return write


@pytest.fixture
def told():
    return []


@pytest.fixture
def listener(told):
    return Listener(refused=lambda refusal: told.append(str(refusal)))


def counts(outcome):
    return (outcome.rows, outcome.added, outcome.changed, outcome.removed, outcome.refused, outcome.unchanged)


def test_addresses_come_in_once(db, write):
    file = write(ADDRESSES)
    assert counts(import_addresses(file, **BY)) == (3, 3, 0, 0, 0, 0)
    assert counts(import_addresses(file, **BY)) == (3, 0, 0, 0, 0, 3)
    found = addresses_at("PX1 2AB")
    assert [one.uprn for one in found] == ["999000001", "999000002", "999000003"]
    assert (found[0].latitude, found[0].ward) == (54.6, "Weir")
    event = LedgerEvent.objects.get(name="places.addresses_imported")
    assert event.payload == {"added": 3, "changed": 0}


def test_a_changed_row_brings_the_address_up_to_date(db, write):
    import_addresses(write(ADDRESSES), **BY)
    outcome = import_addresses(write(ADDRESSES.replace("2 Mill Lane", "2a Mill Lane")), **BY)
    assert counts(outcome) == (3, 0, 1, 0, 0, 2)
    assert Address.objects.get(uprn="999000002").search_text == "2a mill lane weirbridge px1 2ab px12ab"


def test_cut_off_half_way_it_goes_on_where_it_was(db, write, monkeypatch):
    file = write(ADDRESSES)

    def fail_at_the_second_batch(outcome):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_addresses(file, **BY, listener=Listener(progress=fail_at_the_second_batch), batch_size=2)
    assert Address.objects.count() == 2
    assert counts(import_addresses(file, **BY, batch_size=2)) == (3, 1, 0, 0, 0, 2)


def test_refused_rows_are_told_by_line_and_the_others_come_in(db, write, told, listener):
    file = write(
        "uprn,line_1,postcode,latitude,longitude\n"
        "12,1 Mill Lane,PX1 2AB,,\n"
        "x12,2 Mill Lane,PX1 2AB,,\n"
        "\n"
        "13,,PX1 2AB,,\n"
        '14,"4 Mill\nLane",PX1,,\n'
        "15,5 Mill Lane,PX1 2AB,54.6,\n"
        "16,6 Mill Lane,PX1 2AB,1.5,54.6\n"
        f"17,{'7' * 101},PX1 2AB,,\n"
        "18,8 Mill\x00 Lane,PX1 2AB,,\n"
        "19,9 Mill Lane,PX1 2AB,,\n"
    )
    outcome = import_addresses(file, **BY, listener=listener)
    assert (outcome.added, outcome.refused) == (2, 7)
    assert [line.removeprefix(f"{file}:") for line in told] == [
        "3: uprn is 'x12'. Write up to 12 digits.",
        "5: line_1 is empty. Give it a value.",
        "6: postcode is 'PX1'. Write it like AL1 3JE.",
        "8: latitude and longitude must both be degrees, like 51.7509 and -0.3413, or both be empty.",
        "9: latitude 1.5 and longitude 54.6 lie outside the United Kingdom. "
        "Write degrees (WGS 84), latitude first.",
        "10: line_1 is longer than 100 characters. Shorten it.",
        "11: line_1 holds something that is not text. Write it again.",
    ]


def test_a_uprn_that_comes_twice_takes_the_later_row(db, write):
    import_addresses(write("uprn,line_1,postcode\n12,Old,PX1 2AB\n12,New,PX1 2AB\n"), **BY)
    assert Address.objects.get().lines == ["New"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "missing: uprn, line_1, postcode"),
        ("uprn,address\n1,2\n", "missing: line_1, postcode"),
        ('uprn,line_1,postcode\n1,"2 Mill Lane,PX1 2AB\n', "not a row of a CSV file"),
    ],
)
def test_an_unreadable_file_says_what_to_do(db, write, text, says):
    with pytest.raises(FileUnreadableError, match=says):
        import_addresses(write(text), **BY)


def test_a_file_in_another_encoding_or_missing_is_told_plainly(db, write, tmp_path):
    with pytest.raises(FileUnreadableError, match="not written in UTF-8"):
        import_addresses(write("uprn,line_1,postcode\n1,Café,PX1 2AB\n", encoding="latin-1"), **BY)
    with pytest.raises(FileUnreadableError, match="cannot be read"):
        import_addresses(tmp_path / "none.csv", **BY)


def test_a_byte_order_mark_and_columns_in_another_order_are_read(db, write):
    import_addresses(write("\ufeffPostcode, Line_1 ,uprn,notes\nPX1 2AB,1 Mill Lane,12,x\n"), **BY)
    assert Address.objects.get().lines == ["1 Mill Lane"]


def test_rounds_come_in_once(db, write):
    import_addresses(write(ADDRESSES), **BY)
    file = write(ROUNDS)
    assert counts(import_rounds(file, **BY)) == (3, 3, 0, 0, 0, 0)
    assert counts(import_rounds(file, **BY)) == (3, 0, 0, 0, 0, 3)
    assert CollectionRound.objects.count() == 2
    assert LedgerEvent.objects.filter(name="places.rounds_imported").count() == 1
    found = collections_of("999000001", date(2026, 3, 3), 1)
    assert [one.stream for one in found] == ["food", "refuse"]


def test_an_address_changes_its_round_and_leaves_another(db, write):
    import_addresses(write(ADDRESSES), **BY)
    import_rounds(write(ROUNDS), **BY)
    again = write(
        "uprn,stream,round,weekday,every_weeks,first_on\n"
        "999000001,refuse,TUE-B,Tuesday,2,2026-03-03\n"
        "999000001,food,,,,\n"
    )
    assert counts(import_rounds(again, **BY)) == (2, 0, 1, 1, 0, 0)
    assert list(AddressRound.objects.filter(address="999000001").values_list("round", flat=True)) == ["TUE-B"]


def test_refused_rows_of_a_round_list(db, write, told, listener):
    import_addresses(write(ADDRESSES), **BY)
    file = write(
        "uprn,stream,round,weekday,every_weeks,first_on\n"
        "999000001,refuse,MON-A,Monday,2,2026-03-02\n"
        "999000002,refuse,MON-A,Monday,1,2026-03-02\n"
        "999000002,refuse,MON-B,Moonday,1,2026-03-02\n"
        "999000002,refuse,MON-B,Monday,9,2026-03-02\n"
        "999000002,refuse,MON-B,Monday,1,2026-03-03\n"
        "999000002,refuse,MON-B,Monday,1,02/03/2026\n"
        "999000002,Grey bin,MON-B,Monday,1,2026-03-02\n"
        "12345,refuse,MON-B,Monday,1,2026-03-02\n"
    )
    outcome = import_rounds(file, **BY, listener=listener)
    assert (outcome.added, outcome.refused, outcome.unchanged) == (1, 7, 0)
    assert [line.removeprefix(f"{file}:").split(":")[0] for line in told] == list("3456789")
    assert "told otherwise on line 2" in told[0]
    assert "a Tuesday, but weekday is Monday" in told[3]
    assert "Take in the addresses first" in told[6]


def test_changes_come_in_once_and_can_be_taken_back(db, write):
    import_addresses(write(ADDRESSES), **BY)
    import_rounds(write(ROUNDS), **BY)
    file = write("round,usual_on,moved_to\nMON-A,2026-03-16,2026-03-17\nWED,2026-03-18,\n")
    assert counts(import_changes(file, **BY)) == (2, 2, 0, 0, 0, 0)
    assert counts(import_changes(file, **BY)) == (2, 0, 0, 0, 0, 2)
    found = collections_of("999000001", date(2026, 3, 16), 1)
    assert [day.on for one in found for day in one.collections] == [
        date(2026, 3, 17),
        None,
        date(2026, 3, 25),
    ]
    back = write("round,usual_on,moved_to\nMON-A,2026-03-16,2026-03-16\nWED,2026-03-18,2026-03-19\n")
    assert counts(import_changes(back, **BY)) == (2, 0, 1, 1, 0, 0)
    assert CollectionChange.objects.get().moved_to == date(2026, 3, 19)


def test_a_star_means_every_round_of_that_day(db, write):
    import_addresses(write(ADDRESSES), **BY)
    import_rounds(write(ROUNDS + "999000003,garden,MON-G,Monday,2,2026-03-02\n"), **BY)
    import_changes(write("round,usual_on,moved_to\n*,2026-03-16,2026-03-17\n"), **BY)
    assert set(CollectionChange.objects.values_list("round", flat=True)) == {"MON-A", "MON-G"}


def test_refused_changes(db, write, told, listener):
    import_addresses(write(ADDRESSES), **BY)
    import_rounds(write(ROUNDS), **BY)
    file = write(
        "round,usual_on,moved_to\n"
        "MON-Z,2026-03-16,2026-03-17\n"
        "MON-A,2026-03-17,2026-03-18\n"
        "MON-A,2026-03-16,2027-03-17\n"
        "*,2026-03-15,2026-03-16\n"
    )
    assert counts(import_changes(file, **BY, listener=listener))[4] == 4
    assert CollectionChange.objects.count() == 0
    assert [line.removeprefix(f"{file}:")[0] for line in told] == list("2345")


def test_memory_does_not_grow_with_the_file(write):
    def peak(rows):
        file = write("uprn,line_1,postcode\n" + "1,1 Mill Lane,PX1 2AB\n" * rows, name=f"{rows}.csv")
        tracemalloc.start()
        for _ in batches(read_rows(file, required=("uprn", "line_1", "postcode")), 500):
            pass
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    assert peak(20_000) < peak(2_000) * 1.1


def test_unchanged_is_never_negative():
    assert Outcome(rows=1, added=2).unchanged == 0
