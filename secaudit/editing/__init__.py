"""The city's own rules about controls, edited in the browser; the result is the same YAML files."""
