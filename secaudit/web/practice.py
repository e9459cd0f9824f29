"""The words that mark everything that comes out of a copy for practice: papers, workbooks, lists."""

_mark = ""


def use(mark: str) -> None:
    """From now on these words stand on every file; nothing: none do."""
    global _mark
    _mark = mark


def mark() -> str:
    """Empty in a real city."""
    return _mark
