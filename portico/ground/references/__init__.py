"""The short human reference of everything: no look-alikes, a check character, never reused."""
