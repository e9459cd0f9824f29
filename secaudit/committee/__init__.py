"""The paper for the committee: figures frozen on a day, one page that is proved to be one, its
annexes, and a version that may be published.

A *snapshot* holds every figure; a *draft* holds the words; a *pack* is both together, written as
PDF, Excel, Markdown and JSON. Nothing of a pack is looked up: the same snapshot and the same words
give the same bytes.
"""
