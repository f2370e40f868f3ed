"""Try-outs: what Portico does is done for real, in tables and files that are thrown away afterwards."""
