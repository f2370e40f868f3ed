"""Trying a service out before it is published: as its customer and as staff, with nothing kept."""
