"""What is wrong in a file of the catalogue: where, what, and what to do about it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

SHOWN = 200


@dataclass(frozen=True, slots=True)
class Problem:
    """Both sentences are message ids; `params` fills them in, in whatever language."""

    file: str
    line: int  # from 1; 0 where the whole file is meant
    column: int
    what: str
    what_to_do: str = ""
    params: Mapping[str, object] = field(default_factory=dict, hash=False)

    def text(self, translate: Callable[[str], str] = str) -> str:
        sentences = [translate(id) % self.params for id in (self.what, self.what_to_do) if id]
        return f"{self.place}: {' '.join(sentences).replace('。 ', '。')}"

    @property
    def place(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file

    def __str__(self) -> str:
        return self.text()


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """By file and place, each said once."""
    once = {(p.file, p.line, p.column, p.text()): p for p in problems}
    return [once[key] for key in sorted(once)]


def short(value: object, limit: int = 40) -> str:
    """A text of the file as a message may quote it: one line, never long."""
    text = " ".join(str(value).split())
    return text if len(text) <= limit else text[:limit] + "…"
