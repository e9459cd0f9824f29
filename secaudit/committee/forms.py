from collections.abc import Iterable

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import TextAreaField
from wtforms.validators import Length

from secaudit.committee.kinds import Part
from secaudit.committee.sections import matter_words
from secaudit.committee.snapshot import Matter
from secaudit.committee.wording import MOST_ROWS, ROWS, Wording, lines_of
from secaudit.decisions.forms import DecisionForm
from secaudit.directory.fields import ChoicesField, NumberField
from secaudit.errors import N_, Invalid
from secaudit.web.fields import DayField, SeenField

LONGEST, LONGEST_NOTE = 1500, 400
OUT_OF_RANGE = N_("From 1 to %(most)s lines.")


class FreezeForm(FlaskForm):
    as_of = DayField(
        _("Figures as of the end of"),
        description=_("Today: as they are now. On an earlier day: as they were when it ended."),
    )
    meeting_on = DayField(_("Day of the meeting (optional)"), optional=True)


class SettleOnPaperForm(DecisionForm):
    version = SeenField()


def paragraph(label, longest: int, rows: int = 3, **options):
    return TextAreaField(label, [Length(max=longest)], render_kw={"rows": rows}, **options)


class WordsForm(FlaskForm):
    """The words of a draft; the fields of the parts follow their order on the page."""

    version = SeenField()
    agenda = ChoicesField(_("Which matters are put before the committee"))
    more = paragraph(_("Further matters (optional)"), LONGEST_NOTE, 2, description=_("One a line."))
    note = paragraph(
        _("Note of the secretariat (optional)"),
        LONGEST_NOTE,
        2,
        description=_("What is not among the frozen figures, with its source. Printed as a note."),
    )
    public_note = paragraph(
        _("Note in the version for publication (optional)"),
        LONGEST_NOTE,
        2,
        description=_("Names of departments and systems in it are blacked out."),
    )

    def offer(self, matters: Iterable[Matter]) -> None:
        self.agenda.offer((each.key, matter_words(each)) for each in matters)

    def texts(self) -> dict[Part, str]:
        return {part: "\n".join(lines_of(self[text_name(part)].data or "")) for part in Part}

    def rows(self) -> dict[str, int]:
        return {part.value: self._rows(part) for part in ROWS}

    def _rows(self, part: Part) -> int:
        number = self[rows_name(part)].data
        if number is None or not 1 <= number <= MOST_ROWS:
            raise Invalid(OUT_OF_RANGE, field=rows_name(part), most=MOST_ROWS)
        return number

    def show(self, wording: Wording, texts: dict[Part, str]) -> None:
        """What the draft holds, before anybody typed."""
        for part, text in texts.items():
            self[text_name(part)].data = text
        for part in ROWS:
            self[rows_name(part)].data = wording.lines(part)
        self.agenda.data = list(wording.agenda)
        self.more.data = "\n".join(wording.more)
        self.note.data, self.public_note.data = wording.note, wording.public_note


def text_name(part: Part) -> str:
    return f"text_{part.value}"


def rows_name(part: Part) -> str:
    return f"rows_{part.value}"


for each in Part:
    setattr(WordsForm, text_name(each), paragraph(_(each.label), LONGEST, 3))
for each in ROWS:
    setattr(WordsForm, rows_name(each), NumberField(_("Lines shown: %(part)s", part=_(each.label))))
