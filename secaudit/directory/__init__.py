"""The pages on which offices, systems and people are looked up and kept.

They need accounts and the catalogue beside offices and people, so they stand above all of these.
"""
