"""The customers of cases that somebody may see: by a reference, or by a name as it is on a case.

Names are looked for among these only: whoever may see no case of a person does not find them by leafing
through names. `people.finding` finds anybody, by details that only they and those close to them know.
"""

from __future__ import annotations

from uuid import UUID

from django.db import connection, transaction

from portico.ground.access.permissions import Powers
from portico.ground.ledger.prepared import run_prepared
from portico.records.cases.queries.rows import visible_teams
from portico.records.cases.queries.search import FEWEST_LETTERS_OF_A_BEGINNING, NAMES_ALIKE
from portico.records.people.names import name_key_of

MOST_NAMED = 20
MOST_CASES_OF_NAMES = 200
"""So many cases with the most alike names are looked through for their customers."""


def customer_of_reference(powers: Powers, reference: str) -> UUID | None:
    """The customer of the case, or who follows it, with that reference; one SQL statement.

    None where this person sees no such case, or nobody has said yet whose it is.
    """
    if not powers.works_cases:
        return None
    teams = visible_teams(powers)
    visible = "" if teams is None else "AND entry.team_id = ANY(%(teams)s::uuid[])"
    statement = f"""
        SELECT entry.customer_id FROM cases_case AS entry
         WHERE entry.reference = %(reference)s::text {visible}
         UNION ALL
        SELECT follower.customer_id FROM cases_follower AS follower
          JOIN cases_case AS entry ON entry.id = follower.case_id
         WHERE follower.reference = %(reference)s::text {visible}"""  # noqa: S608 - constants
    found = run_prepared(statement, {"reference": reference, "teams": teams})
    return found[0][0] if found else None


def customers_named(powers: Powers, words: str) -> list[UUID]:
    """Customers of cases this person may see whose names are written like `words`, the most alike first.

    One SQL statement and one that sets how alike; none where the words cannot be a name.
    """
    name = name_key_of(words)
    is_name = len(name) >= FEWEST_LETTERS_OF_A_BEGINNING and not any(
        sign.isdigit() or sign == "@" for sign in words
    )
    if not is_name or not powers.works_cases:
        return []
    teams = visible_teams(powers)
    visible = "" if teams is None else "AND team_id = ANY(%(teams)s::uuid[])"
    statement = f"""
        WITH alike AS MATERIALIZED (
            SELECT case_id, word_similarity(%(name)s, name_key) AS alike FROM cases_search
             WHERE %(name)s <%% name_key {visible}
             ORDER BY alike DESC, case_id DESC LIMIT {MOST_CASES_OF_NAMES})
        SELECT entry.customer_id FROM alike
          JOIN cases_case AS entry ON entry.id = alike.case_id
         WHERE entry.customer_id IS NOT NULL
         GROUP BY entry.customer_id
         ORDER BY max(alike.alike) DESC, entry.customer_id LIMIT {MOST_NAMED}"""  # noqa: S608 - constants
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)", [str(NAMES_ALIKE)])
        cursor.execute(statement, {"name": name, "teams": teams})
        return [customer for (customer,) in cursor.fetchall()]
