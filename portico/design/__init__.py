"""Page layouts and components, one file each; no models."""
