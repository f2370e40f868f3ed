"""The council's services as data: definitions, their checks and their versions."""
