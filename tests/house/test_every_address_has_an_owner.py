"""Rule 6 of the house: every address says who it is for."""

from __future__ import annotations

import pytest

from portico.ground.access.pages import owner_of
from tests.house.addresses import FROM_ELSEWHERE, Address, every_address


@pytest.mark.parametrize("address", every_address(), ids=str)
def test_every_address_has_an_owner(address: Address):
    if address.name in FROM_ELSEWHERE:
        return
    assert owner_of(address.view) is not None, (
        f"The view of {address.pattern} carries neither @public_page nor @staff_page "
        "(portico/ground/access/pages.py)."
    )


def test_every_staff_page_stands_below_the_desk():
    # The session's cookie is sent nowhere else.
    for address in every_address():
        if owner_of(address.view) in {"staff", "sign_in"}:
            assert address.pattern.startswith("desk/"), address.pattern
