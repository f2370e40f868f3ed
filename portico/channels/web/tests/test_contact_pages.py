"""The pages about the customer say which of their questions may be left out."""

from __future__ import annotations

import pytest

from portico.channels.web.contact_pages import REACHING, contact_pages
from portico.channels.web.tests.conftest import publish, read_service
from portico.records.catalogue.definition.form import ContactDetails

EITHER = "Give an email address, a phone number or both."


@pytest.mark.parametrize(
    ("contact", "labels", "either"),
    [
        ({"email": "required", "phone": "optional"}, ["Email address", "Phone number (optional)"], False),
        ({"email": "optional", "phone": "required"}, ["Email address (optional)", "Phone number"], False),
        ({"email": "required", "phone": "required"}, ["Email address", "Phone number"], False),
        ({"email": "optional", "phone": "optional"}, ["Email address", "Phone number"], True),
        (
            {"email": "optional", "phone": "optional", "reachable": False},
            ["Email address (optional)", "Phone number (optional)"],
            False,
        ),
        ({"email": "no", "phone": "optional", "reachable": False}, ["Phone number (optional)"], False),
        ({"email": "no", "phone": "optional"}, ["Phone number"], False),
    ],
)
def test_a_detail_that_may_be_left_out_is_called_optional(contact, labels, either):
    page = contact_pages(ContactDetails(**contact), bilingual=False)[-1]
    assert page.id == REACHING
    assert [question.label.en for question in page.questions] == labels
    for question in page.questions:
        assert ("(dewisol)" in question.label.in_language("cy")) == ("(optional)" in question.label.en)
    assert page.text is not None
    assert (EITHER in page.text.en) == either


def test_the_form_says_so_where_one_is_needed_and_the_other_is_not(resident):
    definition = read_service("contact-us")
    needed = definition.form.contact.model_copy(update={"email": "required", "phone": "optional"})
    form = definition.form.model_copy(update={"contact": needed})
    publish(definition.model_copy(update={"form": form}))
    resident.fill_in("contact-us")
    resident.go("/apply/contact-us/reaching-you")
    assert "Phone number (optional)" in resident.page.words
    assert "Email address (optional)" not in resident.page.words
