"""The pages of the audit programme, of the plan of a year, and of random draws."""
