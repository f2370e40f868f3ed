"""Cases by the million for benchmarks, made inside PostgreSQL.

Three years of cases, the newest the likeliest to be open, a fifth open in all. Services and teams are skewed
as in life: a handful take most. Titles, answers and places are made of real English words, drawn so that the
n-th commonest comes 1/n as often as the commonest (Zipf's law); the words come from Python's own manual and
docstrings.
"""

from __future__ import annotations

import re
import sysconfig
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

import psycopg
from django.db import connection

SHARES = (34, 21, 13, 9, 7, 5, 4, 3, 2, 1, 1)
"""How many in a hundred cases each service gets, the busiest first; more services share the last."""

YEARS = 3
WORDS_A_CASE = 14
SURNAMES = [
    "Adeyemi",
    "Begum",
    "Carter",
    "Davies",
    "Evans",
    "Fraser",
    "Green",
    "Hughes",
    "Iqbal",
    "Jones",
    "Khan",
    "Lovelace",
    "Morgan",
    "Nowak",
    "Owen",
    "Patel",
    "Quinn",
    "Roberts",
    "Singh",
    "Taylor",
    "Usman",
    "Vaughan",
    "Williams",
    "Xu",
    "Young",
    "Zielinski",
]
FORENAMES = [
    "Ada",
    "Bilal",
    "Chloe",
    "Dafydd",
    "Esme",
    "Farid",
    "Grace",
    "Haruto",
    "Ines",
    "Jack",
    "Kwame",
    "Lena",
    "Mei",
    "Noor",
    "Olga",
    "Piotr",
    "Rhys",
    "Sana",
    "Tom",
    "Ursula",
    "Vikram",
    "Wanda",
    "Xavier",
    "Yusuf",
    "Zoe",
]


@dataclass(frozen=True)
class Kind:
    """A service to make cases of: its current version and the team it goes to."""

    service: UUID
    version: UUID
    team: UUID


def vocabulary() -> list[str]:
    """Some nine thousand English words, the commonest first: those of Python's manual and docstrings."""
    import pydoc_data.topics
    from collections import Counter

    counted: Counter[str] = Counter()
    for text in pydoc_data.topics.topics.values():
        counted.update(_WORD.findall(text.lower()))
    library = Path(sysconfig.get_paths()["stdlib"])
    for file in library.rglob("*.py"):
        if not {"site-packages", "test", "tests", "idlelib"} & set(file.parts):
            for text in _DOCSTRING.findall(file.read_text(encoding="utf-8", errors="replace")):
                counted.update(_WORD.findall(text.lower()))
    return sorted(counted, key=lambda word: (-counted[word], word))


_WORD = re.compile(r"\b[a-z]{3,14}\b")
_DOCSTRING = re.compile(r'"""(.*?)"""', re.DOTALL)


def seed_cases(*, until: int, kinds: Sequence[Kind], words: Sequence[str], now: datetime) -> None:
    """Make cases until there are `until` of source `bench`; each with its first line and search document.

    `vacuum_as` brings the database's statistics up to date afterwards.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cases_case WHERE source = 'bench'")
        have = cursor.fetchone()[0]
        shares = [SHARES[min(place, len(SHARES) - 1)] for place in range(len(kinds))]
        drawn = [kind for kind, share in zip(kinds, shares, strict=True) for _ in range(share)]
        parameters = {
            "first": have + 1,
            "last": until,
            "services": [kind.service for kind in drawn],
            "versions": [kind.version for kind in drawn],
            "teams": [kind.team for kind in drawn],
            "words": list(words),
            "surnames": SURNAMES,
            "forenames": FORENAMES,
            "now": now,
            "years": YEARS,
            "words_a_case": WORDS_A_CASE,
        }
        cursor.execute(_SEED, parameters)


def vacuum_as(owner_url: str) -> None:
    """Vacuum and analyse the seeded tables, as PostgreSQL does by itself on a quiet evening."""
    with psycopg.connect(owner_url, autocommit=True) as owner:
        owner.execute("VACUUM (ANALYZE) cases_case, cases_entry, cases_search")


_SEED = """
WITH drawn AS MATERIALIZED (
    SELECT n,
           %(now)s::timestamptz - make_interval(secs => 365.25 * 86400 * %(years)s * random()) AS opened_at,
           1 + floor(random() * cardinality(%(services)s::uuid[]))::int AS kind,
           (%(forenames)s::text[])[1 + floor(random() * cardinality(%(forenames)s::text[]))::int] || ' '
           || (%(surnames)s::text[])[1 + floor(random() * cardinality(%(surnames)s::text[]))::int] AS name,
           random() AS luck, random() AS stage_luck, random() AS due_luck, random() AS wait_luck
      FROM generate_series(%(first)s::int, %(last)s::int) AS n
), worded AS MATERIALIZED (
    SELECT drawn.*, said.story, split_part(said.story, ' ', 1) || ' ' || split_part(said.story, ' ', 2)
           || ' ' || split_part(said.story, ' ', 3) AS short,
           extract(epoch FROM %(now)s - opened_at) / (365.25 * 86400 * %(years)s) AS age
      FROM drawn
     CROSS JOIN LATERAL (
        SELECT string_agg((%(words)s::text[])[
                   1 + floor(cardinality(%(words)s::text[]) ^ random())::int - 1], ' ') AS story
          FROM generate_series(1, %(words_a_case)s) AS w WHERE drawn.n IS NOT NULL
     ) AS said
), told AS MATERIALIZED (
    SELECT worded.*, luck < (1 - age) ^ 4 AS is_open,
           uuidv7(opened_at - clock_timestamp()) AS case_id
      FROM worded
), cases AS (
    INSERT INTO cases_case (
        id, reference, service_id, service_version_id, team_id, assigned_to_id, customer_id, title, stage,
        outcome, reasons, tier, priority, priority_rule, channel, language, source, source_key, answers,
        facts,
        contact_name, contact_name_key, contact_email, contact_phone, contact_address_lines, contact_postcode,
        contact_uprn, place_text, place_postcode, place_uprn, latitude, longitude, opened_at, stage_since,
        due_at, waiting_since, attention_since, closed_at, version)
    SELECT case_id, upper(lpad(to_hex(n), 8, 'w')), (%(services)s::uuid[])[kind],
           (%(versions)s::uuid[])[kind], (%(teams)s::uuid[])[kind], NULL, NULL,
           initcap(short) || ' at ' || (1 + n %% 200) || ' ' || initcap(split_part(story, ' ', 4)) || ' Road',
           CASE WHEN NOT is_open THEN 'completion' WHEN stage_luck < 0.5 THEN 'receive'
                WHEN stage_luck < 0.75 THEN 'review' WHEN stage_luck < 0.85 THEN 'allocation'
                ELSE 'progress' END,
           CASE WHEN is_open THEN '' ELSE 'done' END, '', 0,
           CASE WHEN wait_luck > 0.97 THEN 'urgent' ELSE 'usual' END, NULL, 'web', 'en', 'bench', n::text,
           jsonb_build_object('story', story), '{}', name, lower(name),
           lower(replace(name, ' ', '.')) || n || '@example.org', '', '[]',
           'PX' || (1 + n %% 20) || ' ' || (n %% 9) || 'AB', '',
           (1 + n %% 200) || ' ' || initcap(split_part(story, ' ', 4)) || ' Road', '', '', NULL, NULL,
           opened_at, opened_at, opened_at + make_interval(days => 1 + (due_luck * 20)::int),
           CASE WHEN is_open AND wait_luck < 0.1 THEN opened_at END, NULL,
           CASE WHEN NOT is_open THEN opened_at + interval '1 day' END, 1
      FROM told
), entries AS (
    INSERT INTO cases_entry (id, case_id, at, case_version, kind, by_kind, by_id, move, from_stage, to_stage,
                             text, shown, follower_id, once)
    SELECT uuidv7(opened_at - clock_timestamp()), case_id, opened_at, 1, 'opened', 'resident', NULL, '', '',
           'receive', '', 'We received this.', NULL, NULL
      FROM told
)
INSERT INTO cases_search (case_id, team_id, name_key, document)
SELECT case_id, (%(teams)s::uuid[])[kind], lower(name),
       cases_search_document((%(teams)s::uuid[])[kind], name, short, story, '')
  FROM told
"""
