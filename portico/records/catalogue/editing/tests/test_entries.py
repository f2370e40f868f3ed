"""A question of the entries of a list gets another id, with every condition that reads it."""

from __future__ import annotations

from portico.records.catalogue.editing.references import with_entry_question_renamed, with_question_renamed

PATH = ("form", "pages", "people", "questions", "people")


def data():
    people = {
        "id": "people",
        "kind": "list",
        "questions": [
            {"id": "age", "label": "Age"},
            {"id": "school", "when": "entry.age > 4 && entry.age_group != 'a'"},
        ],
    }
    return {
        "form": {
            "pages": [
                {"id": "people", "questions": [people]},
                {
                    "id": "next",
                    "when": "answers.age > 1 && answers.people.exists(p, p.age > 3 && p.ages != 1)",
                    "text": "answers.people.exists( says nothing",
                    "questions": [{"id": "age", "when": "answers.cars.exists(p, p.age > 3)"}],
                },
            ]
        },
        "routing": [
            {"when": "answers.people.all(a, answers.people.exists(b, b.age < a.age))", "team": "waste"},
            {"when": "answers.people.exists(", "team": "waste"},
        ],
    }


def test_all_that_reads_it_follows_and_nothing_else():
    changed = with_entry_question_renamed(data(), PATH, "age", "years_old")
    first, second = changed["form"]["pages"]
    assert first["questions"][0]["questions"][1]["when"] == "entry.years_old > 4 && entry.age_group != 'a'"
    assert second["when"] == ("answers.age > 1 && answers.people.exists(p, p.years_old > 3 && p.ages != 1)")
    assert second["questions"][0]["when"] == "answers.cars.exists(p, p.age > 3)"
    assert [one["when"] for one in changed["routing"]] == [
        "answers.people.all(a, answers.people.exists(b, b.years_old < a.years_old))",
        "answers.people.exists(",
    ]


def test_a_list_that_gets_another_id_is_followed_too():
    changed = with_question_renamed(data(), "people", "family")
    assert changed["form"]["pages"][1]["when"] == (
        "answers.age > 1 && answers.family.exists(p, p.age > 3 && p.ages != 1)"
    )
