"""Cases: stages, moves, deadlines, notes, files and outcomes."""
