"""The pages of targets and measures."""
