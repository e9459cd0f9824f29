from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from secaudit.decisions.forms import DecisionForm
from secaudit.policies.actions import Facts
from secaudit.policies.kinds import KIND_WORDS, PUBLICATION_WORDS, Kind, Publication
from secaudit.web.fields import DayField, SeenField


class SeenForm(FlaskForm):
    seen = SeenField()


class LinksForm(SeenForm):
    """The lines for the articles stand in the page; each document has others."""


class HashForm(FlaskForm):
    hash = HiddenField()


class FactsForm(SeenForm):
    kind = RadioField(
        _("Kind"),
        [InputRequired(_("Choose the kind of document."))],
        choices=[SelectChoice(kind.value, _(words)) for kind, words in KIND_WORDS.items()],
    )
    title = StringField(_("Title"), [InputRequired(_("Enter the title.")), Length(max=120)])
    title_en = StringField(_("Title in English (optional)"), [Length(max=160)])
    number = StringField(
        _("Number of the rule (optional)"),
        [Length(max=60)],
        description=_("As it stands in the city's collection of rules."),
    )
    publication = RadioField(
        _("Who may read it"),
        [InputRequired(_("Choose who may read it."))],
        choices=[SelectChoice(each.value, _(words)) for each, words in PUBLICATION_WORDS.items()],
        description=_("The law asks that the basic policy be published."),
    )
    published_on = DayField(_("Published on (optional)"), optional=True)
    published_where = StringField(
        _("Where it is published (optional)"),
        [Length(max=200)],
        description=_("The address of the page, or the name of the bulletin."),
    )

    def facts(self) -> Facts:
        return Facts(
            kind=Kind(self.kind.data),
            title=self.title.data or "",
            publication=Publication(self.publication.data),
            number=self.number.data or "",
            title_en=self.title_en.data or "",
            published_on=self.published_on.data,
            published_where=self.published_where.data or "",
        )


class TextForm(SeenForm):
    text = TextAreaField(
        _("Text (Markdown)"),
        description=_("Chapters begin with ##, articles with ###, a space, number and title."),
        render_kw={"rows": 24, "spellcheck": "false"},
    )
    note = TextAreaField(_("What is changed, and why"), [Length(max=2000)], render_kw={"rows": 3})


class RequestForm(SeenForm):
    effective_on = DayField(_("Takes effect on"))
    review_on = DayField(
        _("Next review by"), description=_("By when somebody looks whether it still fits.")
    )


class WordsForm(SeenForm):
    words = TextAreaField(
        _("What has to be put right"),
        [InputRequired(_("Write the reason.")), Length(max=1000)],
        render_kw={"rows": 4},
    )


class PaperForm(DecisionForm):
    """A decision on paper about exactly what was shown."""

    hash = HiddenField()


class ReviewForm(SeenForm):
    on = DayField(_("Reviewed on"))
    next_on = DayField(_("Next review by"))
    note = TextAreaField(_("Result (optional)"), [Length(max=1000)], render_kw={"rows": 3})
