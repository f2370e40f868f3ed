"""The demo's outbox: every message that Portico wrote, shown on pages of their own."""
