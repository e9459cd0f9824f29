"""What people type about offices, systems and people."""
