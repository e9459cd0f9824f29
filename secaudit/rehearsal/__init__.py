"""A copy of the city to practise in, from the browser: begun, served beside the city, thrown away."""
