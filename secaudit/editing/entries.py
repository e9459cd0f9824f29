"""From what the editing form says to an entry of the files, and back. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from secaudit.catalogue.controls import Control, Text
from secaudit.catalogue.local.values import CITY
from secaudit.editing.files import Entry

LINE_ENDS = re.compile(r"\r\n?")
SEPARATORS = re.compile(r"[\n,、，;；]+")
TEXTS = ("title", "requirement", "guidance")


@dataclass(frozen=True)
class Values:
    """What the form says about one control. A question without text is not asked."""

    title: Text
    requirement: Text
    guidance: Text
    questions: dict[str, Text] = field(default_factory=dict)  # by role
    required: bool = True
    priority: str = "medium"
    clauses: tuple[str, ...] = ()
    why: str = ""
    means_something_else: bool = False
    withdrawn: bool = False


def tidy(text: str) -> str:
    return LINE_ENDS.sub("\n", text or "").strip()


def values_from(form: Mapping[str, str], roles: list[str]) -> Values:
    """From the names of the form: title-ja, guidance-en, q-MGR-ja …"""

    def both(name: str) -> Text:
        return {lang: tidy(form.get(f"{name}-{lang}", "")) for lang in ("ja", "en")}

    clauses = SEPARATORS.split(form.get("clauses", ""))
    return Values(
        title=both("title"),
        requirement=both("requirement"),
        guidance=both("guidance"),
        questions={role: both(f"q-{role}") for role in roles},
        required=form.get("required") == "yes",
        priority=form.get("priority", "medium"),
        clauses=tuple(dict.fromkeys(each.strip() for each in clauses if each.strip())),
        why=tidy(form.get("why", "")),
        means_something_else=form.get("meaning") == "changed",
        withdrawn=form.get("withdrawn") == "yes",
    )


def names_of(values: Values) -> dict[str, str]:
    """The same as the form's names and texts."""
    found: dict[str, str] = {}
    for name in TEXTS:
        found |= {f"{name}-{lang}": text for lang, text in getattr(values, name).items()}
    for role, text in values.questions.items():
        found |= {f"q-{role}-{lang}": each for lang, each in text.items()}
    return found | {"clauses": "\n".join(values.clauses), "why": values.why}


def values_of(control: Control, entry: Entry, roles: list[str]) -> Values:
    """What the form shows of a control as it is in force, with the entry that made it so."""
    asked = {question.role: shown(question.text) for question in control.questions}
    why = entry.get("why", "")
    return Values(
        title=shown(control.title),
        requirement=shown(control.requirement),
        guidance=shown(control.guidance),
        questions={role: asked.get(role, {"ja": "", "en": ""}) for role in roles},
        required=control.required,
        priority=control.priority,
        clauses=control.mappings.get(CITY, ()),
        why=why if isinstance(why, str) else why.get("ja", ""),
        withdrawn=control.withdrawn,
    )


def shown(text: Text) -> Text:
    """An English text that only repeats the Japanese one was never written."""
    japanese, english = text.get("ja", ""), text.get("en", "")
    return {"ja": japanese, "en": "" if english == japanese else english}


def written(text: Text) -> Text:
    return {language: each for language, each in text.items() if each}


# --- overrides ------------------------------------------------------------------------------


def override_entry(values: Values, control: Control, old: Entry, published: Entry) -> Entry:
    """Only what differs from the shipped control; nothing at all where nothing does.

    `old`: the entry so far, whose further keys stay; `published`: the one that is in force.
    """
    entry: Entry = {key: value for key, value in old.items() if key not in FROM_THE_FORM}
    entry |= changed_texts(values, control)
    entry |= changed_questions(values, control)
    if values.required != control.required:
        entry["required"] = values.required
    if values.priority != control.priority:
        entry["priority"] = values.priority
    if values.clauses:
        entry["clauses"] = list(values.clauses)
    if values.withdrawn:
        entry["withdrawn"] = True
    if not entry:
        return {}
    if values.why:
        entry["why"] = {"ja": values.why}
    entry |= meaning(values, published, "requirement" in entry or "questions" in entry)
    return {"id": control.id, "of_revision": control.revision, **entry}


FROM_THE_FORM = {
    "id", "of_revision", "why", "raised", "meaning_kept", "withdrawn", "title", "requirement",
    "guidance", "questions", "not_asked", "required", "priority", "clauses",
}  # fmt: skip


def changed_texts(values: Values, control: Control) -> Entry:
    found = {}
    for name in TEXTS:
        new, shipped = getattr(values, name), shown(getattr(control, name))
        if new != shipped and written(new):
            found[name] = written(new)
    return found


def changed_questions(values: Values, control: Control) -> Entry:
    shipped = {question.role: question for question in control.questions}
    questions, silent = [], []
    for role, text in values.questions.items():
        of = shipped.get(role)
        if not written(text):
            silent += [role] if of else []
        elif of is None or text != shown(of.text):
            gates = {"gates": list(of.gates)} if of and of.gates else {}
            questions.append({"role": role, "text": written(text), **gates})
    return ({"questions": questions} if questions else {}) | (
        {"not_asked": silent} if silent and len(silent) < len(shipped) + len(questions) else {}
    )


def meaning(values: Values, published: Entry, reworded: bool) -> Entry:
    """`raised` only rises; a new wording without it says that it means the same."""
    raised = int(published.get("raised", 0)) + values.means_something_else
    kept = reworded and not values.means_something_else
    return ({"raised": raised} if raised else {}) | ({"meaning_kept": True} if kept else {})


# --- the city's own -------------------------------------------------------------------------


def own_entry(values: Values, id: str, old: Entry, published: Entry) -> Entry:
    """A whole control. Keys that the form does not have stay as they were."""
    revision = int(published.get("revision", 1)) + bool(published and values.means_something_else)
    entry: dict[str, Any] = old | {
        "id": id,
        "title": written(values.title),
        "revision": revision,
        "required": values.required,
        "priority": values.priority,
        "requirement": written(values.requirement),
        "questions": own_questions(values, old),
    }
    entry = {key: value for key, value in entry.items() if key not in ("meaning_kept", "withdrawn")}
    entry["guidance"] = written(values.guidance)
    entry["mappings"] = {**old.get("mappings", {}), CITY: list(values.clauses)}
    if not values.clauses:
        del entry["mappings"][CITY]
    reworded = bool(published) and published.get("requirement") != entry["requirement"]
    if reworded and not values.means_something_else:
        entry["meaning_kept"] = True
    if values.withdrawn:
        entry["withdrawn"] = True
    return {key: value for key, value in entry.items() if value not in ({}, [], "")}


def own_questions(values: Values, old: Entry) -> list[Entry]:
    gates = {each.get("role"): each.get("gates") for each in old.get("questions", ())}
    return [
        {"role": role, "text": written(text), **({"gates": gates[role]} if gates.get(role) else {})}
        for role, text in values.questions.items()
        if written(text)
    ]


def next_id(chapter: str, taken: set[str]) -> str:
    """`L-AST-01`, `L-AST-02` …; never one that was ever used."""
    numbers = (f"L-{chapter}-{number:02}" for number in range(1, 1000))
    return next(id for id in numbers if id not in taken)
