from flask import current_app
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from secaudit.catalogue.controls import Catalogue
from secaudit.evidence import store
from secaudit.evidence.actions import Proof
from secaudit.evidence.contents import ACCEPT
from secaudit.evidence.rules import MEGABYTE, Limits
from secaudit.evidence.store import Stored
from secaudit.organisation.settings import settings
from secaudit.web.fields import DayField
from secaudit.web.language import in_my_language


def plain(text: str | None) -> str | None:
    return text.strip() if text else text


TITLE = _("Evidence")
KEPT = _("Where it is kept")
KEPT_HINT = _("A folder, cabinet or system; or “seen only”.")


class FileForm(FlaskForm):
    """With a field for a file where the city allows files."""

    file = FileField(_("File"), render_kw={"accept": ACCEPT})

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        limits = limits_now()
        if limits is None:
            del self.file
        else:
            self.file.description = hint(limits)

    def stored(self) -> Stored | None:
        """The file that came along, kept; none where the city allows none."""
        limits = limits_now()
        sent = self.file.data if limits and "file" in self else None
        if not limits or not sent or not sent.filename:
            return None
        return store.take(sent.stream, sent.filename, limits.one_file)


def hint(limits: Limits):
    return _(
        "PDF, picture, Excel, Word, PowerPoint, CSV or text, up to %(limit)s MB. A picture can also "
        "be pasted here. Photos keep what the camera wrote into them, such as the place: "
        "take that out first if nobody should know it.",
        limit=limits.one_file // MEGABYTE,
    )


class ProofForm(FileForm):
    """Evidence as auditors record it, and departments with what they have mended."""

    proof_title = StringField(
        TITLE, [InputRequired(_("Say what the evidence is.")), Length(max=200)], filters=[plain]
    )
    kept_at = StringField(KEPT, [Length(max=200)], filters=[plain], description=KEPT_HINT)
    seen_on = DayField(_("Seen on"), optional=True)
    obtained_from = StringField(_("Obtained from"), [Optional(), Length(max=120)], filters=[plain])

    def proof(self) -> Proof:
        return Proof(
            self.proof_title.data or "",
            self.kept_at.data or "",
            self.seen_on.data,
            self.obtained_from.data or "",
            file=self.stored(),
            limits=limits_now(),
        )


class AttachForm(FileForm):
    """Evidence as departments attach it to an answer."""

    title = StringField(
        _("Title of the evidence"),
        [Length(max=200)],
        filters=[plain],
        description=_("What it is called, for example 情報資産台帳（令和8年4月）."),
    )
    kind = SelectField(_("Kind"), [Optional()])
    kept_at = StringField(KEPT, [Length(max=200)], filters=[plain], description=KEPT_HINT)
    covers_from = DayField(_("Covers the period from"), optional=True)
    covers_to = DayField(_("Covers the period to"), optional=True)
    expires_on = DayField(
        _("Holds until"),
        optional=True,
        description=_("After this day it is shown as expired. Leave it empty where it does not."),
    )

    def proof(self) -> Proof:
        return Proof(
            title=self.title.data or "",
            kept_at=self.kept_at.data or "",
            kind=self.kind.data or "",
            covers_from=self.covers_from.data,
            covers_to=self.covers_to.data,
            expires_on=self.expires_on.data,
            file=self.stored(),
            limits=limits_now(),
        )


def attach_form(catalogue: Catalogue, **options) -> AttachForm:
    """With the catalogue's kinds of evidence."""
    form = AttachForm(**options)
    kinds = catalogue.evidence.items()
    form.kind.choices = [
        SelectChoice("", _("(not said)")),
        *(SelectChoice(code, in_my_language(text)) for code, text in kinds),
    ]
    return form


def limits_now() -> Limits | None:
    """What the city allows; None where only title and place are recorded."""
    chosen = settings()
    if not chosen["evidence_files"]:
        return None
    room = current_app.config["MAX_CONTENT_LENGTH"] - MEGABYTE  # the other fields come along
    one = min(chosen["evidence_file_megabytes"] * MEGABYTE, max(room, MEGABYTE))
    return Limits(one, chosen["evidence_year_megabytes"] * MEGABYTE)
