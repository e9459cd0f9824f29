"""People from a file."""
