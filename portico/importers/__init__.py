"""Importers that open cases from other systems' files, through the same actions as the form."""
