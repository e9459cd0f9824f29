"""Other editions of a catalogue, made from one that is there."""

from dataclasses import replace

from secaudit.catalogue.controls import Catalogue, Control


def revised(catalogue: Catalogue, **changes) -> Catalogue:
    """`AST_01=dict(revision=2)` changes a control, `None` withdraws it."""
    wanted = {name.replace("_", "-"): change for name, change in changes.items()}

    def after(control):
        change = wanted.get(control.id, {})
        return replace(control, withdrawn=True) if change is None else replace(control, **change)

    chapters = [
        replace(
            chapter,
            controls=tuple(c for c in map(after, chapter.controls) if not c.withdrawn),
            withdrawn=(*chapter.withdrawn, *(c for c in map(after, chapter.controls) if c.withdrawn)),
        )
        for chapter in catalogue.chapters
    ]  # fmt: skip
    return replace(catalogue, edition="2027.1", chapters=tuple(chapters))


def succeeded(catalogue: Catalogue, *ids: str, chapter: str = "AST", **change) -> Catalogue:
    """Those controls go on in one new control, worded like the first of them."""
    id = f"{chapter}-90"
    new = replace(catalogue.control(ids[0]), id=id, chapter=chapter, supersedes=ids, **change)
    return _with(revised(catalogue, **{id: None for id in ids}), new)


def split(catalogue: Catalogue, id: str, *chapters: str) -> Catalogue:
    """The control goes on in a part a chapter, each with its meaning."""
    after = revised(catalogue, **{id: None})
    for chapter in chapters:
        part = replace(catalogue.control(id), id=f"{chapter}-91", chapter=chapter)
        after = _with(after, replace(part, supersedes=(id,), meaning_kept=True))
    return after


def _with(catalogue: Catalogue, new: Control) -> Catalogue:
    chapters = [
        replace(c, controls=(*c.controls, new)) if c.id == new.chapter else c
        for c in catalogue.chapters
    ]
    return replace(catalogue, chapters=tuple(chapters))
