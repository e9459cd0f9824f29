"""Letters that wait for the city's mail relay: kept until it has taken them, each sent once."""
