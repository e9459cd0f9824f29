import re

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, TextAreaField
from wtforms.validators import Length

from secaudit.activities.kinds import Kind
from secaudit.activities.rules import LINE, LONGEST, Held, Plan
from secaudit.directory.fields import ChoiceField, ChoicesField, LineField, NumberField
from secaudit.web.fields import DayField, VersionForm

APART = re.compile(r"[\s,、，・;；]+")


def paragraph(label, rows: int = 3, longest: int = LONGEST, **options):
    return TextAreaField(label, [Length(max=longest)], render_kw={"rows": rows}, **options)


class PlanForm(VersionForm):
    kind = ChoiceField(_("Kind"), needed=True)
    title = LineField(_("Title"), 120, needed=True)
    planned_on = DayField(_("Planned day, or the first of several"))
    until = DayField(_("Last day (optional)"), optional=True)
    place = LineField(
        _("Place or way (optional)"), LINE, description=_("For example: meeting room, e-learning")
    )
    owner = LineField(_("Who (by post)"), 80, needed=True)
    audience = LineField(
        _("Who takes part (optional)"),
        LINE,
        description=_("In words, for example: all staff, heads of departments"),
    )
    units = ChoicesField(
        _("Only these departments"), description=_("Tick none where it concerns the whole city.")
    )
    purpose = paragraph(_("Purpose and contents (optional)"))
    controls = LineField(
        _("Controls it is evidence for (optional)"),
        LINE,
        description=_("Their numbers, for example EDU-02, EDU-07. Empty: those of the kind."),
    )
    reason = paragraph(_("Reason, because the fiscal year is over"), 2, 400)

    def plan(self) -> Plan:
        return Plan(
            kind=Kind(self.kind.data),
            title=self.title.data,
            planned_on=self.planned_on.data,
            until=self.until.data,
            purpose=self.purpose.data or "",
            audience=self.audience.data,
            units=tuple(self.units.data or ()),
            controls=tuple(filter(None, APART.split((self.controls.data or "").upper()))),
            owner=self.owner.data,
            place=self.place.data,
        )


class ResultForm(VersionForm):
    held_on = DayField(_("Held on (the last day)"))
    result = paragraph(
        _("What came of it"),
        4,
        description=_("For a restore test: what was restored, and how long it took."),
    )
    lessons = paragraph(
        _("What was learnt, and what will be done about it (optional)"),
        4,
        description=_("With who does it by when."),
    )
    mailed = NumberField(_("Mails sent"))
    opened = NumberField(_("Opened the mail"))
    reported = NumberField(_("Reported the mail"))
    evidence = LineField(_("Title of the evidence (optional)"), LINE)
    kept_at = LineField(_("Where it is kept"), LINE)
    reason = paragraph(_("Why the earlier record was not right"), 2, 400)

    def held(self) -> Held:
        return Held(
            held_on=self.held_on.data,
            result=self.result.data or "",
            lessons=self.lessons.data or "",
            evidence=self.evidence.data,
            kept_at=self.kept_at.data,
            mailed=self.mailed.data,
            opened=self.opened.data,
            reported=self.reported.data,
        )


class CancelForm(VersionForm):
    reason = paragraph(_("Reason"), 3, 400)


class AttendanceForm(FlaskForm):
    file = FileField(
        _("File"),
        [FileRequired(_("Choose a file."))],
        description=_("CSV (UTF-8 or Shift_JIS/CP932), Excel (.xlsx) or OpenDocument (.ods)."),
    )


class TakeForm(FlaskForm):
    draft = HiddenField()
    reason = paragraph(_("Reason, because the fiscal year is over"), 2, 400)
