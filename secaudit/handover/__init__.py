"""People move: what is bound to a post passes by itself, what is bound to a name is passed on."""
