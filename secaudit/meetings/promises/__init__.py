"""What was promised and by when: improvements and findings side by side."""
