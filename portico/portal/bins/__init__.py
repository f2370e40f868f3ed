"""When is my bin day: by postcode and address, without the address ever being in a URL."""
