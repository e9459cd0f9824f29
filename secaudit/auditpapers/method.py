"""The annex on method: how was drawn and what follows. It goes with the working papers, never with
the report, where it would read as assurance."""

from datetime import date

from flask_babel import gettext as _

from secaudit.auditpapers.dossier import lead_post
from secaudit.audits.sampling import drawing
from secaudit.audits.sampling.kinds import Of
from secaudit.audits.sampling.models import Draw
from secaudit.audits.sampling.statement import Line, Outcome, lines
from secaudit.documents import Document, Part, facts, heading, note, table, text
from secaudit.organisation.settings import settings
from secaudit.programme import outcome
from secaudit.web.language import at


def annex(draw: Draw, named: list[tuple[str, str]], on: date, number: str = "") -> Document:
    """`named`: each drawn item with its words."""
    body: list[Part] = [
        facts([
            (_("Draw"), f"{draw.number}　{draw.title}"),
            (_("What is drawn"), _(draw.of.label)),
            (_("Population"), draw.population),
            (_("Drawn"), _("%(size)s of %(total)s", size=draw.size, total=draw.total)),
            (_("On record since"), at(draw.committed_at, "full")),
            (_("Seal (SHA-256 of the seed)"), draw.commitment),
            (_("SHA-256 of the listed population"), draw.listing),
            (_("Seed"), draw.seed), (_("Word"), draw.word or _("None.")),
            (_("Key"), drawing.key(draw.seed, draw.word)),
            (_("Drawn on"), at(draw.drawn_at, "full")),
        ]),
        note(_("Key = SHA-256 of “secaudit-draw-1”, seed and word, joined by line feeds. Ticket of an"
               " item = SHA-256 of key and item, joined by a line feed. In each stratum the smallest"
               " tickets are drawn.")),
    ]  # fmt: skip
    if draw.stratified:
        rows = [[name, str(len(items)), str(share)]
                for (name, items), share in zip(draw.strata, draw.shares, strict=True)]  # fmt: skip
        body.append(table([_("Bureau"), _("Population"), _("Drawn")], rows, [6, 2, 2], [1, 2]))
    body += [*statement(draw), heading(_("What was drawn")), drawn(named)]
    return Document(
        title=_("Annex on method: random sample"), number=number or draw.number, on=on,
        sender=lead_post(on), handling=settings()["handling_mark"], body=body,
    )  # fmt: skip


def drawn(named: list[tuple[str, str]]) -> Part:
    rows = [[str(i), item, words] for i, (item, words) in enumerate(named, 1)]
    return table([_("Number"), _("Drawn item"), _("Name")], rows, widths=[1.6, 3, 9], right=[0])


def statement(draw: Draw) -> list[Part]:
    if draw.engagement_id is None:
        return []
    found = outcome.outcome(draw, outcome.seen(draw))
    rows = [_line(each) for each in lines(found)]
    head = [
        _("Confidence"), _("At most"), "%", _("Clopper–Pearson (endless population)"),
    ]  # fmt: skip
    return [
        heading(_("What the sample allows to say")),
        text(counted(found)),
        table(head, rows, widths=[2, 3, 2, 5], right=[1, 2, 3],
              title=_("At most so many of %(population)s are wrong", population=found.population)),
        note(ground(draw)),
        text(clusters(draw)),
    ]  # fmt: skip


def counted(found: Outcome) -> str:
    return _(
        "Of %(sample)s drawn, %(wrong)s were wrong, %(right)s right and %(open)s not settled; what is"
        " not settled is counted as wrong here.",
        sample=found.sample, wrong=found.wrong, right=found.right, open=found.open,
    )  # fmt: skip


def _line(line: Line) -> list[str]:
    most = _("The sample is too small to say anything.") if line.most is None else str(line.most)
    return [f"{line.confidence}%", most, line.percent, f"{line.unlimited_percent}%"]


def ground(draw: Draw) -> str:
    if draw.stratified:
        return _(
            "Exact: hypergeometric distribution, one-sided (Buonaccorsi 1987); across bureaus"
            " Clopper–Pearson with the smallest share drawn (Hoeffding 1956). Rounded up."
        )
    return _("Exact: hypergeometric distribution, one-sided (Buonaccorsi 1987). Rounded up.")


def clusters(draw: Draw) -> str:
    if draw.of == Of.DEPARTMENTS:
        return _(
            "The sample is of departments, and the statement is about departments: one with a gap"
            " counts as wrong. The single controls looked at there are clusters and not"
            " independent; nothing follows from their number."
        )
    return _(
        "The cells drawn lie in %(clusters)s departments. The statement holds for what was drawn and"
        " nothing else: further controls looked at in the same departments are clusters, not"
        " independent, and must not be added.",
        clusters=outcome.departments(draw),
    )
