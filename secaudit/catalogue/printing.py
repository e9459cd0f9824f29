"""A control, and a list of differences, as text for a terminal."""

from collections.abc import Callable, Iterator

from secaudit.catalogue.controls import Catalogue, Control, Text
from secaudit.catalogue.differences import Change, Difference, word_differences
from secaudit.errors import N_

Translate = Callable[[str], str]

MARKS = {"keep": "%s", "add": "{+%s+}", "remove": "[-%s-]"}
PRIORITIES = {
    "critical": N_("Priority: critical"),
    "high": N_("Priority: high"),
    "medium": N_("Priority: medium"),
    "low": N_("Priority: low"),
}
METHODS = {
    "inspect": N_("Inspect"),
    "interview": N_("Interview"),
    "observe": N_("Observe"),
    "reperform": N_("Do again"),
    "test": N_("Test"),
}


def control_lines(
    catalogue: Catalogue, control: Control, language: str, translate: Translate
) -> Iterator[str]:
    """Everything that a reader of the control may want, from top to bottom."""
    required = translate(N_("Required") if control.required else N_("Recommended"))
    priority = translate(PRIORITIES[control.priority])
    chapter = catalogue.chapter_of(control.id)
    yield f"{control.id} {control.title[language]}"
    yield f"{chapter.title[language]} · {required} · {priority}"
    if control.withdrawn:
        yield translate(N_("Control no longer asked"))
    yield f"\n{control.requirement[language]}"
    yield from _gates(catalogue, control.gates, language, translate)
    yield "\n" + translate(N_("Questions"))
    for question in control.questions:
        role = catalogue.role(question.role).title[language]
        core = " *" if question.role in control.core else ""
        yield f"- {role}{core}: {question.text[language]}"
        yield from _gates(catalogue, question.gates, language, translate)
    yield f"\n{control.guidance.get(language, '')}"
    yield "\n" + translate(N_("Evidence"))
    for example in control.evidence:
        yield f"- {catalogue.evidence[example.code][language]}: {example.example[language]}"
    yield "\n" + translate(N_("Audit procedure"))
    for step in control.procedure:
        yield f"- {translate(METHODS[step.method])}: {step.text[language]}{_sample(step.sample, language)}"
    yield "\n" + translate(N_("Mappings"))
    for name, targets in control.mappings.items():
        yield f"- {catalogue.framework(name).title[language]}: {', '.join(targets)}"


def _gates(
    catalogue: Catalogue, gates: tuple[str, ...], language: str, translate: Translate
) -> Iterator[str]:
    if gates:
        names = [catalogue.gate(gate).title[language] for gate in gates]
        yield translate(N_("  Only where: %(facts)s")) % {"facts": " + ".join(names)}


def _sample(sample: Text | None, language: str) -> str:
    return f" ({sample[language]})" if sample else ""


def difference_lines(found: list[Difference], language: str, translate: Translate) -> Iterator[str]:
    """What has changed; what has not is only counted."""
    for each in found:
        if each.change is not Change.UNCHANGED:
            yield f"{_ids(each)} {translate(each.change.value)}{_fields(each)}"
            yield from _requirement(each, language)
    same = sum(each.change is Change.UNCHANGED for each in found)
    yield translate(N_("Unchanged: %(count)s")) % {"count": same}


def _ids(each: Difference) -> str:
    before, after = (" + ".join(c.id for c in side) for side in (each.before, each.after))
    return f"{before} → {after}" if before and after and before != after else after or before


def _fields(each: Difference) -> str:
    return f" ({', '.join(each.fields)})" if each.fields else ""


def _requirement(each: Difference, language: str) -> Iterator[str]:
    if "requirement" in each.fields:
        old, new = each.before[0].requirement, each.after[0].requirement
        yield f"  {marked(old[language], new[language], language)}"


def marked(before: str, after: str, language: str) -> str:
    """Both texts in one: [-what is gone-]{+what has come+}."""
    return "".join(MARKS[op] % text for op, text in word_differences(before, after, language))
