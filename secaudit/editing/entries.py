"""From what the editing form says to an entry of the city's files. Pure."""

from typing import Any

from secaudit.catalogue.controls import Control, EvidenceExample, Step, Text
from secaudit.catalogue.local.values import CITY
from secaudit.editing.files import Entry
from secaudit.editing.values import TEXTS, Values, shown, shown_evidence, shown_procedure

USUAL_WEIGHT = 3


def written(text: Text) -> Text:
    return {language: each for language, each in text.items() if each}


def written_evidence(evidence: tuple[EvidenceExample, ...]) -> list[Entry]:
    return [{"code": each.code, "example": written(each.example)} for each in evidence]


def written_procedure(procedure: tuple[Step, ...]) -> list[Entry]:
    return [
        {"method": each.method, "text": written(each.text)}
        | ({"sample": written(each.sample)} if each.sample else {})
        for each in procedure
    ]


# --- overrides ------------------------------------------------------------------------------


def override_entry(values: Values, control: Control, old: Entry, published: Entry) -> Entry:
    """Only what differs from the shipped control; nothing at all where nothing does.

    `old`: the entry so far, whose further keys stay; `published`: the one that is in force.
    """
    entry: Entry = {key: value for key, value in old.items() if key not in FROM_THE_FORM}
    entry |= changed_texts(values, control)
    entry |= changed_questions(values, control)
    entry |= changed_choices(values, control)
    entry |= changed_audit(values, control)
    if values.clauses:
        entry["clauses"] = list(values.clauses)
    if values.withdrawn:
        entry["withdrawn"] = True
    if not entry:
        return {}
    if values.why:
        entry["why"] = {"ja": values.why}
    entry |= meaning(values, published, words_of(entry))
    return {"id": control.id, "of_revision": control.revision, **entry}


FROM_THE_FORM = {
    "id", "of_revision", "why", "raised", "meaning_kept", "withdrawn", "title", "requirement",
    "guidance", "questions", "not_asked", "required", "priority", "weight", "core", "gates",
    "evidence", "procedure", "clauses",
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
        of, gates = shipped.get(role), values.question_gates.get(role, ())
        if not written(text):
            silent += [role] if of else []
        elif of is None or text != shown(of.text) or set(gates) != set(of.gates):
            questions.append(question_entry(role, text, gates))
    return ({"questions": questions} if questions else {}) | (
        {"not_asked": silent} if silent and len(silent) < len(shipped) + len(questions) else {}
    )


def question_entry(role: str, text: Text, gates: tuple[str, ...]) -> Entry:
    more = {"gates": list(gates)} if gates else {}
    return {"role": role, "text": written(text), **more}


def changed_choices(values: Values, control: Control) -> Entry:
    found: Entry = {}
    for name in ("required", "priority", "weight"):
        if (new := getattr(values, name)) != getattr(control, name):
            found[name] = new
    for name in ("core", "gates"):
        new = getattr(values, name)
        if set(new) != set(getattr(control, name)):
            found[name] = list(new)
    return found


def changed_audit(values: Values, control: Control) -> Entry:
    found: Entry = {}
    if values.evidence != shown_evidence(control):
        found["evidence"] = written_evidence(values.evidence)
    if values.procedure != shown_procedure(control):
        found["procedure"] = written_procedure(values.procedure)
    return found


def meaning(values: Values, published: Entry, words: Entry) -> Entry:
    """`raised` only rises; a new wording without it says that it means the same."""
    raised = int(published.get("raised", 0)) + values.means_something_else
    kept = bool(words) and not values.means_something_else
    if raised and words == words_of(published):  # the words in force, and all is said about them
        kept = kept and bool(published.get("meaning_kept"))
    return ({"raised": raised} if raised else {}) | ({"meaning_kept": True} if kept else {})


def words_of(entry: Entry) -> Entry:
    """Of what must be declared whether it means the same; a text by hand may be Japanese alone."""
    found = {"requirement": worded(entry["requirement"])} if "requirement" in entry else {}
    asked = [each | {"text": worded(each["text"])} for each in entry.get("questions", ())]
    return found | ({"questions": asked} if asked else {})


def worded(text: str | Text) -> Text:
    return {"ja": text} if isinstance(text, str) else text


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
        "weight": values.weight,
        "requirement": written(values.requirement),
        "core": list(values.core),
        "gates": list(values.gates),
        "questions": own_questions(values),
        "guidance": written(values.guidance),
        "evidence": written_evidence(values.evidence),
        "procedure": written_procedure(values.procedure),
        "mappings": own_mappings(values),
        "supersedes": list(values.supersedes),
        "meaning_kept": meaning_kept(values, published),
        "withdrawn": values.withdrawn,
    }
    if values.weight == USUAL_WEIGHT and "weight" not in old:
        del entry["weight"]
    return {key: value for key, value in entry.items() if is_said(key, value)}


def is_said(key: str, value: Any) -> bool:
    return value not in ({}, [], "") and not (key in ("meaning_kept", "withdrawn") and not value)


def meaning_kept(values: Values, published: Entry) -> bool:
    before = worded(published.get("requirement", ""))
    reworded = bool(published) and before != written(values.requirement)
    return reworded and not values.means_something_else


def own_mappings(values: Values) -> dict[str, list[str]]:
    found = {name: list(ids) for name, ids in values.mappings.items() if ids}
    return found | ({CITY: list(values.clauses)} if values.clauses else {})


def own_questions(values: Values) -> list[Entry]:
    return [
        question_entry(role, text, values.question_gates.get(role, ()))
        for role, text in values.questions.items()
        if written(text)
    ]


def next_id(chapter: str, taken: set[str]) -> str:
    """`L-AST-01`, `L-AST-02` …; never one that was ever used."""
    numbers = (f"L-{chapter}-{number:02}" for number in range(1, 1000))
    return next(id for id in numbers if id not in taken)
