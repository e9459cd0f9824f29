"""The papers of a self-check as documents: plan, request, guides, totals, result notices."""

from secaudit.correspondence.papers.common import head_of, why_not
from secaudit.correspondence.papers.counted import result, results, totals
from secaudit.correspondence.papers.planning import guides, plan, request_to, requests

__all__ = [
    "guides",
    "head_of",
    "plan",
    "request_to",
    "requests",
    "result",
    "results",
    "totals",
    "why_not",
]
