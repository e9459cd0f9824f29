"""What the editing form says about one control: from its fields, and back to them. Pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from secaudit.catalogue.controls import Control, EvidenceExample, Step, Text
from secaudit.catalogue.local.values import CITY
from secaudit.editing.files import Entry

LINE_ENDS = re.compile(r"\r\n?")
SEPARATORS = re.compile(r"[\n,、，;；]+")
TEXTS = ("title", "requirement", "guidance")
LANGUAGES = ("ja", "en")
MOST_ROWS = 30  # of evidence or steps; nobody reads more
WEIGHTS = ("1", "2", "3", "4", "5")
NOTHING: Text = {"ja": "", "en": ""}

Fields = Mapping[str, list[str]]  # as they were sent: name → all its values


@dataclass(frozen=True)
class Values:
    """What the form says about one control. A question without text is not asked."""

    title: Text
    requirement: Text
    guidance: Text
    questions: dict[str, Text] = field(default_factory=dict)  # by role
    question_gates: dict[str, tuple[str, ...]] = field(default_factory=dict)  # by role
    required: bool = True
    priority: str = "medium"
    weight: int = 3
    core: tuple[str, ...] = ()
    gates: tuple[str, ...] = ()
    evidence: tuple[EvidenceExample, ...] = ()
    procedure: tuple[Step, ...] = ()
    mappings: dict[str, tuple[str, ...]] = field(default_factory=dict)  # without the city's rules
    supersedes: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    why: str = ""
    means_something_else: bool = False
    withdrawn: bool = False


def empty(roles: list[str]) -> Values:
    return Values(NOTHING, NOTHING, NOTHING, {role: NOTHING for role in roles})


def tidy(text: str) -> str:
    return LINE_ENDS.sub("\n", text or "").strip()


# --- from the form --------------------------------------------------------------------------


def values_from(form: Fields, roles: list[str], before: Values) -> Values:
    """From the names of the form: title-ja, guidance-en, q-MGR-ja, evidence-0-code …

    A group of choices that was not sent at all stays as it was before.
    """
    return Values(
        **{name: both(form, name) for name in TEXTS},
        questions={role: both(form, f"q-{role}") for role in roles},
        question_gates={
            role: choices(form, f"qg-{role}", before.question_gates.get(role, ())) for role in roles
        },
        required=one(form, "required") == "yes",
        priority=one(form, "priority") or "medium",
        weight=weight_from(form, before),
        core=choices(form, "core", before.core),
        gates=choices(form, "gates", before.gates),
        evidence=tuple(evidence_from(form)) if "evidence-0-code" in form else before.evidence,
        procedure=tuple(steps_from(form)) if "step-0-method" in form else before.procedure,
        mappings=mappings_from(form, before),
        supersedes=lines(form, "supersedes", before.supersedes),
        clauses=lines(form, "clauses", before.clauses),
        why=tidy(one(form, "why")),
        means_something_else=one(form, "meaning") == "changed",
        withdrawn=one(form, "withdrawn") == "yes",
    )


def one(form: Fields, name: str) -> str:
    return next(iter(form.get(name, ())), "")


def both(form: Fields, name: str) -> Text:
    return {language: tidy(one(form, f"{name}-{language}")) for language in LANGUAGES}


def choices(form: Fields, name: str, before: tuple[str, ...]) -> tuple[str, ...]:
    """A hidden empty value tells that the group was there, also where nothing is ticked."""
    return tuple(dict.fromkeys(filter(None, form[name]))) if name in form else before


def lines(form: Fields, name: str, before: tuple[str, ...]) -> tuple[str, ...]:
    if name not in form:
        return before
    found = (each.strip() for each in SEPARATORS.split(one(form, name)))
    return tuple(dict.fromkeys(each for each in found if each))


def weight_from(form: Fields, before: Values) -> int:
    sent = one(form, "weight")
    return int(sent) if sent in WEIGHTS else before.weight


def evidence_from(form: Fields) -> Iterator[EvidenceExample]:
    """A row without words is none."""
    for row in range(MOST_ROWS):
        text = both(form, f"evidence-{row}")
        if any(text.values()):
            yield EvidenceExample(one(form, f"evidence-{row}-code"), text)


def steps_from(form: Fields) -> Iterator[Step]:
    for row in range(MOST_ROWS):
        text, sample = both(form, f"step-{row}"), both(form, f"step-{row}-sample")
        if any(text.values()) or any(sample.values()):
            kept = sample if any(sample.values()) else None
            yield Step(one(form, f"step-{row}-method"), text, kept)


def mappings_from(form: Fields, before: Values) -> dict[str, tuple[str, ...]]:
    sent = {name.removeprefix("map-"): name for name in form if name.startswith("map-")}
    found = {each: lines(form, name, ()) for each, name in sent.items()}
    return {name: ids for name, ids in (before.mappings | found).items() if ids}


# --- to the form ----------------------------------------------------------------------------


def names_of(values: Values) -> dict[str, str]:
    """The form's texts by the names of their fields."""
    found: dict[str, str] = {}
    for name in TEXTS:
        found |= named(name, getattr(values, name))
    for role, text in values.questions.items():
        found |= named(f"q-{role}", text)
    for row, example in enumerate(values.evidence):
        found |= named(f"evidence-{row}", example.example)
    for row, step in enumerate(values.procedure):
        found |= named(f"step-{row}", step.text)
        found |= named(f"step-{row}-sample", step.sample or NOTHING)
    found |= {f"map-{name}": "\n".join(ids) for name, ids in values.mappings.items()}
    more = {"clauses": values.clauses, "supersedes": values.supersedes}
    return found | {name: "\n".join(ids) for name, ids in more.items()} | {"why": values.why}


def named(name: str, text: Text) -> dict[str, str]:
    return {f"{name}-{language}": text.get(language, "") for language in LANGUAGES}


def values_of(control: Control, entry: Entry, roles: list[str]) -> Values:
    """What the form shows of a control as it is in force, with the entry that made it so."""
    asked = {question.role: shown(question.text) for question in control.questions}
    why: Any = entry.get("why", "")
    return Values(
        title=shown(control.title),
        requirement=shown(control.requirement),
        guidance=shown(control.guidance),
        questions={role: asked.get(role, NOTHING) for role in roles},
        question_gates={question.role: question.gates for question in control.questions},
        required=control.required,
        priority=control.priority,
        weight=control.weight,
        core=control.core,
        gates=control.gates,
        evidence=shown_evidence(control),
        procedure=shown_procedure(control),
        mappings={name: ids for name, ids in control.mappings.items() if name != CITY},
        supersedes=control.supersedes,
        clauses=control.mappings.get(CITY, ()),
        why=why if isinstance(why, str) else why.get("ja", ""),
        withdrawn=control.withdrawn,
    )


def shown(text: Text) -> Text:
    """An English text that only repeats the Japanese one was never written."""
    japanese, english = text.get("ja", ""), text.get("en", "")
    return {"ja": japanese, "en": "" if english == japanese else english}


def shown_evidence(control: Control) -> tuple[EvidenceExample, ...]:
    return tuple(EvidenceExample(each.code, shown(each.example)) for each in control.evidence)


def shown_procedure(control: Control) -> tuple[Step, ...]:
    return tuple(
        Step(each.method, shown(each.text), shown(each.sample) if each.sample else None)
        for each in control.procedure
    )
