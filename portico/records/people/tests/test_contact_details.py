"""Contact details are kept as given, and matched in one form."""

from __future__ import annotations

import pytest

from portico.records.people.contact_details import DetailTooLongError, Given
from portico.records.people.reaching import email_for_matching, phone_for_matching


@pytest.mark.parametrize(
    ("written", "e164"),
    [
        ("01632 960123", "+441632960123"),
        ("(01632) 960-123", "+441632960123"),
        ("+44 (0)1632 960123", "+441632960123"),
        ("0044 7700 900123", "+447700900123"),
        ("07700900123", "+447700900123"),
        ("+33 1 23 45 67 89", "+33123456789"),
        ("01632 960123 ext. 5", "+441632960123"),
        ("ring my neighbour", ""),
        ("12", ""),
        ("", ""),
    ],
)
def test_phones(written, e164):
    assert phone_for_matching(written) == e164


@pytest.mark.parametrize(
    ("written", "match"),
    [
        (" Ada@Example.ORG ", "ada@example.org"),
        ("ada@", ""),
        ("ada lovelace@example.org", ""),
        ("a@b@c", ""),
        ("", ""),
    ],
)
def test_emails(written, match):
    assert email_for_matching(written) == match


def test_what_nobody_sees_is_taken_out_and_the_rest_kept():
    given = Given(
        name=" Ada\x00  Lovelace\u200b ",
        phone="ring my neighbour",
        address_lines=(" 12  Mill Lane ", "", "\n"),
        postcode="px12ab",
        language="xx",
    )
    assert given.name == "Ada Lovelace"
    assert (given.phone, given.phone_match) == ("ring my neighbour", "")
    assert given.address_lines == ("12 Mill Lane",)
    assert (given.postcode, given.language) == ("PX1 2AB", "en")


def test_a_postcode_of_elsewhere_is_kept():
    assert Given(postcode="d02 af30").postcode == "D02 AF30"


def test_too_much_is_refused():
    with pytest.raises(DetailTooLongError, match="name"):
        Given(name="A" * 201)


def test_who_gives_nothing_is_anonymous():
    assert Given(postcode="PX1 2AB").is_anonymous
    assert not Given(phone="ring me").is_anonymous
