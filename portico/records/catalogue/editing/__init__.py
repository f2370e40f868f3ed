"""Changing a service here: a working copy that designers share, until it is reviewed and published."""
