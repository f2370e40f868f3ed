"""Every contact a customer makes, whatever the channel."""
