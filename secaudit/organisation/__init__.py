"""The city's offices as one dated tree, and the information systems with their owners."""
