"""What the city wants to reach: target rates of a year, and measures that take several years."""
