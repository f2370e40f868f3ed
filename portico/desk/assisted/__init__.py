"""Filling in a service's form for a customer: on the phone, at the counter, or with a letter in hand."""
