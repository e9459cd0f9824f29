from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from secaudit.access.roles import Role
from secaudit.directory.fields import ChoiceField, ChoicesField, LineField, NumberField
from secaudit.meetings.kinds import LONGEST, OUTCOMES, REFLECTED, Outcome, Reflected
from secaudit.meetings.owners import read_key
from secaudit.meetings.rules import Agreed, Attendance, Decision, When
from secaudit.web.fields import DayField, SeenField, VersionForm


def paragraph(label, *validators, rows: int = 3, **options):
    return TextAreaField(
        label, [*validators, Length(max=LONGEST)], render_kw={"rows": rows}, **options
    )


class WhenForm(VersionForm):
    on = DayField(_("Day of the meeting"))
    time = LineField(_("Time (optional)"), 40, description=_("For example 10:00 to 11:30"))
    place = LineField(_("Place (optional)"), 120)
    members = ChoicesField(_("Who is asked to come"))

    def when(self) -> When:
        chosen = tuple(map(Role, self.members.data or ()))
        return When(self.on.data, self.time.data, self.place.data, chosen)


class PointsForm(FlaskForm):
    """Ticked from what calls for a decision, and a free one."""

    ticked = ChoicesField(_("What calls for the committee"))
    title = LineField(_("Another point (optional)"), 200)
    text = paragraph(_("What is proposed (optional)"))


class ItemForm(VersionForm):
    title = LineField(_("Point"), 200, needed=True)
    text = paragraph(_("What is proposed (optional)"))
    place = NumberField(_("Place on the agenda"))


class AttendanceForm(FlaskForm):
    seen = SeenField()
    present = paragraph(
        _("Who was there, by post and name"),
        InputRequired(_("Write who was there.")),
        rows=8,
        description=_("One line a person."),
    )
    absent = paragraph(_("Who was absent (optional)"))
    remarks = paragraph(_("Remarks (optional)"))
    reason = paragraph(_("Why the minutes are corrected"), rows=2)

    def attendance(self) -> Attendance:
        return Attendance(self.present.data or "", self.absent.data or "", self.remarks.data or "")


class DecisionForm(FlaskForm):
    seen = SeenField()
    outcome = RadioField(
        _("Decision of the meeting"),
        [InputRequired(_("Choose one."))],
        choices=[SelectChoice(each.value, _(label)) for each, label in OUTCOMES.items()],
    )
    words = paragraph(
        _("What was decided, in words"), InputRequired(_("Write what was decided.")), rows=4
    )
    reflected = ChoicesField(_("Where it is reflected"))
    where = paragraph(
        _("Where exactly (optional)"),
        rows=2,
        description=_(
            "For example: audit plan of the next fiscal year; article 5 of the procedure"
        ),
    )
    reason = paragraph(_("Why the minutes are corrected"), rows=2)

    def __init__(self, **options):
        super().__init__(**options)
        self.reflected.offer((each.value, _(label)) for each, label in REFLECTED.items())

    def decision(self) -> Decision:
        where = tuple(map(Reflected, self.reflected.data or ()))
        return Decision(
            Outcome(self.outcome.data), self.words.data or "", where, self.where.data or ""
        )


class AgreedForm(VersionForm):
    what = paragraph(_("What is to be done"), InputRequired(_("Write what is to be done.")), rows=2)
    owner = ChoiceField(_("Who (by post)"), needed=True)
    due_on = DayField(_("By when"))

    def agreed(self) -> Agreed:
        unit, title = read_key(self.owner.data or "")
        return Agreed(self.what.data or "", unit, title, self.due_on.data)


class DoneForm(VersionForm):
    done_on = DayField(_("Done on"))
    words = paragraph(_("What was done"), InputRequired(_("Write what was done.")))


class MoveForm(VersionForm):
    due_on = DayField(_("New day"))
    words = paragraph(_("Why the day is moved"), InputRequired(_("Write the reason.")))


class BackForm(VersionForm):
    words = paragraph(_("What is still missing"), InputRequired(_("Say what is still missing.")))
