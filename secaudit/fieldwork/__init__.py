"""Working papers: what was declared, what was seen, and how each control is judged."""
