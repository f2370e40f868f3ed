"""What the council knows, one room a subject, each importing only rooms before it."""
