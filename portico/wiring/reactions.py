"""What follows what: the one table of reactions, from event to consequence."""

from __future__ import annotations

from collections.abc import Sequence

from portico.ground.ledger.reactions import Reaction

REACTIONS: Sequence[Reaction] = ()
