"""Customers: recognised while in contact, never joined by themselves."""
