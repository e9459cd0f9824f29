from flask_babel import lazy_gettext as _
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from secaudit.audits.kinds import KIND_LABELS, PROFILE_LABELS, TYPE_LABELS, Kind, Profile, Type
from secaudit.audits.planning import Plan, chosen_controls
from secaudit.evidence.forms import FileForm
from secaudit.fieldwork.actions import Seen
from secaudit.fieldwork.judging import LABELS, LONGEST, Judgement
from secaudit.findings.forms.fields import long_text, plain, short_text
from secaudit.findings.forms.writing import TextForm
from secaudit.web.fields import DayField, SeenField, TickBoxes, VersionForm


class PlanForm(VersionForm):
    """An engagement: what, who, when, where."""

    draw = SeenField(none=0, default=0)  # the random sample that is looked at; 0: none
    title = short_text(_("Title"), _("Give the audit a title."))
    kind = RadioField(
        _("Who audits"),
        [InputRequired(_("Choose who audits."))],
        choices=[SelectChoice(each.value, _(words)) for each, words in KIND_LABELS.items()],
        default=Kind.INTERNAL.value,
    )
    type = RadioField(
        _("Type"),
        [InputRequired(_("Choose the type."))],
        choices=[SelectChoice(each.value, _(words)) for each, words in TYPE_LABELS.items()],
        default=Type.ADVISORY.value,
    )
    theme = short_text(_("Theme"), most=200)
    purpose = long_text(_("Purpose"), rows=2)
    criteria = long_text(
        _("Criteria"), rows=2, description=_("The city's rules with their edition.")
    )
    period = SelectField(_("Self-check that stands beside it"), [Optional()])
    starts_on = DayField(_("Fieldwork from"))
    ends_on = DayField(_("Fieldwork to"))
    report_on = DayField(_("Report promised for"), optional=True)
    team = TickBoxes(_("Auditors"), [InputRequired(_("Choose at least one auditor."))])
    leader = SelectField(_("Leader of the team"), [Optional()])
    units = TickBoxes(_("Departments"), [InputRequired(_("Choose at least one department."))])
    chosen_because = short_text(
        _("Why against the proposed order"),
        most=400,
        description=_(
            "Where departments are chosen out of turn: neither by programme nor by points."
        ),
    )
    profile = RadioField(
        _("Controls"),
        [InputRequired(_("Choose which controls."))],
        choices=[SelectChoice(each.value, _(words)) for each, words in PROFILE_LABELS.items()],
        default=Profile.CORE.value,
    )
    chapters = TickBoxes(_("Chapters"), [Optional()])

    def plan(self, catalogue) -> Plan:
        units = tuple(int(unit) for unit in self.units.data)
        why = self.chosen_because.data or ""
        return Plan(
            title=self.title.data,
            kind=Kind(self.kind.data),
            type=Type(self.type.data),
            theme=self.theme.data or "",
            purpose=self.purpose.data or "",
            criteria=self.criteria.data or "",
            period=int(self.period.data) if self.period.data else None,
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
            report_on=self.report_on.data,
            team=tuple(int(person) for person in self.team.data),
            leader=int(self.leader.data) if self.leader.data else None,
            units=units,
            reasons=dict.fromkeys(units, why) if why else {},
            controls=chosen_controls(
                catalogue, Profile(self.profile.data), set(self.chapters.data or ())
            ),
        )


class VisitForm(VersionForm):
    """One row of the schedule; made for each paper with its number as a prefix."""

    on = DayField(_("Date"), optional=True)
    time = StringField(_("Time"), [Optional(), Length(max=40)], filters=[plain])
    place = StringField(_("Place"), [Optional(), Length(max=120)], filters=[plain])


class StatementForm(VersionForm):
    statement = long_text(_("Remarks (optional)"), most=400, rows=2)


class DayForm(VersionForm):
    on = DayField(_("Date"))


class ReasonForm(VersionForm):
    reason = long_text(
        _("Why the audit is cancelled"), _("Say why the audit is cancelled."), rows=3
    )


class ReportTextForm(VersionForm):
    introduction = long_text(_("Introduction (subject and work done)"), rows=5)
    remarks = long_text(_("Special notes"), rows=3)


class JudgeForm(VersionForm):
    """One row of a working paper."""

    judgement = RadioField(
        _("Judgement"),
        [InputRequired(_("Choose a judgement."))],
        choices=[SelectChoice(each.value, _(words)) for each, words in LABELS.items()],
    )
    seen = TextAreaField(_("What was seen"), [Optional(), Length(max=LONGEST)], filters=[plain])
    procedure = TextAreaField(
        _("What was done, where it differs"), [Optional(), Length(max=LONGEST)], filters=[plain]
    )
    population = StringField(_("Population"), [Optional(), Length(max=200)], filters=[plain])
    sample = StringField(_("Sample"), [Optional(), Length(max=200)], filters=[plain])

    def what(self) -> Seen:
        return Seen(
            Judgement(self.judgement.data),
            self.seen.data or "",
            self.procedure.data or "",
            self.population.data or "",
            self.sample.data or "",
        )


class FindingForm(FileForm, TextForm):
    """A finding recorded from a row, with its first evidence if there is any."""

    item = SeenField(none=0)
    repeats = SelectField(
        _("Found before"),
        [Optional()],
        description=_("The newest finding of this control here is chosen beforehand."),
    )
    others = TickBoxes(
        _("The same in these departments too"),
        [Optional()],
        description=_("Each gets a finding of its own, with its own number and life."),
    )
    proof_title = short_text(_("Evidence"), most=200)
    kept_at = short_text(_("Where it is kept"), most=200)
