"""The copy as a PDF: tagged, titled, in its language, and readable in every alphabet."""

from __future__ import annotations

import re

import pytest

from portico.design import pdf
from portico.design.pdf import Copy, Line, Section, write_pdf


def copy_of(*answers: str, language: str = "en") -> Copy:
    lines = [Line(f"Question {number}?", answer) for number, answer in enumerate(answers, 1)]
    return Copy(
        title="Report a missed bin",
        language=language,
        council="Porticoshire District Council",
        before=["Reference BCDF-GHJK"],
        sections=[Section("Your answers", lines)],
        after=["You confirmed it."],
        labels=("Question", "Answer"),
        footer="BCDF-GHJK",
    )


def test_it_claims_to_be_accessible_and_is_tagged_with_title_and_language():
    content = write_pdf(copy_of("Yes", language="cy"))
    assert content.startswith(b"%PDF-1.")
    assert b"/MarkInfo" in content
    assert b"/StructTreeRoot" in content
    assert re.search(rb"/Lang\s*\(cy\)", content)
    assert b"pdfuaid" in content
    assert b"Report a missed bin" in content


ALPHABETS = [
    "Ŵy a ŷd, Siân",
    "Здравствуйте, Олена",
    "مرحبا، أنا من لندن",
    "السلام علیکم، میں پاکستان سے ہوں",
    "שלום",
    "你好，王小明",
    "こんにちは、山田",
    "안녕하세요 김",
    "नमस्ते",
    "নমস্কার",
    "ਸਤ ਸ੍ਰੀ ਅਕਾਲ",
    "વસંત",
    "வணக்கம்",
    "Γειά σου",
    "Tiếng Việt",
    "ሰላም",
    "🙂 ❤️ 👨‍👩‍👧 🏴󠁧󠁢󠁷󠁬󠁳󠁿",
]


@pytest.mark.parametrize("text", ALPHABETS)
def test_the_fonts_have_what_people_write(text, monkeypatch):
    monkeypatch.setattr(pdf, "_no_font_has", set())
    assert write_pdf(copy_of(text))
    assert pdf._no_font_has == set()


def test_what_no_font_has_is_told_by_its_number_and_remembered(monkeypatch):
    monkeypatch.setattr(pdf, "_no_font_has", set())
    assert write_pdf(copy_of("ᚠ and ᚢ and \ue000"))
    assert pdf._no_font_has == {"ᚠ", "ᚢ", "\ue000"}
    assert pdf._shown("ᚠ", pdf._no_font_has) == "[U+16A0]"


def test_more_strange_characters_than_are_looked_for_one_by_one_still_make_a_copy(monkeypatch):
    monkeypatch.setattr(pdf, "_no_font_has", set())
    monkeypatch.setattr(pdf, "MOST_TRIES", 2)
    assert write_pdf(copy_of("".join(chr(0x16A0 + number) for number in range(20)), "Ŵy"))


@pytest.mark.parametrize(
    "text", ["#panic()", "$ x $", "*bold* _it_", "= Heading", "\\", '"', "</script>", "`raw`"]
)
def test_what_was_typed_is_never_read_as_code(text):
    assert write_pdf(copy_of(text))


def test_long_words_and_long_answers_go_over_pages():
    one = write_pdf(copy_of("Yes"))
    many = write_pdf(copy_of("x" * 3_000, "\n".join(["A line of many words that goes on and on."] * 200)))
    pages = re.compile(rb"/Count (\d+)")
    assert max(map(int, pages.findall(one)), default=1) == 1
    assert max(map(int, pages.findall(many)), default=1) > 2
