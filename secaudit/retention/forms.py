from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import IntegerField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange
from wtforms.widgets import CheckboxInput, ListWidget

from secaudit.decisions.forms import DecisionForm
from secaudit.retention.rules import Class, Item
from secaudit.web.fields import Typed


class ProposeForm(FlaskForm):
    items = SelectMultipleField(
        _("What is disposed of"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    ground = StringField(
        _("On which rule it stands"),
        [InputRequired(_("Name the rule and its article.")), Length(max=200)],
        description=_("For example: Document Management Rules, article 24"),
    )

    def chosen(self) -> list[Item]:
        return [item_of(each) for each in self.items.data or []]


def spelt(item: Item) -> str:
    """As a form sends it: `self-checks 2019`."""
    return f"{item.cls.value} {item.year}"


def item_of(text: str) -> Item:
    cls, _space, year = text.rpartition(" ")
    return Item(Class(cls), int(year))


class ReasonForm(FlaskForm):
    reason = TextAreaField(
        _("Reason"), [InputRequired(_("Write the reason.")), Length(max=400)], render_kw={"rows": 3}
    )


class HoldForm(ReasonForm):
    cls = SelectField(
        _("Which records"), choices=[SelectChoice(each.value, _(each.label)) for each in Class]
    )
    year = IntegerField(
        _("Fiscal year (four digits, from 1 April)"),
        [InputRequired(_("Enter the fiscal year.")), NumberRange(2000, 2199, _("Four digits."))],
    )

    def item(self) -> Item:
        return Item(Class(self.cls.data), int(self.year.data or 0))


CONFIRMING = ("廃棄", "erase")


class CarryOutForm(FlaskForm):
    typed = StringField(
        _("Type “erase” to confirm"),
        [InputRequired(_("Type the word.")), Typed(CONFIRMING, _("Type exactly: erase"))],
    )


class PaperForm(DecisionForm):
    """An approval on paper."""
