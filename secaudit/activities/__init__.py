"""Training, drills, reviews and tests: planned and held, with who took part and what was learnt."""
