"""Recognising customers while they are in contact. Nothing is joined here: a person decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from django.utils.translation import gettext

from portico.ground.ledger.prepared import run_prepared
from portico.records.people.contact_details import Given

Certainty = Literal["strong", "likely", "possible"]

MOST_BY_ONE_DETAIL = 10
"""A number or address shared by more people than this (a hostel, a library) tells nobody apart."""
MOST_RECOGNISED = 10

# That values are not empty is said to PostgreSQL too: its indexes leave empty ones out.
_BY_EMAIL = """
    (SELECT customer_id, 'email' AS reason FROM people_contact_point
      WHERE kind = 'email' AND match_value = %(email)s::text AND match_value <> ''
      LIMIT %(most)s::int)"""
_BY_PHONE = """
    (SELECT customer_id, 'phone' AS reason FROM people_contact_point
      WHERE kind = 'phone' AND match_value = %(phone)s::text AND match_value <> ''
      LIMIT %(most)s::int)"""
_BY_NAME_AND_POSTCODE = """
    (SELECT id AS customer_id, 'postcode' AS reason FROM people_customer
      WHERE name_key = %(name_key)s::text AND postcode = %(postcode)s::text LIMIT %(most)s::int)"""
_BY_NAME_AND_UPRN = """
    (SELECT id AS customer_id, 'uprn' AS reason FROM people_customer
      WHERE uprn = %(uprn)s::text AND uprn <> '' AND name_key = %(name_key)s::text LIMIT %(most)s::int)"""


@dataclass(frozen=True)
class Recognised:
    """A customer who may be the one in contact, why that is thought, and how sure it is.

    `strong`: the name and a way to reach them agree, or two ways to reach them and no name speaks against it.
    `likely`: the name and where they live agree, or one way to reach them where no name speaks against it, or
    two where one does. `possible`: one way to reach them agrees but the names differ, as in a household that
    shares a phone.
    """

    customer_id: UUID
    name: str
    reasons: tuple[str, ...]
    certainty: Certainty


def recognise(given: Given) -> list[Recognised]:
    """Return the customers who may be the one in contact, the surest first; one SQL statement.

    None are returned, and nothing is asked of the database, where no detail can match.
    """
    found_by = []
    if given.email_match:
        found_by.append(_BY_EMAIL)
    if given.phone_match:
        found_by.append(_BY_PHONE)
    if given.name_key and given.postcode:
        found_by.append(_BY_NAME_AND_POSTCODE)
    if given.name_key and given.uprn:
        found_by.append(_BY_NAME_AND_UPRN)
    if not found_by:
        return []
    statement = f"""
        SELECT customer.id, customer.name, customer.name_key, array_agg(DISTINCT found.reason)
          FROM ({" UNION ALL ".join(found_by)}) AS found
          JOIN people_customer AS customer ON customer.id = found.customer_id
         GROUP BY customer.id
         ORDER BY count(DISTINCT found.reason) DESC, customer.id
         LIMIT {MOST_RECOGNISED}"""  # noqa: S608 - put together from the constants above
    details = {
        "email": given.email_match,
        "phone": given.phone_match,
        "name_key": given.name_key,
        "postcode": given.postcode,
        "uprn": given.uprn,
        "most": MOST_BY_ONE_DETAIL,
    }
    rows = run_prepared(statement, details)
    recognised = [
        Recognised(
            customer_id=customer_id,
            name=name,
            reasons=_in_words(set(found)),
            certainty=certainty_of(set(found), given.name_key, name_key),
        )
        for customer_id, name, name_key, found in rows
    ]
    order: tuple[Certainty, ...] = ("strong", "likely", "possible")
    return sorted(recognised, key=lambda one: (order.index(one.certainty), -len(one.reasons)))


def certainty_of(found: set[str], given_name_key: str, known_name_key: str) -> Certainty:
    """How sure it is that two are one: by what agrees (`email`, `phone`, `postcode`, `uprn`) and names."""
    reached = found & {"email", "phone"}
    if given_name_key and given_name_key == known_name_key:
        return "strong" if reached else "likely"
    names_differ = bool(given_name_key and known_name_key)
    if len(reached) == 2:
        return "likely" if names_differ else "strong"
    return "possible" if names_differ else "likely"


def _in_words(found: set[str]) -> tuple[str, ...]:
    words = []
    if "email" in found:
        words.append(gettext("same email address"))
    if "phone" in found:
        words.append(gettext("same phone number"))
    if "uprn" in found:
        words.append(gettext("same name and address"))
    elif "postcode" in found:
        words.append(gettext("same name and postcode"))
    return tuple(words)
