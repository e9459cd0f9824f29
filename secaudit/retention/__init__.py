"""How long what is kept, and its lawful end: a list each April, two who agree, erasure without a trace of
the words."""
