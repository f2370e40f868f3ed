"""The home page and finding a service."""
