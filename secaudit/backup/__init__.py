"""Everything in one file, checked; and back again, into SQLite or PostgreSQL."""
