"""One form for all settings, made from their definitions."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, TextAreaField

from secaudit.directory.fields import ChoiceField, LineField, NumberField
from secaudit.errors import N_
from secaudit.organisation.settings import LONGEST_TEXT, SETTINGS, Definition, Preset, settings
from secaudit.settings.presets import LABELS

# On the page in these groups; what stands in none comes last.
GROUPS: list[tuple[str, tuple[str, ...]]] = [
    (N_("The city"), ("city_name", "city_name_en", "contact", "contact_en")),
    (
        N_("Process"),
        (
            "preset",
            "bureau_step",
            "bureau_step_minor",
            "instruction_first",
            "effect_check_minor",
            "local_drafts",
            "closed_days",
        ),
    ),
    (
        N_("Evidence"),
        ("evidence_files", "evidence_file_megabytes", "evidence_year_megabytes"),
    ),
    (
        N_("Figures"),
        (
            "unknown_is_grasped",
            "shows_weighted",
            "target_percent",
            "small_group",
            "calibration",
            "calibration_cells",
            "calibration_earlier",
            "open_data_licence",
        ),
    ),
    (
        N_("Deadlines"),
        (
            "remind_contact_days",
            "remind_head_days",
            "remind_director_days",
            "remind_chief_days",
            "fact_check_days",
            "plan_days_major",
            "plan_days_minor",
            "mend_days_major",
            "mend_days_minor",
            "reply_days_observation",
            "effect_days",
            "inquiry_days",
            "escalate_director_days",
            "escalate_ciso_days",
        ),
    ),
    (
        N_("Keeping and disposing"),
        (
            "keep_answers_years",
            "keep_audits_years",
            "keep_incidents_years",
            "keep_activities_years",
            "keep_exceptions_years",
            "keep_sign_ins_years",
        ),
    ),
    (N_("Documents"), ("approval_boxes", "handling_mark")),
    (
        N_("Signing in"),
        (
            "idle_minutes",
            "password_length",
            "trusted_password_length",
            "second_factor_required",
            "blocked_words",
        ),
    ),
]


class LinesField(TextAreaField):
    """A list, one item a line."""

    def _value(self) -> str:
        return "\n".join(self.data or [])

    def process_formdata(self, valuelist) -> None:
        text = valuelist[0] if valuelist else ""
        self.data = [line.strip() for line in text.splitlines() if line.strip()]


def field_of(definition: Definition):
    label, hint = _(definition.meaning), bounds(definition)
    if isinstance(definition.default, bool):
        return BooleanField(label, description=hint)
    if isinstance(definition.default, int):
        return NumberField(label, description=hint)
    if isinstance(definition.default, list):
        return LinesField(label, description=hint, render_kw={"rows": 3})
    if definition.choices:
        pairs = [(str(each), _(LABELS.get(each, each))) for each in definition.choices]
        return ChoiceField(label, pairs, description=hint)
    return LineField(label, LONGEST_TEXT, description=hint)


def bounds(definition: Definition):
    """The default and between what the value may lie."""
    if isinstance(definition.default, bool):
        return _("Default: on") if definition.default else _("Default: off")
    if isinstance(definition.default, int):
        low, high = definition.low or 0, definition.high or 1_000_000
        return _(
            "%(low)s to %(high)s. Default: %(default)s",
            low=low,
            high=high,
            default=definition.default,
        )
    if isinstance(definition.default, list):
        words = "・".join(definition.default)
        return _("One a line. Default: %(default)s", default=words) if words else _("One a line.")
    if definition.choices:
        return _(
            "Default: %(default)s", default=_(LABELS.get(definition.default, definition.default))
        )
    return _("Default: %(default)s", default=definition.default) if definition.default else ""


class PresetForm(FlaskForm):
    """Chosen by its address, so that what it would change is seen first."""

    preset = ChoiceField(
        _("How much of the process is used"),
        [(each.value, _(words)) for each, words in LABELS.items()],
        needed=True,
    )

    @property
    def chosen(self) -> Preset:
        return Preset(self.preset.data)


class SettingsForm(FlaskForm):
    def values(self) -> dict:
        return {key: self[key].data for key in SETTINGS}


for _key, _definition in SETTINGS.items():
    setattr(SettingsForm, _key, field_of(_definition))


def form() -> SettingsForm:
    return SettingsForm(data=settings())


def groups() -> list[tuple[str, list[str]]]:
    """Headings with the settings below them; all settings, each once."""
    placed = {key for _words, keys in GROUPS for key in keys}
    rest = [key for key in SETTINGS if key not in placed]
    named = [(words, [key for key in keys if key in SETTINGS]) for words, keys in GROUPS]
    return [*named, (N_("Others"), rest)] if rest else named
