"""The papers' templates lie here; setting them is the business of `web.typesetting`."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from secaudit.web import typesetting
from secaudit.web.typesetting import Draft, Paper

__all__ = ["Draft", "Paper", "typeset"]


def typeset(template: str, drafts: Sequence[Draft], at: datetime, pages: int = 0) -> Paper:
    """One of the templates of this folder, filled with the first draft that fits."""
    return typesetting.typeset(Path(__file__).with_name(template), drafts, at, pages)
