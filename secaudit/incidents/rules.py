"""What the form about an incident has to say, and when a change of it needs a reason. Pure."""

from dataclasses import asdict, dataclass, replace
from datetime import date

from secaudit.activities.rules import needed, short
from secaudit.calendar.fiscal import fiscal_year
from secaudit.errors import N_, Invalid
from secaudit.incidents.kinds import MANY_FROM, Duty, Ground, Kind

SENTENCE = 400
MOST = 10_000_000  # people
BACK = 10  # fiscal years that may be entered afterwards
LATER = ("first_on", "full_on", "told_on", "prevented_on")  # days that follow the incident


@dataclass(frozen=True)
class Facts:
    """What is known of one incident."""

    noticed_on: date
    kind: Kind
    what: str
    unit: int | None = None  # none: no single department
    affected: int | None = None  # people; none: not known yet
    duty: Duty = Duty.UNDECIDED
    grounds: tuple[Ground, ...] = ()
    why: str = ""  # why it has, or does not have, to be reported
    first_on: date | None = None  # 速報
    full_on: date | None = None  # 確報
    told_on: date | None = None  # to the persons concerned
    told_how: str = ""  # how, or why they were not told
    cause: str = ""
    prevention: str = ""
    prevented_on: date | None = None  # what was decided has been done


def check(facts: Facts, on: date) -> Facts:
    """Tidied; Invalid with what to do instead."""
    tidy = replace(
        facts,
        what=needed(facts.what, "what", N_("Say in a sentence what happened."), SENTENCE),
        why=short(facts.why, "why", SENTENCE),
        told_how=short(facts.told_how, "told_how", SENTENCE),
        cause=short(facts.cause, "cause"),
        prevention=short(facts.prevention, "prevention"),
        grounds=tuple(each for each in Ground if each in facts.grounds),
    )
    _check_days(tidy, on)
    _check_people(tidy)
    _check_duty(tidy)
    if tidy.prevented_on and not tidy.prevention:
        raise Invalid(N_("Write what is done so that it does not happen again."), "prevention")
    return tidy


def _check_days(facts: Facts, on: date) -> None:
    if not fiscal_year(on) - BACK <= fiscal_year(facts.noticed_on):
        raise Invalid(N_("Choose a day of the last ten fiscal years."), "noticed_on")
    for name in ("noticed_on", *LATER):
        when = getattr(facts, name)
        if when and when > on:
            raise Invalid(N_("Choose today or an earlier day."), name)
        if when and when < facts.noticed_on:
            raise Invalid(N_("This lies before the day on which it was noticed."), name)
    if facts.first_on and facts.full_on and facts.full_on < facts.first_on:
        raise Invalid(N_("The full report lies before the first one."), "full_on")


def _check_people(facts: Facts) -> None:
    if facts.affected is not None and not 0 <= facts.affected <= MOST:
        raise Invalid(N_("Enter a whole number."), "affected")
    if Ground.MANY in facts.grounds and facts.affected is not None and facts.affected < MANY_FROM:
        raise Invalid(N_("More than 100 persons is ticked, but fewer are entered."), "affected")


def _check_duty(facts: Facts) -> None:
    reported = facts.first_on or facts.full_on
    if facts.duty == Duty.UNDECIDED and reported:
        raise Invalid(N_("It was reported: say here that it had to be."), "duty")
    if facts.duty == Duty.REPORT and not facts.grounds:
        raise Invalid(N_("Tick why it has to be reported."), "grounds")
    if facts.duty != Duty.REPORT and facts.grounds:
        raise Invalid(N_("With a ticked reason it has to be reported: say so here."), "duty")
    if facts.duty == Duty.NONE:
        needed(facts.why, "why", N_("Write why it does not have to be reported."), SENTENCE)


OPEN = (None, "", (), Duty.UNDECIDED)  # what stands for: not known yet


def overwritten(before: Facts, after: Facts) -> list[str]:
    """The fields whose content becomes another. To fill in what was open is no correction."""
    was, now = asdict(before), asdict(after)
    return [name for name in was if was[name] not in OPEN and was[name] != now[name]]


def reason_for(before: Facts, after: Facts, reason: str) -> str:
    if overwritten(before, after):
        message = N_("Something that was written already becomes another: write the reason.")
        return needed(reason, "reason", message, SENTENCE)
    return short(reason, "reason", SENTENCE)
