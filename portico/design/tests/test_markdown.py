"""Texts of service definitions become plain, safe markup with the right classes."""

from __future__ import annotations

from portico.design.markdown import email_address, markdown, markdown_line, typed


def test_paragraphs_lists_and_links_have_their_classes():
    page = markdown("Leave the bin **out**.\n\n- lid closed\n- by [7am](/times)\n\n1. one")
    assert page == (
        '<p class="govuk-body">Leave the bin <strong>out</strong>.</p>\n'
        '<ul class="govuk-list govuk-list--bullet">\n<li>lid closed</li>\n'
        '<li>by <a href="/times" class="govuk-link">7am</a></li>\n</ul>\n'
        '<ol class="govuk-list govuk-list--number">\n<li>one</li>\n</ol>'
    )


def test_headings_begin_below_the_heading_of_the_page():
    assert markdown("# One\n\n### Three") == (
        '<h2 class="govuk-heading-m">One</h2>\n<h3 class="govuk-heading-s">Three</h3>'
    )


def test_html_is_shown_as_text():
    assert "&lt;script&gt;" in markdown("<script>alert(1)</script>")
    assert "&lt;b&gt;" in markdown("a <b>c</b>")


def test_links_that_run_code_are_not_links():
    assert "<a" not in markdown("[here](javascript:alert(1))")


def test_pictures_and_code_are_not_taken():
    assert "<img" not in markdown("![x](/y.png)")
    assert "<code" not in markdown("`x`\n\n    y")


def test_a_line_has_no_paragraph():
    assert markdown_line("See *this*.") == "See <em>this</em>."


def test_an_email_address_breaks_where_its_parts_end():
    assert email_address("<gwen.a@example.co.uk") == "&lt;gwen.<wbr>a<wbr>@example.<wbr>co.<wbr>uk"
    assert email_address("") == ""


def test_what_somebody_typed_is_never_markup():
    assert typed(" <i>a</i>\n*b* ") == '<span class="portico-typed">&lt;i&gt;a&lt;/i&gt;\n*b*</span>'
