"""Other editions of a catalogue, made from one that is there."""

from dataclasses import replace

from secaudit.catalogue.controls import Catalogue


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
    after = revised(catalogue, **{id: None for id in ids})
    chapters = [
        replace(c, controls=(*c.controls, new)) if c.id == chapter else c for c in after.chapters
    ]
    return replace(after, chapters=tuple(chapters))
