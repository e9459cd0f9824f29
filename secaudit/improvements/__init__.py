"""Every gap leads somewhere: what is promised for a △ or ×, done, seen by the head, checked."""
