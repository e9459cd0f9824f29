from flask_babel import lazy_gettext as _
from wtforms import BooleanField, IntegerField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional
from wtforms.widgets import HiddenInput

from secaudit.audits.kinds import PROFILE_LABELS, Profile
from secaudit.audits.programme.actions import MOST_YEARS, Intent, Outline
from secaudit.audits.sampling.kinds import OF_LABELS, Of
from secaudit.findings.forms.fields import long_text, short_text
from secaudit.web.fields import TickBoxes, VersionForm


def hidden_number(low: int, high: int) -> IntegerField:
    return IntegerField(validators=[InputRequired(), NumberRange(low, high)], widget=HiddenInput())


class ProgrammeForm(VersionForm):
    """Whose turn is when; the three numbers were chosen before and stand fixed in the form."""

    first_year = hidden_number(2000, 2100)
    years = hidden_number(1, MOST_YEARS)
    every = hidden_number(1, MOST_YEARS)
    title = short_text(_("Title"), _("Give the programme a title."))
    goals = long_text(_("Goals (optional)"), rows=2)
    turns = TickBoxes(
        _("Whose turn is when"), [InputRequired(_("Choose at least one department."))]
    )
    reason = long_text(
        _("Why other years than proposed"),
        rows=2,
        description=_("Only where you moved a department to another year."),
    )

    def outline(self) -> Outline:
        return Outline(
            title=self.title.data or "",
            first_year=self.first_year.data or 0,
            years=self.years.data or 0,
            every=self.every.data or 0,
            goals=self.goals.data or "",
            reason=self.reason.data or "",
        )

    def chosen(self) -> set[tuple[int, int]]:
        pairs = [value.split("-") for value in self.turns.data or ()]
        return {(int(unit), int(year)) for unit, year in pairs}


class YearForm(VersionForm):
    """What the plan of a year says."""

    goals = long_text(_("Policy and goals"), rows=3)
    themes = long_text(_("Themes"), rows=2)
    timing = long_text(
        _("Timetable"), rows=3, description=_("Notice, fieldwork, fact check, report, follow-up.")
    )
    means = long_text(
        _("Team, days and budget"), rows=2, description=_("Also outside help, where it is used.")
    )

    def intent(self) -> Intent:
        return Intent(
            goals=self.goals.data or "",
            themes=self.themes.data or "",
            means=self.means.data or "",
            timing=self.timing.data or "",
        )


class DrawForm(VersionForm):
    """What is drawn from, and how many."""

    title = short_text(_("What the draw is for"), _("Say what the draw is for."))
    of = RadioField(
        _("What is drawn"),
        [InputRequired(_("Choose what is drawn."))],
        choices=[SelectChoice(each.value, _(words)) for each, words in OF_LABELS.items()],
        default=Of.DEPARTMENTS.value,
    )
    size = IntegerField(_("How many are drawn"), [InputRequired(_("Enter how many are drawn."))])
    stratified = BooleanField(
        _("In proportion from each bureau, at least one from each"), default=False
    )
    period = SelectField(_("Self-check whose answers make up the population"), [Optional()])
    declared = BooleanField(_("Only what was answered ○ (to see whether it is true)"), default=True)
    profile = RadioField(
        _("Controls"),
        [Optional()],
        choices=[SelectChoice(each.value, _(words)) for each, words in PROFILE_LABELS.items()],
        default=Profile.CORE.value,
    )
    chapters = TickBoxes(_("Chapters"), [Optional()])
    units = TickBoxes(_("Departments"), [InputRequired(_("Choose at least one department."))])


class WordForm(VersionForm):
    word = short_text(
        _("A word from somebody outside the audit (optional)"),
        most=200,
        description=_(
            "Anything said at the moment of drawing: a number off a banknote, a thrown die. With it"
            " nobody who knew the seed could have foreseen what is drawn."
        ),
    )


class WithdrawalForm(VersionForm):
    reason = long_text(
        _("Why the draw is withdrawn"), _("Say why the draw is withdrawn."), most=400, rows=2
    )
