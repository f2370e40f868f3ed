"""The pictures of the base map, for every page that shows one."""
