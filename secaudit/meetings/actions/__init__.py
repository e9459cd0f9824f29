"""What is done about meetings. Each: guard, change, one entry of the journal."""
