"""The commands that give staff an account and a new password."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator

from portico.ground.access.models import Staff
from portico.ground.access.queries import powers_of
from portico.wiring.cli.main import run
from portico.wiring.words import PlainError
from tests.sign_in import can_sign_in


def test_the_first_administrator_comes_from_the_command(db, capsys, client):
    assert run(["staff", "add", "first@porticoshire.example", "Fia First", "--role", "administrator"]) == 0
    link = capsys.readouterr().out.splitlines()[-1]
    assert powers_of(Staff.objects.get()).is_administrator
    form = client.get(urlsplit(link).path, follow=True)
    new = "another quiet harbour"
    client.post(form.request["PATH_INFO"], {"password1": new, "password2": new})
    assert Staff.objects.get().check_password(new)
    with pytest.raises(PlainError, match="already"):
        run(["staff", "add", "first@porticoshire.example", "Fia First"])


def test_a_lost_phone_is_cut_off_by_the_command(cast, capsys):
    can_sign_in(cast.owen)
    assert run(["staff", "link", "Owen@porticoshire.example", "--lost-phone"]) == 0
    assert "/desk/sign-in/forgotten/" in capsys.readouterr().out.splitlines()[-1]
    assert not Authenticator.objects.exists()
    with pytest.raises(PlainError, match="Nobody has an open account"):
        run(["staff", "link", "nobody@porticoshire.example"])
