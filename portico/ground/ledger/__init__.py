"""Actions, the events they record, and the reactions that follow."""
