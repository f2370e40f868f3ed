"""The residents' face: home, finding a service, following a case."""
