"""What the council tells customers: templates, e-mail and its delivery state."""
