"""What must be done: the controls of controls/*.yaml, read strictly, and their editions."""
