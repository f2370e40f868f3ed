"""Changing a service in the browser: every part of its definition on a sheet of its own, without code."""
