"""Rates, from counts. Pure values, each with its formula in words."""
