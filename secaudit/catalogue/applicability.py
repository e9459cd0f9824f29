"""Who is asked what: a form, made from what is true of the department or the system."""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from secaudit.catalogue.controls import Catalogue, Control, Question

Facts = AbstractSet[str]  # the gates that hold


def department_questions(
    catalogue: Catalogue, facts: Facts, core_only: bool = False, roles: Sequence[str] = ()
) -> list[tuple[Control, Question]]:
    """The department's form: of each control that applies the question of the first role asked.

    A question applies where the role's gate, the control's gates and its own all hold in `facts`.
    With `roles` the form of these roles alone, whoever houses them.
    """
    asked = (
        (each, first_question(catalogue, each, facts, core_only, roles))
        for each in catalogue.controls
    )
    return [(control, question) for control, question in asked if question]


def first_question(
    catalogue: Catalogue,
    control: Control,
    facts: Facts,
    core_only: bool = False,
    roles: Iterable[str] = (),
) -> Question | None:
    if not facts >= set(control.gates):
        return None
    for role in roles or roles_present(catalogue, facts):
        question = control.question_for(role)
        counts = role in control.core or not core_only
        if question and counts and facts >= set(question.gates):
            return question
    return None


def roles_present(catalogue: Catalogue, facts: Facts) -> Iterator[str]:
    return (role.code for role in catalogue.roles if not role.gate or role.gate in facts)
