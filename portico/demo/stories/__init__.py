"""The stories of the demo, one file for each service, told through the actions that real pages use."""
