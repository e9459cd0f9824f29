"""What auditors found, from the draft to the proof that it was mended."""
