"""The wiring as a Django app: it fills the table of reactions when everything is loaded."""

from django.apps import AppConfig


class WiringConfig(AppConfig):
    """Fills the ledger's table of reactions once all rooms are loaded."""

    name = "portico.wiring"
    label = "wiring"

    def ready(self) -> None:
        """Hand over the reactions and the base map; watch the connections to the database."""
        from portico.ground.ledger.connections import watch_connections
        from portico.ground.ledger.reactions import set_reactions
        from portico.records.places.base_map import set_base_map
        from portico.wiring.maps import base_map_from_settings
        from portico.wiring.reactions import REACTIONS

        set_reactions(REACTIONS)
        set_base_map(base_map_from_settings())
        watch_connections()
