"""The top floor: settings, URLs, reactions and the command; the only place that sees everything."""
