"""Portico: the open-source front door of a UK council."""
