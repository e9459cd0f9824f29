"""Offices from a file."""
