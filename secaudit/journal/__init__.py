"""The append-only record of every change: who, when, what, and proof that nothing was altered."""
