"""The views of the services, by what they are about."""
