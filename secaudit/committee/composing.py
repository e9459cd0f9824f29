"""Snapshot and words to a pack: the same of both gives the same pack. Looks nothing up but the
translations; needs an application context for the language.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask_babel import gettext as _

from secaudit.committee import annexes, sections, situation
from secaudit.committee.generated import generated
from secaudit.committee.kinds import Audience, Form, Part, State
from secaudit.committee.locking import printed
from secaudit.committee.masking import groups, masked, names_to_mask, published
from secaudit.committee.pack import Annex, Grid, Pack, Section
from secaudit.committee.snapshot import Snapshot
from secaudit.committee.stamp import Stamp
from secaudit.committee.wording import Wording, lines_of
from secaudit.errors import N_
from secaudit.metrics.rate import ROUNDING_NOTE
from secaudit.reports.formulas import AUDITED_GROUND, GROUND, formulas_of, title_of
from secaudit.web.language import at, day, in_my_language, language

DIFFERENCES = N_("Differences are taken before rounding.")
DIGITS = 12  # of a hash, where a person compares it


@dataclass(frozen=True)
class Ordered:
    """Which document is wanted, of which draft."""

    snapshot_hash: str
    words_hash: str
    number: int = 1
    state: State = State.DRAFT
    audience: Audience = Audience.INTERNAL
    form: Form = Form.PACK


def pack(of: Snapshot, wording: Wording, wanted: Ordered, product: str) -> Pack:
    public = wanted.audience == Audience.PUBLIC
    summary = of.summary
    return Pack(
        stamp=stamp(of, wanted, product),
        at=summary.at,
        language=language(),
        city=in_my_language(summary.city_name),
        kind=_("For publication") if public else _("Information Security Committee"),
        title=_("State of information security: %(period)s", period=in_my_language(summary.period.title)),
        about=about(of),
        handling="" if public else summary.handling,
        label=label(wanted),
        sections=public_sections(of) if public else internal_sections(of, wording),
        notes=[*said_notes(of, wording, public), *notes(of)],
        foot=foot(of, wanted, product),
        annexes=annexed(of, wording, public) if wanted.form != Form.PAGE else (),
    )  # fmt: skip


def stamp(of: Snapshot, wanted: Ordered, product: str) -> Stamp:
    position, period = of.summary.position, of.summary.period
    return Stamp(
        snapshot=wanted.snapshot_hash,
        words=wanted.words_hash,
        number=wanted.number,
        state="final" if wanted.state == State.FINAL else "draft",
        audience=wanted.audience.value,
        language=language(),
        form=wanted.form.value,
        entries=position.size if position else 0,
        root=position.root if position else "",
        edition=period.edition,
        edition_hash=period.edition_hash,
        product=product,
    )


def label(wanted: Ordered) -> str:
    return _("Final") if wanted.state == State.FINAL else _("Draft %(num)s", num=wanted.number)


def about(of: Snapshot) -> str:
    meeting = _("Meeting on %(day)s.", day=day(of.meeting_on, "plain")) if of.meeting_on else ""
    found = [
        in_my_language(of.summary.city_name),
        meeting,
        _("Figures as of %(as_of)s.", as_of=at(of.summary.at, "full")),
    ]
    return "　".join(filter(None, found))


# --- the page ---------------------------------------------------------------------------------


def internal_sections(of: Snapshot, wording: Wording) -> list[Section]:
    return [
        _section(number, part, text_of(of, wording, part), sections.TABLES[part](of, wording), of)
        for number, part in enumerate(Part, 1)
    ]


def text_of(of: Snapshot, wording: Wording, part: Part) -> str:
    """As it was written, else as the product says it."""
    own = wording.text(language(), part)
    return generated(of, part) if own is None else own


def _section(number: int, part: Part, text: str, grid: Grid | None, of: Snapshot) -> Section:
    paragraphs = [printed(line) for line in lines_of(text)]
    return Section(
        part=part.value,
        number=number,
        title=_(part.label),
        paragraphs=paragraphs,
        grid=grid,
        more=sections.severities(of) if part == Part.FINDINGS else None,
        nothing="" if paragraphs or grid else _("None."),
    )


SHOWN_TO_ALL = (Part.CONCLUSION, Part.STATUS, Part.FINDINGS)


def public_sections(of: Snapshot) -> list[Section]:
    """Sentences of the product alone, and only figures of the whole city."""
    safe = published(of)
    told = replace(of, summary=replace(of.summary, audited=safe.summary.audited))
    tables = {Part.STATUS: situation.status(safe, Wording())}
    return [
        _section(number, part, generated(told, part), tables.get(part), safe)
        for number, part in enumerate(SHOWN_TO_ALL, 1)
    ]


def said_notes(of: Snapshot, wording: Wording, public: bool) -> list[str]:
    """What the secretariat adds; it is marked as not being from the snapshot."""
    note = masked(wording.public_note, names_to_mask(of)) if public else wording.note
    added = (
        [_("Note of the secretariat: %(words)s", words=" ".join(lines_of(note)))] if note else []
    )
    left_out = _(
        "Not published: names of departments and systems, chapters, single findings, and what"
        " concerns fewer than five departments."
    )
    return [*added, left_out] if public else added


def notes(of: Snapshot) -> list[str]:
    shown = ("implementation_rate", "coverage_rate")
    formulas = formulas_of(of.summary)
    told = "　".join(f"{_(title_of(key))} = {_(formulas[key])}" for key in shown)
    return [told, f"{_(GROUND)} {_(AUDITED_GROUND)} {_(ROUNDING_NOTE)} {_(DIFFERENCES)}"]


def foot(of: Snapshot, wanted: Ordered, product: str) -> str:
    position = of.summary.position
    return _(
        "Figures %(figures)s, words %(words)s, journal %(entries)s entries, edition %(edition)s,"
        " secaudit %(product)s",
        figures=wanted.snapshot_hash[:DIGITS],
        words=wanted.words_hash[:DIGITS],
        entries=position.size if position else 0,
        edition=of.summary.period.edition,
        product=product,
    )


# --- the annexes ------------------------------------------------------------------------------


def annexed(of: Snapshot, wording: Wording, public: bool) -> Sequence[Annex]:
    return public_annexes(of) if public else internal_annexes(of, wording)


def internal_annexes(of: Snapshot, wording: Wording) -> list[Annex]:
    """What was frozen before the product knew strengths has no annex of them, and stays as it was."""
    made = [*annexes.INTERNAL, annexes.strength] if of.strength else annexes.INTERNAL
    found = [make(of, number) for number, make in enumerate(made, 1)]
    return [*found, annexes.lists(of, wording, len(found) + 1)]


def public_annexes(of: Snapshot) -> Sequence[Annex]:
    safe = published(of)
    return [
        annexes.bureaus(groups(of.summary.departments), safe.summary, 1),
        annexes.method(safe, 2),
    ]
