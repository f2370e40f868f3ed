"""Templates say the product's words in the language of the page, and escape what is filled in."""

from __future__ import annotations

from django.utils import translation

from portico.design import speaking


def test_what_is_filled_in_is_escaped_and_percent_signs_stay():
    assert speaking.say("%(name)s is here", name="<b>") == "&lt;b&gt; is here"
    assert speaking.say("100%% done") == "100% done"
    assert speaking.say_counted("%(num)s day", "%(num)s days", 2) == "2 days"


def test_each_language_has_its_own():
    assert speaking.say("March") == "March"
    with translation.override("cy"):
        assert speaking.say("March") == "Mawrth"
    assert speaking.say("March") == "March"


def test_a_text_in_another_language_than_the_page_is_marked_and_escaped():
    with translation.override("en"):
        assert speaking.spoken("Bin <b>", "cy") == '<span lang="cy">Bin &lt;b&gt;</span>'
        assert speaking.spoken("Bin", "en") == "Bin"
        assert speaking.spoken("", "cy") == ""
        assert speaking.spoken("Bin", "") == "Bin"
    with translation.override("cy"):
        assert speaking.spoken("Bin", "cy") == "Bin"
