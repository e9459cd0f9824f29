"""The page on which the city's own choices are made."""
