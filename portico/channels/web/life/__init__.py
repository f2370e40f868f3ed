"""Life events: a few questions, the list of services that follow from them, and each fact asked once."""
