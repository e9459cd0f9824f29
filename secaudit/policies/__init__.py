"""The city's own rules as Markdown under version: basic policy, standards, procedures."""
