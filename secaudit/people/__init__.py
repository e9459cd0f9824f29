"""Who works here, and which posts they hold from when to when."""
