"""A sample that can be defended: drawn by chance anybody can repeat, and what it allows to say."""
