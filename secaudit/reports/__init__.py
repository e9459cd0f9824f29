"""The city as a whole: overview, heat map, trend, one department, papers, exports, the journal.

Everything shown or printed is written from one value, `summary.Summary`, which `building` makes
from the plain values of `inputs`. Screen, PDF, Excel, CSV and JSON therefore cannot differ.
"""
