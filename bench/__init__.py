"""What the pages cost, as time, statements, bytes, and as a ratio to a floor of the same run."""
