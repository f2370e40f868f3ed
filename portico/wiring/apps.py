"""The wiring as a Django app: it fills the table of reactions when everything is loaded."""

from django.apps import AppConfig


class WiringConfig(AppConfig):
    """Fills the ledger's table of reactions once all rooms are loaded."""

    name = "portico.wiring"
    label = "wiring"

    def ready(self) -> None:
        """Hand the reactions to the ledger, and the base map to the places."""
        from portico.ground.ledger.reactions import set_reactions
        from portico.records.places.base_map import set_base_map
        from portico.wiring.maps import base_map_from_settings
        from portico.wiring.reactions import REACTIONS

        set_reactions(REACTIONS)
        set_base_map(base_map_from_settings())
