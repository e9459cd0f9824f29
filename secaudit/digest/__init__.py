"""What waits for somebody, by mail: one digest a person and working day, and at once what cannot wait."""
