"""Codes of the teams that the services of the demo council name, for councils that tests set up."""

from __future__ import annotations

TEAMS = (
    "waste",
    "streets",
    "council-tax",
    "customer-services",
    "housing",
    "environmental-health",
    "benefits",
    "planning",
    "licensing",
    "parking",
    "elections",
    "business-rates",
    "customer-relations",
)
