"""The look of Portico: page layouts and components, one file each; no models."""
