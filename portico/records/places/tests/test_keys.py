from portico.records.places.keys import plain, search_text_of, search_words_of, sort_key_of


def test_plain_has_no_case_accents_or_apostrophes():
    assert plain("  Château d’Été, St. Mary's\x00 ") == "chateau dete st marys"


def test_search_text_holds_lines_and_postcode_both_ways():
    assert search_text_of(["12a Mill Lane", "Weirbridge"], "PX1 2AB") == (
        "12a mill lane weirbridge px1 2ab px12ab"
    )


def test_short_forms_are_written_out_and_saints_stay():
    assert search_words_of("12 High St") == "12 high street"
    assert search_words_of("12 St Mary's Rd") == "12 st marys road"
    assert search_words_of("Saint Mary's Ave") == "st marys avenue"


def test_sorts_by_street_then_number_then_flat():
    addresses = [
        ["Flat 10", "2 Mill Lane"],
        ["12 Mill Lane"],
        ["Flat 9", "2 Mill Lane"],
        ["2a Mill Lane"],
        ["9 Abbey Row"],
        ["2 Mill Lane"],
    ]
    assert sorted(addresses, key=sort_key_of) == [
        ["9 Abbey Row"],
        ["2 Mill Lane"],
        ["Flat 9", "2 Mill Lane"],
        ["Flat 10", "2 Mill Lane"],
        ["2a Mill Lane"],
        ["12 Mill Lane"],
    ]
