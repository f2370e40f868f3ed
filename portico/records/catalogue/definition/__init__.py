"""Format 1 of a service definition: what one readable file says about one service of the council."""
