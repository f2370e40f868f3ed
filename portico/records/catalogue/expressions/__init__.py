"""Conditions as trees: reading the part of CEL that definitions may use, and checking kinds in it."""
