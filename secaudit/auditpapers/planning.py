"""Papers before the fieldwork: the plan of an audit, its notices, the documents asked for."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import ngettext

from secaudit.auditpapers.dossier import Dossier
from secaudit.audits.models import WorkingPaper
from secaudit.catalogue.controls import Control
from secaudit.documents import Document, Part, facts, heading, note, table, text
from secaudit.fieldwork.reading import facts_of
from secaudit.organisation.settings import settings
from secaudit.web.language import day, in_my_language, language


def plan(given: Dossier) -> list[Document]:
    """監査実施計画書: what an ordinance asks of it, on one or two pages."""
    one = given.engagement
    rows = [
        (_("Audit"), f"{one.number}　{one.title}"),
        (_("Type"), f"{_(one.kind.label)}・{_(one.type.label)}"),
        (_("Theme"), one.theme),
        (_("Purpose"), one.purpose),
        (_("Criteria"), one.criteria),
        (_("Edition of the controls"), one.edition.label),
        (_("Method"), _("Reading records, asking, observing, doing again; by samples.")),
        (_("Controls"), controls_text(one.controls)),
        (_("Fieldwork"), f"{day(one.starts_on)} – {day(one.ends_on)}"),
        (_("Report promised for"), day(one.report_on)),
        (_("Auditors"), given.auditors()),
        (_("Contact"), settings()["contact"]),
        (_("Confidentiality"), _("What the auditors learn is used for this audit alone.")),
    ]
    body: list[Part] = [facts(rows), heading(_("Departments and timetable")), timetable(given)]
    body += [heading(_("Controls that are looked at")), listed_controls(given)]
    return [
        Document(
            title=_("Plan of an information security audit"),
            number=given.number,
            on=given.on,
            sender=given.sender,
            handling=given.handling,
            boxes=settings()["approval_boxes"],
            body=body,
        )
    ]


def controls_text(controls: Sequence[str]) -> str:
    return ngettext("%(num)s control", "%(num)s controls", len(controls))


def timetable(given: Dossier) -> Part:
    head = [_("Department"), _("Date and time"), _("Place"), _("Why chosen")]
    rows = [[p.called(language()), visit(p), p.place, p.chosen_because] for p in given.papers]
    return table(head, rows, widths=[3, 3.5, 3, 4])


def visit(paper: WorkingPaper) -> str:
    if paper.visit_on is None:
        return _("To be agreed")
    return f"{day(paper.visit_on)} {paper.visit_time}".strip()


def listed_controls(given: Dossier) -> Part:
    chosen = [given.catalogue.control(id) for id in given.engagement.controls]
    rows = [
        [c.id, in_my_language(given.catalogue.chapter(c.chapter).title), in_my_language(c.title)]
        for c in chosen
    ]
    return table([_("Number"), _("Chapter"), _("Control")], rows, widths=[1.6, 4, 7])


def notices(given: Dossier) -> list[Document]:
    """監査実施通知書: a letter to each head, in the official order."""
    return [_notice(given, paper) for paper in given.papers]


def _notice(given: Dossier, paper: WorkingPaper) -> Document:
    one = given.engagement
    rows = [
        (_("Audit"), f"{one.number}　{one.title}（{_(one.kind.label)}・{_(one.type.label)}）"),
        (_("Purpose"), one.purpose),
        (_("Date and time"), visit(paper)),
        (_("Place"), paper.place),
        (_("Criteria"), one.criteria),
        (_("What is looked at"), "・".join(chapters(given)) + f"（{controls_text(one.controls)}）"),
        (_("Auditors"), given.auditors()),
        (_("Contact"), settings()["contact"]),
    ]
    asking = _(
        "An audit will be carried out as follows. Please have the documents of the attached list"
        " ready and see that somebody who knows the work can be asked."
    )
    return Document(
        title=_("Notice of an information security audit"),
        number=given.number,
        on=given.on,
        to=given.head(paper),
        sender=given.sender,
        handling=given.handling,
        body=[text(asking), facts(rows, noted=True)],
        attached=[_("List of documents to have ready")],
        entry=paper.called(language()),
    )


def chapters(given: Dossier) -> list[str]:
    chosen = dict.fromkeys(given.catalogue.control(id).chapter for id in given.engagement.controls)
    return [in_my_language(given.catalogue.chapter(each).title) for each in chosen]


def requests(given: Dossier) -> list[Document]:
    """依頼資料一覧: by department, only what its controls ask for."""
    known = facts_of(given.papers)
    return [_request(given, paper, known[paper.unit_id]) for paper in given.papers]


def _request(given: Dossier, paper: WorkingPaper, gates: set[str]) -> Document:
    chosen = [given.catalogue.control(id) for id in given.engagement.controls]
    applying = [control for control in chosen if gates >= set(control.gates)]
    head = [_("Number"), _("Document"), _("For example"), _("For control"), _("Ready")]
    rows = [[str(i), *row, "□"] for i, row in enumerate(asked_for(given, applying), 1)]
    said = _(
        "Originals or copies will do; what cannot leave the office is looked at on site. What does"
        " not exist need not be made: say so, that is an answer too."
    )
    return Document(
        title=_("List of documents to have ready"),
        number=given.number,
        on=given.on,
        to=given.head(paper),
        sender=given.sender,
        handling=given.handling,
        body=[
            text(_("Ready by: %(day)s", day=visit(paper))),
            table(head, rows, widths=[1, 3, 6, 2.6, 1]),
            note(said),
        ],
        entry=paper.called(language()),
    )


MOST_EXAMPLES = 2


def asked_for(given: Dossier, controls: list[Control]) -> list[list[str]]:
    """Each kind of document once, with what it is needed for."""
    kinds: dict[str, dict[str, list[str]]] = {}
    for control in controls:
        for each in control.evidence:
            known = kinds.setdefault(each.code, {"examples": [], "controls": []})
            known["examples"].append(in_my_language(each.example))
            known["controls"].append(control.id)
    return [
        [
            in_my_language(given.catalogue.evidence.get(code, {"ja": code})),
            "\n".join(dict.fromkeys(kind["examples"][:MOST_EXAMPLES])),
            _(", ").join(dict.fromkeys(kind["controls"])),
        ]
        for code, kind in kinds.items()
    ]
