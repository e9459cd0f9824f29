"""Offices and people from the personnel system's files, as of a day: previewed, then all or nothing."""
