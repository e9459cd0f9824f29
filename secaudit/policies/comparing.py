"""What one version changes of another, article by article and word by word. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from secaudit.catalogue.differences import Piece, word_differences
from secaudit.errors import N_
from secaudit.policies.articles import Article, articles


class Change(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"

    @property
    def label(self) -> str:
        return WORDS[self]


WORDS = {
    Change.ADDED: N_("New article"),
    Change.REMOVED: N_("Article removed"),
    Change.CHANGED: N_("Article changed"),
}


@dataclass(frozen=True)
class Changed:
    anchor: str
    title: str
    change: Change
    heading: list[Piece]
    pieces: list[Piece]


def changes(before: str, after: str) -> list[Changed]:
    """Only what differs: in the new order, then what is gone."""
    old = {article.anchor: article for article in articles(before)}
    new = {article.anchor: article for article in articles(after)}
    going_on = (_compared(old.get(anchor), article) for anchor, article in new.items())
    gone = [_compared(article, None) for anchor, article in old.items() if anchor not in new]
    return [each for each in (*going_on, *gone) if each]


def _compared(before: Article | None, after: Article | None) -> Changed | None:
    one = after or before
    assert one
    texts = [(each.title, each.text) if each else ("", "") for each in (before, after)]
    if before and texts[0] == texts[1]:
        return None
    (old_title, old), (title, new) = texts
    change = Change.CHANGED if before and after else Change.ADDED if after else Change.REMOVED
    return Changed(
        one.anchor,
        one.title,
        change,
        word_differences(old_title, title, "ja"),
        word_differences(old, new, "ja"),
    )
