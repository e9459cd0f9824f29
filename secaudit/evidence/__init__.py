"""What shows that something is so: its title, where it is kept, for how long; perhaps a file."""
