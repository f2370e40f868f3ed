"""Reading definitions from files: strict YAML, then the shape, then what fits together."""
