"""Keeping and disposing: what is due, what is held, each list from proposal to its end."""

from secaudit.retention.views import deciding, holding, lists, one
from secaudit.retention.views.pages import bp

__all__ = ["bp", "deciding", "holding", "lists", "one"]
