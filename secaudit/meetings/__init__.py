"""Meetings of the committee: what is on the agenda, what was decided, what is done about it."""
