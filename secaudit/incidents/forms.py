from flask_babel import lazy_gettext as _
from wtforms import RadioField

from secaudit.activities.forms import paragraph
from secaudit.directory.fields import ChoiceField, ChoicesField, LineField, NumberField
from secaudit.incidents.kinds import Duty, Ground, Kind
from secaudit.incidents.rules import SENTENCE, Facts
from secaudit.web.fields import DayField, VersionForm


class IncidentForm(VersionForm):
    noticed_on = DayField(
        _("Noticed on"),
        description=_(
            "The day on which somebody in the city knew of it. The deadlines run from here."
        ),
    )
    kind = ChoiceField(_("Kind"), needed=True)
    unit = ChoiceField(_("Department (none: the whole city)"), number=True)
    what = LineField(
        _("What happened, in a sentence"), SENTENCE, needed=True,
        description=_("Without names of the persons concerned."),
    )  # fmt: skip
    affected = NumberField(
        _("People affected"), description=_("Leave it empty while it is not known.")
    )
    duty = RadioField(_("Report to the Personal Information Protection Commission"))
    grounds = ChoicesField(_("Why it has to be reported"), description=_("Tick all that apply."))
    why = LineField(
        _("Explanation"), SENTENCE, description=_("Needed where it does not have to be reported.")
    )
    first_on = DayField(_("First report made on"), optional=True)
    full_on = DayField(_("Full report made on"), optional=True)
    told_on = DayField(_("Persons concerned told on"), optional=True)
    told_how = LineField(_("How they were told, or why not"), SENTENCE)
    cause = paragraph(_("Cause"))
    prevention = paragraph(_("What is done so that it does not happen again"))
    prevented_on = DayField(_("Done on"), optional=True)
    reason = LineField(
        _("Reason for the correction"), SENTENCE,
        description=_(
            "Needed where something that was written already becomes another; not where something"
            " open is filled in."
        ),
    )  # fmt: skip

    def offer(self, offices) -> None:
        """The lists to choose from, in the reader's language."""
        self.kind.offer((each.value, _(each.label)) for each in Kind)
        self.unit.offer(offices)
        self.duty.choices = [(each.value, _(each.label)) for each in Duty]
        self.grounds.offer((each.value, _(each.label)) for each in Ground)

    def facts(self) -> Facts:
        return Facts(
            noticed_on=self.noticed_on.data,
            kind=Kind(self.kind.data),
            what=self.what.data,
            unit=self.unit.data,
            affected=self.affected.data,
            duty=Duty(self.duty.data),
            grounds=tuple(Ground(each) for each in self.grounds.data or ()),
            why=self.why.data,
            first_on=self.first_on.data,
            full_on=self.full_on.data,
            told_on=self.told_on.data,
            told_how=self.told_how.data,
            cause=self.cause.data or "",
            prevention=self.prevention.data or "",
            prevented_on=self.prevented_on.data,
        )
