"""From the plan to the city's files, and to the edition that the earlier answers were given on. Pure."""

from dataclasses import replace
from datetime import date

from secaudit.catalogue.controls import Catalogue
from secaudit.catalogue.local.values import CITY
from secaudit.editing.files import Entry, Files, with_edition, with_own, with_tree
from secaudit.takeover.plan import TITLE, Asked, Plan

ROLE = "MGR"


def with_questions(files: Files, plan: Plan, label: str, effective: date) -> Files:
    """The city's files with the new questions as own controls, as an edition of that name."""
    for id, title in plan.chapters.items():
        head = {"id": id, "title": {"ja": title}, "summary": {"ja": title}}
        files = with_tree(files, f"{id}.yaml", {"chapter": head})
    for asked in plan.new:
        files = with_own(files, asked.chapter, entry_of(asked))
    return with_edition(files, label, effective.isoformat())


def entry_of(asked: Asked) -> Entry:
    """An own control that asks the question as it was; the rest can be written later."""
    return {
        "id": asked.control,
        "title": {"ja": asked.text[:TITLE]},
        "revision": 1,
        "required": True,
        "priority": "medium",
        "requirement": {"ja": asked.text},
        "core": [ROLE],
        "questions": [{"role": ROLE, "text": {"ja": asked.text}}],
        "mappings": {CITY: [asked.number]},
    }


def earlier_edition(catalogue: Catalogue, plan: Plan, year: int) -> Catalogue:
    """Just the questions that were asked then, as they will stand in the catalogue."""
    asked = {each.control for each in plan.questions.values()}
    chapters = []
    for chapter in catalogue.chapters:
        every = (*chapter.controls, *chapter.withdrawn)
        kept = tuple(replace(control, withdrawn=False) for control in every if control.id in asked)
        if kept:
            chapters.append(replace(chapter, controls=kept, withdrawn=()))
    return replace(
        catalogue, edition=f"{year}", effective=date(year, 4, 1), chapters=tuple(chapters)
    )
