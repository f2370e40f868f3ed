"""Every error page says in plain words what to do next; what was typed comes back and can be sent again."""

from __future__ import annotations

import logging
import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

pytestmark = pytest.mark.urls("portico.design.tests.troubled_urls")

BROWSER = {"accept": "text/html,application/xhtml+xml", "sec-fetch-site": "same-origin"}


@pytest.fixture
def browser() -> Client:
    return Client(enforce_csrf_checks=False, raise_request_exception=False, headers=BROWSER)


@pytest.mark.parametrize(
    ("address", "status", "heading"),
    [
        ("/missing", 404, "Page not found"),
        ("/nowhere/at/all", 404, "Page not found"),
        ("/desk/missing", 404, "Page not found"),
        ("/forbidden", 403, "You cannot use this page"),
        ("/odd", 400, "We could not understand that request"),
        ("/broken", 500, "Sorry, something went wrong"),
        ("/away", 503, "Sorry, this site is not working at the moment"),
        ("/closed", 503, "Sorry, this site is not working at the moment"),
        ("/desk/away", 503, "Sorry, this site is not working at the moment"),
    ],
)
def test_errors_are_told_in_plain_words(browser: Client, address: str, status: int, heading: str):
    answer = browser.get(address)
    page = answer.content.decode()
    assert answer.status_code == status
    assert f'<h1 class="govuk-heading-l">{heading}</h1>' in page
    assert f"<title>{heading} – " in page
    assert answer["Cache-Control"] == "no-store"
    assert "((" not in page
    assert ('class="govuk-template__body portico-desk"' in page) == address.startswith("/desk/")


def test_staff_are_not_told_whether_something_hidden_exists(browser: Client):
    assert "not something" not in browser.get("/desk/missing").content.decode()
    assert (
        "or this is something that your teams do not work on" in browser.get("/desk/missing").content.decode()
    )


def test_while_the_database_is_away_everybody_is_asked_to_come_back(browser: Client):
    assert browser.get("/away")["Retry-After"] == "30"


def test_a_form_comes_back_with_everything_typed_and_can_be_sent_again(browser: Client):
    story = "It was raining.\nThe bin <b>stood</b> “there”."
    answer = browser.post(
        "/away?step=2",
        {
            "first_name": "Siân",
            "story": story,
            "colour": ["brown", "green"],
            "_draft": "d1",
            "version": "7",
            "csrfmiddlewaretoken": "x",
        },
    )
    page = answer.content.decode()
    assert answer.status_code == 503
    assert "Nothing has been sent yet" in page
    assert 'action="/away?step=2"' in page
    assert 'name="first_name"' in page and 'value="Siân"' in page
    assert "First name" in page
    assert unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)[1]) == story  # type: ignore[index]
    assert page.count('name="colour"') == 2
    assert '<input type="hidden" name="_draft" value="d1">' in page
    assert '<input type="hidden" name="version" value="7">' in page
    assert "<b>stood" not in page
    assert "Try again" in page


def test_the_token_in_the_form_that_comes_back_is_taken():
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False, headers=BROWSER)
    strict.cookies["csrftoken"] = "a" * 32
    page = strict.post("/away", {"name": "Siân", "csrfmiddlewaretoken": "a" * 32}).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token is not None
    again = strict.post("/echo", {"name": "Siân", "csrfmiddlewaretoken": token[1]})
    assert "name=['Siân']" in again.content.decode()


def test_passwords_never_come_back_and_are_asked_for_again(browser: Client):
    page = browser.post("/away", {"new_password": "correct horse", "note": "kept"}).content.decode()
    assert "correct horse" not in page
    assert re.search(r'<input[^>]*name="new_password"[^>]*type="password"', page)
    assert 'value="kept"' in page


def test_files_are_named_as_needing_to_be_chosen_again(browser: Client):
    photo = SimpleUploadedFile("bin <1>.jpg", b"\xff\xd8\xff", content_type="image/jpeg")
    page = browser.post("/away", {"photo": photo, "note": "kept"}).content.decode()
    assert "Choose bin &lt;1&gt;.jpg again" in page
    assert 'enctype="multipart/form-data"' in page
    assert re.search(r'<input[^>]*name="photo"[^>]*type="file"', page)


def test_programs_get_a_plain_line_instead_of_a_page():
    answer = Client(raise_request_exception=False, headers={"accept": "application/json"}).post(
        "/away", {"a": "b"}
    )
    assert (answer.status_code, answer["Content-Type"]) == (503, "text/plain; charset=utf-8")
    assert answer.content.decode() == "Sorry, this site is not working at the moment\n"


def test_a_damaged_upload_is_answered_too(browser: Client):
    answer = browser.generic(
        "POST", "/away", b"not multipart", content_type="multipart/form-data; boundary=x"
    )
    assert answer.status_code == 503


def test_what_was_typed_is_not_logged(browser: Client, caplog: pytest.LogCaptureFixture):
    with caplog.at_level(logging.DEBUG, logger="portico"):
        browser.post("/away", {"first_name": "Siân"})
    assert "The database is away: OperationalError." in caplog.text
    assert "Secretly" not in caplog.text
    assert "Siân" not in caplog.text


def test_a_form_open_for_too_long_comes_back_to_be_sent_again():
    strict = Client(enforce_csrf_checks=True, headers=BROWSER)
    answer = strict.post("/echo", {"note": "three careful paragraphs"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "This page had been open for too long" in page
    assert 'value="three careful paragraphs"' in page
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token is not None
    again = strict.post("/echo", {"note": "three careful paragraphs", "csrfmiddlewaretoken": token[1]})
    assert "three careful paragraphs" in again.content.decode()


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none", None])
def test_a_form_from_elsewhere_is_never_offered_again(site: str | None):
    headers = {"accept": "text/html"} | ({"sec-fetch-site": site} if site else {})
    answer = Client(enforce_csrf_checks=True, headers=headers).post("/echo", {"note": "forged"})
    assert answer.status_code == 403
    assert "forged" not in answer.content.decode()
    assert "We could not accept that form" in answer.content.decode()


def test_too_many_fields_are_too_much_at_once(browser: Client, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 2
    answer = browser.post("/reads-post", {"a": "1", "b": "2", "c": "3"})
    assert answer.status_code == 413
    assert "choose a smaller photo" in answer.content.decode()


def test_a_request_larger_than_allowed_is_refused_before_it_is_read(settings):
    settings.PORTICO_LARGEST_REQUEST = 10
    answer = Client(raise_request_exception=False, headers=BROWSER).post(
        "/reads-post", {"a": "much too long"}
    )
    assert answer.status_code == 413


def test_an_error_page_that_fails_itself_is_still_an_answer(browser: Client, monkeypatch: pytest.MonkeyPatch):
    def fail() -> None:
        raise RuntimeError("no branding")

    monkeypatch.setattr("portico.design.errors.the_council", fail)
    answer = browser.get("/broken")
    assert answer.status_code == 500
    assert answer.content.startswith(b"Sorry, something went wrong.")


def test_answers_carry_the_headers_that_protect_people(browser: Client):
    answer = browser.get("/design/brand.css")
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert "camera=()" in answer["Permissions-Policy"]
