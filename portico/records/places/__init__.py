"""Addresses with their UPRN, postcode look-up and collection rounds."""
