"""Following a request: its owner gets in with the reference and one detail, sees how it goes, and answers."""
