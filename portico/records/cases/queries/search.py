"""Finding cases by reference or words, the newest first.

A common word is in so many documents that collecting them all takes seconds; a rare one is in so few that
walking back through the newest takes as long. Which of the two is shorter is judged by what PostgreSQL
expects from its statistics. A walk has an end: where the words turn out rarer than expected, the word index
is asked after all. docs/decisions/0021-search.md tells how that was measured.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple
from uuid import UUID

from django.db import connection, transaction

from portico.ground.access.permissions import SEES_SENSITIVE, Powers
from portico.ground.references.references import read_reference
from portico.records.cases.models import team_mark
from portico.records.cases.queries.rows import (
    PAGE_LENGTH,
    ROW_COLUMNS,
    ROW_JOINS,
    CaseRow,
    rows_from,
    visible_teams,
)
from portico.records.people.names import name_key_of
from portico.records.people.reaching import one_line, phone_for_matching

COLLECTING = 1.0
"""What collecting one document by the word index costs, where walking on to the next newest costs 1."""
WALKING_IN_TEAMS = 4.0
"""What walking on costs within a team, whose documents lie scattered among those of others."""
LEAST_WALKED = 1_000
"""Words that belong together (`council tax`) are commoner than each alone tells: worth so many tries."""
MARGIN = 3
"""How many times farther a walk goes than should fill the page."""
PAST_A_BURST = 5_000
"""How much farther, for the newest may be all alike: a storm's fallen trees, a file of reports taken in."""
MOST_TERMS = 8
LONGEST_TERM = 60
LONGEST_WORDS = 300
FEWEST_LETTERS_OF_A_BEGINNING = 3
"""A last word this long also finds the words it begins; a shorter one would find nearly all."""
NAMES_ALIKE = 0.45
"""How alike a name must be (word similarity of trigrams, 0 to 1) to be found through a typing error."""

_TERM = re.compile(r'(-?)"([^"]+)"|(\S+)')
_HAS_LETTERS = re.compile(r"\w")
_WITHOUT_SPECIAL = "ABC"
"""The weights of all words but those of answers of a special category."""
_MARKS = "%(marks)s::tsquery"
"""The teams that are seen, as documents are marked with theirs."""


@dataclass(frozen=True)
class Term:
    """One word or quoted phrase that is looked for; `excluded` ones must not be there."""

    text: str
    excluded: bool = False
    begins: bool = False
    """Whether it also stands for the words that begin with it."""
    phrase: bool = False
    """Whether its words must stand together just so."""

    def written(self, *, begins: bool, weights: str) -> str:
        """The term as `to_tsquery` reads it, quoted so that nothing in it is an operator."""
        quoted = self.text.replace("\\", " ").replace("'", "''")
        marks = ("*" if begins else "") + weights
        return f"'{quoted}'" + (f":{marks}" if marks else "")


@dataclass(frozen=True)
class SearchPage:
    """What was found, the newest first; `found_by` says how, `after` is the key of the next page."""

    rows: tuple[CaseRow, ...]
    after: str | None
    found_by: Literal["reference", "words", "similar names", "nothing"]


def search_cases(powers: Powers, words: str, after: str | None = None) -> SearchPage:
    """Find cases this person may see, by their reference or a follower's, else by words.

    All words must be there; quoted ones together, `-word` not at all. Accents, case and English endings do
    not matter. Where nothing is found, names that are written alike are. Answers of a special category are
    searched only for those who may see them. At most four SQL statements, seven where nothing is found.
    """
    nothing = SearchPage((), None, "nothing")
    typed = one_line(words)[:LONGEST_WORDS]
    if not typed or not powers.works_cases:
        return nothing
    reference = read_reference(typed)
    if reference is not None:
        rows = _by_reference(powers, reference)
        if rows:
            return SearchPage(tuple(rows), None, "reference")
    terms = terms_of(typed)
    if not any(not term.excluded for term in terms):
        return nothing
    before = _read_key(after)
    rows = _WordSearch(powers, terms, before).run()
    if rows:
        more = len(rows) > PAGE_LENGTH
        rows = rows[:PAGE_LENGTH]
        return SearchPage(tuple(rows), rows[-1].id.hex if more else None, "words")
    if before is None:
        rows = _by_similar_name(powers, typed)
    return SearchPage(tuple(rows), None, "similar names") if rows else nothing


def terms_of(typed: str) -> list[Term]:
    """Read what was typed: words, `"quoted phrases"`, `-excluded`; a phone number is one term."""
    phone = phone_for_matching(typed) if sum(sign.isdigit() for sign in typed) >= 7 else ""
    if phone:
        return [Term(phone)]
    found: list[Term] = []
    for minus, phrase, word in _TERM.findall(typed):
        text = phrase or word
        excluded = bool(minus) or (not phrase and word.startswith("-") and len(word) > 1)
        text = text.lstrip("-").strip("\"'")[:LONGEST_TERM]
        if _HAS_LETTERS.search(text):
            found.append(Term(text, excluded, phrase=bool(phrase)))
    found = found[:MOST_TERMS]
    if found and not found[-1].excluded and not found[-1].phrase:
        last = found[-1].text
        found[-1] = Term(last, begins=len(last) >= FEWEST_LETTERS_OF_A_BEGINNING)
    return found


class Expected(NamedTuple):
    """How many documents PostgreSQL expects somebody to see, and how many of those with the words.

    `exactly` leaves out those with words that only begin like the last one.
    """

    visible: float
    matching: float
    exactly: float


class _WordSearch:
    """One search by words: the conditions it puts together, and the two ways to run them."""

    def __init__(self, powers: Powers, terms: list[Term], before: UUID | None) -> None:
        self.teams = visible_teams(powers)
        self.terms = terms
        self.parameters: dict[str, Any] = {"most": PAGE_LENGTH + 1, "teams": self.teams}
        self.older = ""
        if before is not None:
            self.older = "AND case_id < %(before)s"
            self.parameters["before"] = before
        if self.teams is not None:
            marks = [f"'{team_mark(team)}'" for team in self.teams]
            self.parameters["marks"] = " | ".join(marks)
        self.matches = self._matches(powers, terms)

    def run(self) -> list[CaseRow]:
        """Find the newest cases with the words, one more than a page holds if there are more."""
        length = self._length_of_walk()
        rows = self._newest(length) if length else []
        return rows if len(rows) > PAGE_LENGTH else self._everywhere()

    def _length_of_walk(self) -> int:
        """How far to walk back before the word index is asked; 0 where asking it at once is shorter."""
        expected = self._expected()
        least = int(LEAST_WALKED / self._step)
        length = self._worth_walking(expected.visible, expected.matching)
        if length and not self._worth_walking(expected.visible, expected.exactly):
            # How many words begin so PostgreSQL does not know, and guesses many: a short walk will tell.
            return least
        if length:
            return max(least, length)
        return least if len(self.terms) > 1 else 0

    @property
    def _step(self) -> float:
        """What walking on costs: each team is walked through by itself, until it alone fills the page."""
        return 1.0 if self.teams is None else WALKING_IN_TEAMS * len(self.teams)

    def _worth_walking(self, visible: float, matching: float) -> int:
        """How far to walk where so many documents match; 0 where collecting them is shorter."""
        needed = PAGE_LENGTH * max(visible, 1.0) / max(matching, 1.0)
        if needed * self._step >= matching * COLLECTING:
            return 0
        return int(needed * MARGIN + PAST_A_BURST / self._step)

    def _expected(self) -> Expected:
        """What PostgreSQL expects to find."""
        visible = "true" if self.teams is None else f"document @@ {_MARKS}"
        exactly = self.matches.replace("_begins)s", "_exactly)s")
        with connection.cursor() as cursor:
            cursor.execute(
                f"""
                EXPLAIN (FORMAT JSON)
                SELECT FROM cases_search WHERE {visible}
                 UNION ALL
                SELECT FROM cases_search WHERE {self.matches}
                 UNION ALL
                SELECT FROM cases_search WHERE {exactly}""",  # noqa: S608 - constants
                self.parameters,
            )
            told = cursor.fetchone()[0]
        plan = (json.loads(told) if isinstance(told, str) else told)[0]["Plan"]
        return Expected(*(float(part["Plan Rows"]) for part in plan["Plans"]))

    def _newest(self, length: int) -> list[CaseRow]:
        """Walk back through so many of the newest documents."""
        self.parameters["walked"] = length
        walk = f"""
            SELECT case_id, document, team_id FROM cases_search
             WHERE {{team}} {self.older} ORDER BY case_id DESC LIMIT %(walked)s"""  # noqa: S608 - constants
        if self.teams is None:
            return self._rows(
                f"""
                SELECT case_id FROM ({walk.format(team="true")}) AS walked
                 WHERE {self.matches} ORDER BY case_id DESC LIMIT %(most)s"""  # noqa: S608 - constants
            )
        return self._rows(
            f"""
            SELECT part.case_id FROM unnest(%(teams)s::uuid[]) AS seen (team)
             CROSS JOIN LATERAL (
                SELECT case_id FROM ({walk.format(team="team_id = seen.team")}) AS walked
                 WHERE {self.matches} ORDER BY case_id DESC LIMIT %(most)s) AS part
             ORDER BY part.case_id DESC LIMIT %(most)s"""  # noqa: S608 - constants
        )

    def _everywhere(self) -> list[CaseRow]:
        """Collect every document with the words from the word index, then take the newest."""
        return self._rows(
            f"""
            SELECT case_id FROM (
                SELECT case_id FROM cases_search WHERE {self.matches} {self.older} OFFSET 0) AS collected
             ORDER BY case_id DESC LIMIT %(most)s"""  # noqa: S608 - constants
        )

    def _rows(self, inner: str) -> list[CaseRow]:
        statement = f"""
            WITH page AS MATERIALIZED (SELECT found.case_id AS id FROM ({inner}) AS found)
            SELECT {ROW_COLUMNS} FROM page {ROW_JOINS} ORDER BY entry.id DESC"""  # noqa: S608 - constants
        with connection.cursor() as cursor:
            cursor.execute(statement, self.parameters)
            return rows_from(cursor.fetchall())

    def _matches(self, powers: Powers, terms: list[Term]) -> str:
        """The condition on a document: of a team that is seen, and all words in parts that may be seen."""
        everything = self._query(terms, "")
        allowed = self._query(terms, _WITHOUT_SPECIAL)
        mine = "" if self.teams is None else f"{_MARKS} && "
        seen = sorted(powers.in_teams) if self.teams is None else self.teams
        sensitive = [team for team in seen if powers.may_see_sensitive(team)]
        everywhere = powers.may(SEES_SENSITIVE, None)
        if everywhere or (self.teams is not None and len(sensitive) == len(self.teams)):
            return f"document @@ ({mine}{everything})"
        if not sensitive:
            return f"document @@ ({mine}{allowed})"
        self.parameters["sensitive"] = sensitive
        return (
            f"document @@ ({mine}{everything})"
            f" AND (team_id = ANY(%(sensitive)s::uuid[]) OR document @@ ({allowed}))"
        )

    def _query(self, terms: list[Term], weights: str) -> str:
        """The words as an expression that PostgreSQL works out once, before it plans."""
        parts = []
        for number, term in enumerate(terms):
            exact = f"term{number}{weights}"
            self.parameters[exact] = term.written(begins=False, weights=weights)
            self.parameters[f"{exact}_begins"] = term.written(begins=term.begins, weights=weights)
            self.parameters[f"{exact}_exactly"] = self.parameters[exact]
            english = f"to_tsquery('portico_english', %({exact})s)"
            simple = f"to_tsquery('portico_simple', %({exact}_begins)s)"
            if term.phrase:
                # Every word of it counts as it stands, those too that have no English form.
                parts.append(f"!!({simple})" if term.excluded else f"({simple})")
            elif term.excluded:
                parts.append(f"!!({english} || {simple})")
            elif len(terms) == 1:
                parts.append(f"({english} || {simple})")
            else:
                # A word such as "the" has no English form and is in no document: it is left out.
                parts.append(
                    f"CASE WHEN numnode({english}) = 0 THEN {english} ELSE {english} || {simple} END"
                )
        return "(" + " && ".join(f"({part})" for part in parts) + ")"


def _by_reference(powers: Powers, reference: str) -> list[CaseRow]:
    teams = visible_teams(powers)
    visible = "" if teams is None else "AND team_id = ANY(%(teams)s::uuid[])"
    statement = f"""
        WITH page AS (
            SELECT id FROM cases_case WHERE reference = %(reference)s {visible}
             UNION
            SELECT case_id FROM cases_follower
              JOIN cases_case ON cases_case.id = case_id
             WHERE cases_follower.reference = %(reference)s {visible})
        SELECT {ROW_COLUMNS} FROM page {ROW_JOINS}"""  # noqa: S608 - put together from constants
    with connection.cursor() as cursor:
        cursor.execute(statement, {"reference": reference, "teams": teams})
        return rows_from(cursor.fetchall())


def _by_similar_name(powers: Powers, typed: str) -> list[CaseRow]:
    """Cases of people whose name is written like this; the most alike first."""
    name = name_key_of(typed)
    if len(name) < FEWEST_LETTERS_OF_A_BEGINNING or any(sign.isdigit() for sign in name):
        return []
    teams = visible_teams(powers)
    visible = "" if teams is None else "AND team_id = ANY(%(teams)s::uuid[])"
    statement = f"""
        WITH page AS MATERIALIZED (
            SELECT case_id AS id, word_similarity(%(name)s, name_key) AS alike FROM cases_search
             WHERE %(name)s <%% name_key {visible}
             ORDER BY alike DESC, case_id DESC LIMIT {PAGE_LENGTH})
        SELECT {ROW_COLUMNS} FROM page {ROW_JOINS}
         ORDER BY page.alike DESC, page.id DESC"""  # noqa: S608 - put together from constants
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)", [str(NAMES_ALIKE)])
        cursor.execute(statement, {"name": name, "teams": teams})
        return rows_from(cursor.fetchall())


def _read_key(key: str | None) -> UUID | None:
    try:
        return UUID(key) if key else None
    except ValueError:
        return None
