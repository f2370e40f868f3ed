"""A session that ends while staff fill in a form: what was typed is there again after signing in."""

from __future__ import annotations

from portico.channels.web.models import Draft
from portico.channels.web.tests.robot import Page
from portico.ground.access.models import StaffSession
from tests.sign_in import PASSWORD, can_sign_in, code_now, signed_in


def test_what_was_typed_for_a_customer_is_kept_through_signing_in(cast, services):
    can_sign_in(cast.amina)
    browser = signed_in(cast.amina)
    begun = browser.post("/desk/assisted/services/contact-us", {"channel": "phone", "customer": "nobody"})
    browser.post(begun["Location"], {"topic": "other"})
    path = f"{begun['Location'].rpartition('/')[0]}/question"
    assert browser.get(path).status_code == 200
    StaffSession.objects.all().delete()

    typed = "He rang twice already about the lamp by the school."
    answer = browser.post(path, {"question": typed})
    assert answer.status_code == 403
    page = Page(answer.content.decode())
    kept = next(one.value for form in page.forms for one in form.controls if one.name == "kept")
    password = {"login": cast.amina.email, "password": PASSWORD, "kept": kept}
    assert browser.post("/desk/sign-in", password)["Location"] == "/desk/sign-in/code"
    answer = browser.post("/desk/sign-in/code", {"code": code_now()})
    page = Page(browser.get(answer["Location"]).content.decode())
    [form] = [form for form in page.forms if form.action == path]
    again = {one.name: one.value for one in form.controls}
    assert again["question"] == typed
    assert "question" not in Draft.objects.get().answers
    assert browser.post(path, again).status_code == 302
    assert Draft.objects.get().answers["question"] == typed
