"""Contrast and text size are remembered in one cookie that nobody can misuse."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from portico.design.display import Display, display_of, read_display, remember_display


def test_what_was_remembered_is_read_again():
    response = HttpResponse()
    remember_display(response, Display("yellow-on-black", "largest"), secure=True)
    cookie = response.cookies["display"]
    assert cookie["secure"] and cookie["httponly"] and cookie["samesite"] == "Lax"
    request = RequestFactory().get("/")
    request.COOKIES["display"] = cookie.value
    assert display_of(request) == Display("yellow-on-black", "largest")


@pytest.mark.parametrize("text", ["", ".", "pink.huge", 'dark"onload=x.', "standard", "x" * 5000])
def test_anything_else_reads_as_standard(text: str):
    assert read_display(text) == Display()


def test_half_a_choice_is_kept():
    assert read_display("dark.enormous") == Display("dark", "standard")


def test_without_a_request_it_is_standard():
    assert display_of(None) == Display()
