"""The floor: the least a Django site could do, measured beside Portico on the same machine."""
