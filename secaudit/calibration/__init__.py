"""What an audit of everything would have found: a third figure, from cells drawn by chance."""
