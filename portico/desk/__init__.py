"""The staff's face: queues, cases and moves."""
