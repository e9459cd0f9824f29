"""What must I do next: one list for whoever has signed in."""
