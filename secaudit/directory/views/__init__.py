"""Pages about offices, systems and people."""
