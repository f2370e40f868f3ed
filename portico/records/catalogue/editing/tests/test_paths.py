"""Finding and changing parts of a working copy; telling and merging what differs."""

from __future__ import annotations

import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portico.records.catalogue.actions import as_json
from portico.records.catalogue.editing.differences import differences, merge
from portico.records.catalogue.editing.paths import (
    PartGoneError,
    moved,
    part_at,
    path_of,
    read_path,
    seal_of,
    where_is,
    with_fields,
    with_item,
    with_part,
    without,
)
from portico.records.catalogue.editing.references import (
    with_message_renamed,
    with_outcome_renamed,
    with_question_renamed,
)
from portico.records.catalogue.tests.small_service import small_service


def data():
    return as_json(small_service())


def two_pages():
    return {
        "id": "x",
        "form": {
            "pages": [
                {"id": "a", "questions": [{"id": "one", "kind": "text"}]},
                {
                    "id": "b",
                    "when": "answers.one == 'x'",
                    "questions": [{"id": "two"}],
                    "stops": [{"when": "1"}],
                },
            ]
        },
    }


def test_a_path_names_items_by_their_ids_and_others_by_number():
    assert where_is(two_pages(), read_path("form/pages/b/questions/two")) == (
        "form",
        "pages",
        1,
        "questions",
        0,
    )
    assert path_of(two_pages(), ("form", "pages", 1, "stops", 0)) == ("form", "pages", "b", "stops", "0")


def test_a_path_stays_right_when_an_item_is_put_before_it():
    longer = two_pages()
    longer["form"]["pages"].insert(0, {"id": "new", "questions": []})
    assert part_at(longer, ("form", "pages", "b"))["when"] == "answers.one == 'x'"


@pytest.mark.parametrize("path", ["form/pages/c", "form/pages/7", "form/pages/a/when", "nothing", "id/x"])
def test_a_path_that_leads_nowhere_says_so(path):
    with pytest.raises(PartGoneError):
        part_at(two_pages(), read_path(path))


def test_of_two_items_with_one_id_the_second_is_named_by_its_number():
    twice = {"pages": [{"id": "a"}, {"id": "a", "second": True}]}
    assert path_of(twice, ("pages", 1)) == ("pages", "1")
    assert part_at(twice, ("pages", "1")) == {"id": "a", "second": True}


def test_changing_leaves_what_was_given_as_it_was():
    before = two_pages()
    kept = copy.deepcopy(before)
    with_fields(before, ("form", "pages", "a"), {"title": "A", "questions": None})
    with_item(before, ("form", "pages"), {"id": "c"})
    without(before, ("form", "pages", "a"))
    moved(before, ("form", "pages", "a"), 1)
    assert before == kept


def test_an_item_goes_to_the_end_of_a_list_that_may_not_be_there_yet():
    longer, path = with_item(two_pages(), ("form", "pages", "a", "stops"), {"when": "x"})
    assert path == ("form", "pages", "a", "stops", "0")
    assert part_at(longer, path) == {"when": "x"}


def test_a_list_that_is_empty_after_taking_out_is_left_out():
    assert "stops" not in without(two_pages(), ("form", "pages", "b", "stops", "0"))["form"]["pages"][1]


@pytest.mark.parametrize(
    ("path", "by", "order"), [("a", 1, "ba"), ("a", 9, "ba"), ("a", -1, "ab"), ("b", -1, "ba")]
)
def test_an_item_moves_no_further_than_the_ends(path, by, order):
    pages = moved(two_pages(), ("form", "pages", path), by)["form"]["pages"]
    assert "".join(page["id"] for page in pages) == order


def test_a_seal_changes_with_every_change_and_not_with_the_order_of_fields():
    assert seal_of({"a": 1, "b": 2}) == seal_of({"b": 2, "a": 1})
    assert seal_of({"a": 1}) != seal_of({"a": "1"})


def test_renaming_a_question_changes_conditions_texts_and_fields_but_no_longer_names():
    before = {
        "form": {
            "pages": [{"when": "answers.one == 'one' && answers.one_more"}],
            "facts": [{"of": "one", "stream": "one"}],
            "sums": [{"of": ["one.income", "oneself"]}],
            "where": ["one"],
            "contact": {"address": ["one"]},
        },
        "fee": {"each": "one", "one": {"en": "one"}},
        "case_title": "((answers.one)) ((answers.one.uprn)) facts.answers.one",
    }
    after = with_question_renamed(before, "one", "first")
    assert after["form"]["pages"][0]["when"] == "answers.first == 'one' && answers.one_more"
    assert after["form"]["facts"] == [{"of": "first", "stream": "first"}]
    assert after["form"]["sums"] == [{"of": ["first.income", "oneself"]}]
    assert (after["form"]["where"], after["form"]["contact"]) == (["first"], {"address": ["first"]})
    assert after["fee"] == {"each": "first", "one": {"en": "one"}}
    assert after["case_title"] == "((answers.first)) ((answers.first.uprn)) facts.answers.one"


def test_renaming_messages_and_outcomes_changes_the_moves_that_name_them():
    before = {
        "workflow": {"moves": [{"tells": "done", "tells_followers": "done", "outcome": "done", "id": "done"}]}
    }
    assert with_message_renamed(before, "done", "told")["workflow"]["moves"] == [
        {"tells": "told", "tells_followers": "told", "outcome": "done", "id": "done"}
    ]
    assert with_outcome_renamed(before, "done", "ended")["workflow"]["moves"][0]["outcome"] == "ended"


def test_differences_tell_what_was_added_taken_out_changed_and_moved():
    before, after = two_pages(), two_pages()
    after["form"]["pages"].reverse()
    after["form"]["pages"][1]["questions"][0]["label"] = {"en": "What?", "cy": "Beth?"}
    del after["form"]["pages"][0]["when"]
    after["form"]["pages"].append({"id": "c", "questions": []})
    told = [(one.kind, "/".join(one.path)) for one in differences(before, after)]
    moved_page = next(way for kind, way in told if kind == "moved")
    assert moved_page in {"form/pages/a", "form/pages/b"}  # of two that changed places either may have moved
    assert sorted(told) == sorted(
        [
            ("moved", moved_page),
            ("removed", "form/pages/b/when"),
            ("added", "form/pages/a/questions/one/label"),
            ("added", "form/pages/c"),
        ]
    )


def test_a_text_and_a_length_of_time_are_one_difference_each():
    before = {"name": {"en": "A", "cy": "B"}, "deadline": {"usual": {"amount": 1, "unit": "days"}}}
    after = {"name": {"en": "A", "cy": "C"}, "deadline": {"usual": {"amount": 2, "unit": "hours"}}}
    assert [one.path for one in differences(before, after)] == [("name",), ("deadline", "usual")]


def test_what_two_changed_in_different_parts_is_brought_together():
    base, theirs, mine = data(), data(), data()
    theirs["summary"] = "Theirs."
    theirs["form"]["pages"].append({"id": "theirs", "questions": []})
    mine["privacy"] = "Mine."
    mine["form"]["pages"].insert(0, {"id": "mine", "questions": []})
    merged = merge(base, theirs, mine)
    assert (merged.data["summary"], merged.data["privacy"], merged.clashes) == ("Theirs.", "Mine.", ())
    pages = [page["id"] for page in merged.data["form"]["pages"]]
    assert pages[0] == "mine"
    assert pages[-1] == "theirs"


def test_where_both_changed_a_part_mine_stays_and_theirs_is_told():
    base, theirs, mine = data(), data(), data()
    theirs["summary"], mine["summary"] = "Theirs.", "Mine."
    merged = merge(base, theirs, mine)
    assert merged.data["summary"] == "Mine."
    assert [(one.path, one.after) for one in merged.clashes] == [(("summary",), "Theirs.")]


def test_what_both_changed_alike_is_no_clash():
    base, theirs, mine = data(), data(), data()
    theirs["summary"] = mine["summary"] = "The same."
    assert merge(base, theirs, mine).clashes == ()


def test_what_they_added_comes_behind_what_it_follows_there():
    base = {"pages": [{"id": "a"}, {"id": "b"}]}
    theirs = {"pages": [{"id": "a"}, {"id": "new"}, {"id": "b"}]}
    mine = {"pages": [{"id": "first"}, {"id": "a"}, {"id": "b"}]}
    pages = merge(base, theirs, mine).data["pages"]
    assert [page["id"] for page in pages] == ["first", "a", "new", "b"]


def test_an_order_that_they_changed_is_told_and_never_lost_in_silence():
    base = {"pages": [{"id": "a"}, {"id": "b"}]}
    merged = merge(base, {"pages": [{"id": "b"}, {"id": "a"}]}, base)
    assert [page["id"] for page in merged.data["pages"]] == ["a", "b"]
    assert [one.kind for one in merged.clashes] == ["moved"]


NAMES = st.sampled_from(["a", "b", "c"])
LEAVES = st.one_of(st.integers(0, 2), NAMES, st.booleans())
ITEMS = st.lists(
    st.fixed_dictionaries({"id": NAMES}, optional={"x": LEAVES}),
    max_size=3,
    unique_by=lambda item: item["id"],
)
PARTS = st.dictionaries(st.sampled_from(["f", "g", "items"]), LEAVES, max_size=3).flatmap(
    lambda fields: ITEMS.map(lambda items: {**fields, "items": items} if items else {**fields})
)


@settings(max_examples=200, deadline=None)
@given(base=PARTS, theirs=PARTS, mine=PARTS)
def test_merging_never_fails_and_keeps_all_of_mine(base, theirs, mine):
    merged = merge(base, theirs, mine)
    if theirs == base:
        assert merged.data == mine
    moved_there = any(one.kind == "moved" for one in differences(base, theirs))
    if mine == base and not moved_there:
        assert merged.data == theirs
        assert not merged.clashes


@settings(max_examples=200, deadline=None)
@given(before=PARTS, after=PARTS)
def test_there_are_differences_if_and_only_if_something_differs(before, after):
    assert bool(differences(before, after)) == (before != after)


def test_a_part_is_put_in_place_of_another():
    assert with_part(two_pages(), ("form", "pages", "a"), {"id": "z"})["form"]["pages"][0] == {"id": "z"}
    assert with_part(two_pages(), (), {"id": "y"}) == {"id": "y"}
