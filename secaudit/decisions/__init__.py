"""Decisions taken on paper or in the city's own 電子決裁, recorded here by somebody else."""
