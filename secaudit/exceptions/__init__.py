"""A control left aside for a time, by leave of somebody else and with something that protects instead."""
