"""The wiring as a Django app: it fills the table of reactions when everything is loaded."""

from django.apps import AppConfig


class WiringConfig(AppConfig):
    """Fills the ledger's table of reactions once all rooms are loaded."""

    name = "portico.wiring"
    label = "wiring"

    def ready(self) -> None:
        """Hand the reactions to the ledger."""
        from portico.ground.ledger.reactions import set_reactions
        from portico.wiring.reactions import REACTIONS

        set_reactions(REACTIONS)
