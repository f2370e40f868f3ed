import csv
import re

from portico.demo.residents import TRUTH, TRUTH_COLUMNS, residents, second_descriptions, truth


def test_the_truth_file_is_what_the_residents_are():
    assert TRUTH.read_text(encoding="utf-8") == truth()


def test_the_truth_names_the_same_person_more_than_once():
    with TRUTH.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert tuple(rows[0]) == TRUTH_COLUMNS
    people = {row["person"] for row in rows}
    assert len(people) == len(residents())
    assert len(rows) - len(people) == len(second_descriptions()) >= 15
    descriptions = {tuple(row[column] for column in TRUTH_COLUMNS[1:]) for row in rows}
    assert len(descriptions) == len(rows)


def test_nobody_can_be_reached_in_life():
    for one in (*residents(), *second_descriptions()):
        assert re.fullmatch(r"|[a-z0-9.]+@(mail|post)\.example", one.email), one.email
        assert re.fullmatch(r"|07700 900\d{3}|01632 960\d{3}", one.phone), one.phone
        assert one.email or one.phone


def test_names_come_from_several_cultures_and_alphabets():
    names = " ".join(one.name for one in residents())
    for script in (r"[a-z]", r"[À-ÿ]", r"[Α-ω]", r"[А-я]", r"[؀-ۿ]", r"[一-鿿]", r"['’]"):
        assert re.search(script, names), script
    assert max(len(one.name) for one in residents()) > 50
