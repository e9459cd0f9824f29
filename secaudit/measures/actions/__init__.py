"""What is done about targets and measures. Each: guard, change, one entry of the journal."""
