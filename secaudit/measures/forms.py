import re

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from secaudit.calendar.fiscal import fiscal_label
from secaudit.catalogue.controls import Chapter
from secaudit.decisions.forms import DecisionForm
from secaudit.directory.fields import ChoicesField, LineField, NumberField
from secaudit.measures.kinds import CITY, EVALUATIONS, LONGEST, MOST_YEARS, Evaluation
from secaudit.measures.rules import Outline
from secaudit.web.fields import SeenField, VersionForm
from secaudit.web.language import in_my_language, language

APART = re.compile(r"[\s,、，・;；]+")


def words(label, *validators, rows: int = 3, longest: int = LONGEST, **options):
    return TextAreaField(
        label, [*validators, Length(max=longest)], render_kw={"rows": rows}, **options
    )


class RatesForm(VersionForm):
    """One field a place; the fields of the chapters are added by `rates_form`."""

    def rates(self) -> dict[str, int | None]:
        return {field.name: field.data for field in self if isinstance(field, NumberField)}


def rates_form(chapters: tuple[Chapter, ...], data: dict) -> RatesForm:
    """The city and every chapter, in the catalogue's order; the reason last."""
    fields: dict = {CITY: NumberField(gettext("The city as a whole (percent)"))}
    fields |= {each.id: NumberField(in_my_language(each.title)) for each in chapters}
    fields["reason"] = words(_("Why the targets are changed"), rows=2)
    return type("YearsRatesForm", (RatesForm,), fields)(data=data)


class WordsForm(VersionForm):
    words = words(_("Remark (optional)"))


class ReasonForm(VersionForm):
    words = words(_("Reason"), InputRequired(_("Write the reason.")))


class PaperForm(DecisionForm):
    version = SeenField()


class OutlineForm(VersionForm):
    title = LineField(_("Measure"), 120, needed=True)
    owner = LineField(_("Who (by post)"), 80, needed=True)
    purpose = words(_("Purpose and contents (optional)"))
    chapters = ChoicesField(_("Chapters it serves"))
    controls = LineField(
        _("Controls it serves (optional)"), 200, description=_("Their numbers, for example EDU-02, EDU-07.")
    )  # fmt: skip
    first_year = NumberField(_("First fiscal year"))
    last_year = NumberField(_("Last fiscal year"))
    plans = words(
        _("What is to be there at the end of each year"),
        rows=MOST_YEARS // 2,
        longest=10 * LONGEST,
        description=_(
            "One line a year, beginning with the year, for example: 2026 All departments trained."
        ),
    )
    reason = words(_("Why the plan is changed"), rows=2)

    def outline(self) -> Outline:
        return Outline(
            title=self.title.data,
            owner=self.owner.data,
            first_year=self.first_year.data or 0,
            last_year=self.last_year.data or 0,
            plans=read_plans(self.plans.data or ""),
            purpose=self.purpose.data or "",
            chapters=tuple(self.chapters.data or ()),
            controls=tuple(filter(None, APART.split((self.controls.data or "").upper()))),
        )


LINE = re.compile(r"(?:FY)?(\d{4})(?:年度)?[\s:：]*(.*)", re.DOTALL)


def read_plans(typed: str) -> dict[int, str]:
    """Fiscal year → what is planned; a line without a year goes on with the one before."""
    found: dict[int, str] = {}
    year = 0
    for row in typed.splitlines():
        begins = LINE.fullmatch(row.strip())
        if begins:
            year = int(begins[1])
        text = begins[2] if begins else row.strip()
        if year and text:
            found[year] = f"{found[year]}\n{text}" if year in found else text
    return found


def written_plans(plans: dict[int, str]) -> str:
    return "\n".join(f"{year} {text}" for year, text in plans.items())


class ResultForm(VersionForm):
    result = words(_("What the year came to"), InputRequired(_("Write what it came to.")), rows=4)
    evidence = LineField(_("What shows it, and where it is kept (optional)"), 200)
    reason = words(_("Why the earlier record was not right"), rows=2)


class EvaluationForm(VersionForm):
    evaluation = RadioField(
        _("Evaluation against the plan of the year"),
        [InputRequired(_("Choose one."))],
        choices=[SelectChoice(each.value, _(label)) for each, label in EVALUATIONS.items()],
    )
    words = words(_("Why"), InputRequired(_("Say why.")))

    def chosen(self) -> Evaluation:
        return Evaluation(self.evaluation.data)


def year_words(year: int) -> str:
    return fiscal_label(year, language())
