"""Settings that cannot be used are refused at the start, in words that say what to write."""

from __future__ import annotations

from datetime import time

import pytest

from portico.wiring.environment import SettingError, mail_sender, one_of, time_of_day, whole_number

COUNCIL = "Name of the Council <no-reply@council.example>"


@pytest.mark.parametrize(
    "value", [COUNCIL, "no-reply@council.example", '"Cyngor Sir" <a.b+c@cyngor.example>']
)
def test_senders_of_mail(monkeypatch, value):
    monkeypatch.setenv("PORTICO_MAIL_FROM", value)
    assert mail_sender("PORTICO_MAIL_FROM", default="") == value


@pytest.mark.parametrize(
    "value", ["Council", "Council <council>", "a@b", "a@b.example, c@d.example", "x <a..b@c.example>"]
)
def test_no_senders_of_mail(monkeypatch, value):
    monkeypatch.setenv("PORTICO_MAIL_FROM", value)
    with pytest.raises(SettingError, match="Write the council's name"):
        mail_sender("PORTICO_MAIL_FROM", default=COUNCIL)


def test_others_say_what_to_write(monkeypatch):
    for name in ("PORTICO_CLOSES", "PORTICO_NATION", "PORTICO_SMTP_PORT"):
        monkeypatch.setenv(name, "noon")
    with pytest.raises(SettingError, match="17:00"):
        time_of_day("PORTICO_CLOSES", default="17:00")
    with pytest.raises(SettingError, match="england, wales"):
        one_of("PORTICO_NATION", ["england", "wales"], default="england")
    with pytest.raises(SettingError, match="whole number"):
        whole_number("PORTICO_SMTP_PORT", 25)
    monkeypatch.delenv("PORTICO_CLOSES")
    assert time_of_day("PORTICO_CLOSES", default="17:00") == time(17)
