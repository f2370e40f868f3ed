"""The ordinary account that PostgreSQL runs as, also when Portico was started by root."""

from __future__ import annotations

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portico.wiring.words import PlainError

ACCOUNTS = ("portico", "postgres", "nobody")
"""Accounts that root may hand PostgreSQL to: the first that exists is taken. No account is ever added."""


@dataclass(frozen=True)
class Account:
    """Who runs PostgreSQL. `switch` is false where it is the person who runs Portico."""

    name: str
    uid: int
    gid: int
    switch: bool

    def popen_options(self) -> dict[str, Any]:
        """What `subprocess` needs to start a program as this account, from a folder it can enter."""
        options: dict[str, Any] = {"cwd": "/", "env": self.environment()}
        if self.switch:
            options.update(user=self.uid, group=self.gid, extra_groups=[])
        return options

    def environment(self) -> dict[str, str]:
        """A small, neutral environment: nothing of root's, and messages that can be recognised."""
        return {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TZ": "UTC"}

    def may_run(self, program: Path) -> bool:
        """Whether this account can reach and run `program`, all folders above it included."""
        return self._test("-x", program)

    def may_enter(self, folder: Path) -> bool:
        """Whether this account can enter `folder`."""
        return self._test("-x", folder)

    def give(self, path: Path) -> None:
        """Make this account the owner of a file or folder of ours."""
        if self.switch:
            os.chown(path, self.uid, self.gid)

    def _test(self, flag: str, path: Path) -> bool:
        return (
            subprocess.run(
                ["test", flag, str(path)], check=False, stderr=subprocess.DEVNULL, **self.popen_options()
            ).returncode
            == 0
        )


def account_for_postgres(data: Path | None = None) -> Account:
    """Choose the account: oneself, unless one is root; then the owner of `data`, else one of `ACCOUNTS`.

    Raises `PlainError` if root has nobody to hand it to.
    """
    if os.geteuid() != 0:
        return Account(name=_name_of(os.geteuid()), uid=os.geteuid(), gid=os.getegid(), switch=False)
    if data and data.exists() and data.stat().st_uid != 0:
        owner = data.stat()
        return Account(name=_name_of(owner.st_uid), uid=owner.st_uid, gid=owner.st_gid, switch=True)
    for name in ACCOUNTS:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name=name, uid=entry.pw_uid, gid=entry.pw_gid, switch=True)
    raise PlainError(
        "PostgreSQL refuses to run as root, and there is no ordinary account to run it as. "
        "Add one (useradd --system portico), or start Portico as an ordinary user."
    )


def _name_of(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
