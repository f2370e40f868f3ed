"""A council's branding is a file; colours that people could not read are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from portico.design.brand import BrandError, contrast_between, mixed, read_brand

FILE = Path(__file__).parent.parent / "brands" / "porticoshire.toml"


def written(folder: Path, *changes: tuple[str, str]) -> Path:
    text = FILE.read_text()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    file = folder / "brand.toml"
    file.write_text(text)
    return file


def test_the_demo_council():
    council = read_brand(FILE)
    assert council.name == "Porticoshire District Council"
    assert council.rest_of_name == "District Council"
    assert council.fictional
    assert "--brand-colour: #4a1d57;" in council.style_sheet


def test_contrast_follows_the_definition_of_wcag():
    assert contrast_between("#000000", "#ffffff") == pytest.approx(21)
    assert contrast_between("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)  # WCAG's own example
    assert contrast_between("#123456", "#123456") == 1


def test_colours_are_mixed_channel_by_channel():
    assert mixed("#000000", "#ff8000", 0.5) == "#804000"


def test_another_council_changes_the_style_sheet_and_its_address(tmp_path: Path):
    other = read_brand(written(tmp_path, ("#4a1d57", "#0b4f6c")))
    assert "--brand-colour: #0b4f6c;" in other.style_sheet
    assert other.fingerprint != read_brand(FILE).fingerprint


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("#4a1d57", "#c9a0dc", "brand #c9a0dc has a contrast of"),
        ("#6b2280", "#999999", "link #999999 has a contrast of 2.8 with the white page"),
        ("#4a1d57", "heather", "Write six hex digits"),
        ('phone = "01632 960100"\n', "", "[contact] phone is missing"),
        ("[colours]", "[colours", "is not TOML"),
        ("fictional = true", 'logo = "logo.exe"', "must be an .svg"),
        ("fictional = true", 'logo = "none.svg"', "cannot be read"),
    ],
)
def test_a_branding_file_that_cannot_be_used_is_refused_with_the_remedy(
    tmp_path: Path, old: str, new: str, said: str
):
    with pytest.raises(BrandError) as error:
        read_brand(written(tmp_path, (old, new)))
    assert said in str(error.value)


def test_a_missing_file_is_named(tmp_path: Path):
    with pytest.raises(BrandError, match=r"none\.toml: the branding file cannot be read"):
        read_brand(tmp_path / "none.toml")


def test_a_councils_own_logo_is_served(tmp_path: Path, client, monkeypatch):
    (tmp_path / "crest.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    council = read_brand(written(tmp_path, ("fictional = true", 'logo = "crest.svg"')))
    monkeypatch.setattr("portico.design.views.the_council", lambda: council)
    answer = client.get("/design/logo")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/svg+xml")
    assert "immutable" in answer["Cache-Control"]


def test_no_logo_is_not_found(client):
    assert client.get("/design/logo").status_code == 404


def test_colours_are_served_as_a_style_sheet(client):
    answer = client.get("/design/brand.css")
    assert answer["Content-Type"] == "text/css; charset=utf-8"
    assert b"--brand-accent: #ffc62e;" in answer.content
