"""The ways customers reach the council; independent of each other."""
