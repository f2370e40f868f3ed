"""The form runner: one thing a page, a draft on the server at every step, one case at the end."""
