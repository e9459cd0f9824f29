"""The answering guide per role, as words. Pure but for the language of the table."""

from flask_babel import gettext as _

from secaudit.access.roles import Role
from secaudit.errors import N_
from secaudit.selfcheck.kinds import SYMBOLS, WORDS, Value

ANSWERING = (Role.CONTACT, Role.SYSMGR)

MEANINGS: dict[Value, tuple[str, str]] = {
    Value.IMPLEMENTED: (
        N_("It is done, and this can be shown."),
        N_("Nothing is needed; evidence helps next year."),
    ),
    Value.PARTIAL: (
        N_("Part of it is done."),
        N_("What is missing, and by when it will be done."),
    ),
    Value.NOT_IMPLEMENTED: (
        N_("It is not done yet."),
        N_("Why not, and by when it will be done."),
    ),
    Value.NOT_APPLICABLE: (
        N_("The department has nothing of the kind."),
        N_("Why it does not apply; two reasons can simply be chosen."),
    ),
    Value.UNKNOWN: (
        N_("It is not clear what is asked, or how it is."),
        N_("A question to the secretariat or a colleague."),
    ),
}


def answers() -> list[list[str]]:
    return [
        [f"{SYMBOLS[value]} {_(WORDS[value])}", _(MEANINGS[value][0]), _(MEANINGS[value][1])]
        for value in Value
    ]


STEPS: dict[Role, tuple[str, ...]] = {
    Role.CONTACT: (
        N_("Sign in and press “Begin the self-check” on Home."),
        N_("Say what applies to your department. Whole groups of questions fall away by it."),
        N_("Answer section by section: 1 ○, 2 △, 3 ×, 4 －, 5 same as last year, 0 ？."),
        N_("Where you stop, you go on later: every answer is saved at once."),
        N_("On the check page, put right what is listed first, then ask the head to confirm."),
        N_("Say for each △ and × what will be done, who does it and by when."),
    ),
    Role.MGR: (
        N_("Open “Confirm the self-check” on Home."),
        N_("Look at what changed since last year, and at △ and × with their dates."),
        N_(
            "Confirm it, or send it back with words; the questions you mark are shown to the clerk."
        ),
        N_("While you are away, your deputy confirms in your place; you see it afterwards."),
        N_("Later, look at the improvements that are reported as done."),
    ),
    Role.DIR: (
        N_("Where a department head answered alone, you acknowledge the sheet."),
        N_("You see the sheets of your bureau and who has not handed in."),
        N_("You are told when a department of your bureau is overdue."),
    ),
    Role.SYSMGR: (
        N_("Open the form of your system on Home, where the city asks it."),
        N_("Answer for the system, not for the department; ask the contractor where you must."),
        N_("The head of the department confirms it."),
    ),
}
HINTS: dict[Role, tuple[str, ...]] = {
    Role.CONTACT: (
        N_("△ and × are all right. Nobody is blamed for a true answer."),
        N_("Last year's answer stands beside and is never taken over by itself."),
        N_("The form can be printed and circled, or filled in as an Excel workbook."),
        N_("Parts can be given to colleagues; ？ opens a question and you go on meanwhile."),
    ),
    Role.MGR: (
        N_("Your name stands under exactly what is on the screen."),
        N_("You do not confirm what you handed in yourself; the director or the secretariat does."),
        N_("A decision on paper can be recorded by the secretariat."),
    ),
    Role.DIR: (N_("Figures are as declared; audits look at some of them."),),
    Role.SYSMGR: (N_("△ and × are all right. Nobody is blamed for a true answer."),),
}
