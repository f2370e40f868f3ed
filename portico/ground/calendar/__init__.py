"""Working days, bank holidays by nation, deadlines and their pauses."""
