"""Papers after the fieldwork: fact check, report, its public version, letters with the results."""

from collections.abc import Iterable, Sequence

from flask_babel import gettext as _

from secaudit.access.roles import Role
from secaudit.auditpapers.dossier import Dossier, post_of
from secaudit.auditpapers.planning import controls_text, visit
from secaudit.audits.models import WorkingPaper
from secaudit.audits.reach import lines
from secaudit.documents import Document, Part, boxes, facts, heading, note, table, text
from secaudit.errors import N_
from secaudit.fieldwork.reading import progress
from secaudit.findings.kinds import Severity
from secaudit.findings.lifecycle import State
from secaudit.findings.models import Finding
from secaudit.findings.reading import earlier
from secaudit.organisation.settings import settings
from secaudit.web.language import day, in_my_language, language

ONLY_SEEN = N_(
    "Only what was looked at is reported. Nothing can be concluded from this report about what was"
    " not."
)
GONE = {State.DROPPED}


def fact_checks(given: Dossier) -> list[Document]:
    """事実確認依頼書, with the sheet for the reply; to departments with findings only."""
    concerned = [(paper, standing(given.of(paper))) for paper in given.papers]
    return [_fact_check(given, paper, found) for paper, found in concerned if found]


def standing(found: Iterable[Finding]) -> list[Finding]:
    return [each for each in found if each.state not in GONE]


def _fact_check(given: Dossier, paper: WorkingPaper, found: Sequence[Finding]) -> Document:
    due = given.engagement.fact_check_due_on
    asking = _(
        "Before the report is written, please check whether the facts below are as they were"
        " seen. Only the facts are asked about; an objection stays on record."
    )
    reply = [[each.number, "□", "□", ""] for each in found]
    body: list[Part] = [
        text(asking),
        facts([
            (_("Audit"), f"{given.engagement.number}　{given.engagement.title}"),
            (_("Visit"), visit(paper)),
            (_("Reply by"), day(due)),
        ], noted=True),
    ]  # fmt: skip
    for each in found:
        body += [heading(f"{each.number}　{each.title}"), facts([
            (_("Control"), control_name(given, each)),
            (_("Criterion"), each.criterion),
            (_("Condition"), each.condition),
        ])]  # fmt: skip
    body += [
        heading(_("Reply")),
        table(
            [_("Number"), _("No objection"), _("Objection"), _("What is different")], reply,
            widths=[2, 2, 2, 8],
        ),
        boxes([_("Date"), _("Department head")]),
    ]  # fmt: skip
    return Document(
        title=_("Request to check the facts"), number=given.number, on=given.on,
        to=given.head(paper), sender=given.sender, handling=given.handling, body=body,
        entry=paper.called(language()),
    )  # fmt: skip


def control_name(given: Dossier, finding: Finding) -> str:
    if finding.control not in given.catalogue:
        return finding.control
    return f"{finding.control} {in_my_language(given.catalogue.control(finding.control).title)}"


def report(given: Dossier) -> list[Document]:
    """監査報告書 in four parts: introduction, work done, advice, special notes."""
    found = standing(given.findings)
    body: list[Part] = [
        heading("1　" + _("Introduction")), *introduction(given),
        heading("2　" + _("Work done")), work(given), text(_(ONLY_SEEN)),
        heading("3　" + _("Findings and advice")), counted(found), overview(found),
        *(part for each in found for part in detail(given, each)),
        heading("4　" + _("Special notes")), text(given.engagement.remarks or _("None.")),
        *follow_up(given),
        heading(_("Distribution")), distribution(given),
    ]  # fmt: skip
    return [
        Document(
            title=report_title(given), number=given.number, on=given.engagement.issued_on or given.on,
            to=post_of(Role.CISO, given.on), sender=given.sender, handling=given.handling,
            boxes=settings()["approval_boxes"], body=body,
        )
    ]  # fmt: skip


def report_title(given: Dossier) -> str:
    return _marked(given, _("Report of an information security audit"))


def _marked(given: Dossier, title: str) -> str:
    draft = _("(draft)")
    return title if given.issued else f"{title} {draft}"


def introduction(given: Dossier) -> list[Part]:
    one = given.engagement
    said = [text(one.introduction)] if one.introduction else []
    return [*said, facts([
        (_("Audit"), f"{one.number}　{one.title}"),
        (_("Type"), f"{_(one.kind.label)}・{_(one.type.label)}"),
        (_("Theme"), one.theme), (_("Purpose"), one.purpose), (_("Criteria"), one.criteria),
        (_("Controls"), controls_text(one.controls)),
        (_("Fieldwork"), f"{day(one.starts_on)} – {day(one.ends_on)}"),
        (_("Auditors"), given.auditors()),
    ])]  # fmt: skip


def work(given: Dossier) -> Part:
    """What was judged, and by that what was left out."""
    done = progress(given.engagement)
    rows = [
        [paper.called(language()), visit(paper), *_judged(done.get(paper.id, (0, 0)))]
        for paper in given.papers
    ]
    head = [_("Department"), _("Visit"), _("Controls judged"), _("Not judged")]
    return table(head, rows, widths=[4, 4, 2, 2], right=[2, 3])


def _judged(done: tuple[int, int]) -> list[str]:
    return [str(done[0]), str(done[1] - done[0])]


def counted(found: Sequence[Finding]) -> Part:
    head = [f"{each.mark} {_(each.label)}" for each in Severity]
    return table(head, [[str(sum(f.severity == each for f in found)) for each in Severity]],
                 right=list(range(len(Severity))))  # fmt: skip


def overview(found: Sequence[Finding]) -> Part:
    rows = [
        [f.number, f"{f.severity.mark} {_(f.severity.label)}", f.paper.called(language()), f.title,
         _("Yes") if f.repeats_id else "", day(f.first_due_on, "short")]
        for f in found
    ]  # fmt: skip
    head = [_("Number"), _("Severity"), _("Department"), _("Finding"), _("Found before"), _("Due")]
    return table(head, rows, widths=[1.6, 2.4, 3, 5.6, 1.4, 2])


def detail(given: Dossier, each: Finding) -> list[Part]:
    reply = _(each.reply.label) if each.reply else ""
    words = "\n".join(filter(None, [reply, each.reply_words, each.decision_words]))
    return [
        heading(f"{each.number}　{each.severity.mark} {each.title}"),
        facts([
            (_("Department"), each.paper.called(language())),
            (_("Control"), control_name(given, each)),
            (_("Criterion"), each.criterion), (_("Condition"), each.condition),
            (_("Cause"), each.cause), (_("Effect or risk"), each.effect),
            (_("Recommendation"), each.recommendation), (_("Fact check"), words),
            (_("Due"), day(each.first_due_on)),
        ]),
    ]  # fmt: skip


def follow_up(given: Dossier) -> list[Part]:
    """Findings of earlier audits of these departments, and what has become of them."""
    units = lines().before([paper.unit_id for paper in given.papers])
    known = [f for found in earlier(units, given.engagement).values() for f in found]
    rows = [
        [f.number, f.paper.called(language()), f.title, _(f.state.label)]
        for f in sorted(known, key=lambda f: (f.fiscal_year, f.serial))
    ]
    if not rows:
        return []
    head = [_("Number"), _("Department"), _("Finding"), _("State")]
    return [heading(_("Findings of earlier audits")), table(head, rows, widths=[1.6, 3, 7, 2.4])]


def distribution(given: Dossier) -> Part:
    whole = [post_of(role, given.on) or _(role.label) for role in (Role.CISO, Role.CHIEF)]
    rows = [[post, _("the whole report")] for post in [*whole, _("Information Security Committee")]]
    rows += [[given.head(paper), _("own findings")] for paper in given.papers]
    return table([_("To"), _("What")], rows, widths=[5, 5])


def public_report(given: Dossier) -> list[Document]:
    """監査結果の公表: what may leave the circle of those concerned; nothing that helps an attacker."""
    found = [each for each in standing(given.findings) if each.issued_at]
    rows = [
        [str(i), f"{f.severity.mark} {_(f.severity.label)}", f.publishable]
        for i, f in enumerate((f for f in found if f.publishable), 1)
    ]
    one = given.engagement
    body: list[Part] = [
        facts([
            (_("Audit"), one.title), (_("Theme"), one.theme), (_("Purpose"), one.purpose),
            (_("Fieldwork"), f"{day(one.starts_on)} – {day(one.ends_on)}"),
            (_("Departments"), str(len(given.papers))),
        ]),
        text(_(ONLY_SEEN)), counted(found),
        table([_("Number"), _("Severity"), _("Summary")], rows, widths=[1.2, 3, 10]),
        note(_("Names of departments and systems and single weaknesses are left out.")),
    ]  # fmt: skip
    return [
        Document(title=_("Results of an information security audit"), number=given.number,
                 on=given.on, sender=given.sender, body=body)
    ]  # fmt: skip


def results(given: Dossier) -> list[Document]:
    """監査結果通知書: to each head, with the findings of the own department."""
    return [_result(given, paper) for paper in given.papers]


def _result(given: Dossier, paper: WorkingPaper) -> Document:
    found = standing(given.of(paper))
    rows = [
        [f.number, f"{f.severity.mark} {_(f.severity.label)}", f.title, day(f.plan_due_on, "short"),
         day(f.first_due_on, "short")]
        for f in found
    ]  # fmt: skip
    head = [_("Number"), _("Severity"), _("Finding"), _("Plan due"), _("Mended by")]
    body: list[Part] = [
        text(_("The results of the audit are as follows. Please hand in a plan for each finding"
               " that asks for one, by the date beside it.")),
        facts([(_("Audit"), f"{given.engagement.number}　{given.engagement.title}"),
               (_("Visit"), visit(paper))], noted=True),
        table(head, rows, widths=[1.6, 2.4, 6.6, 2.2, 2.2]),
    ]  # fmt: skip
    if not rows:
        body.append(text(_("No finding was recorded on what was looked at.")))
    body += [part for each in found for part in detail(given, each)]
    body.append(note(_(ONLY_SEEN)))
    title = _("Results of the information security audit of your department")
    return Document(
        title=_marked(given, title),
        number=given.number, on=given.on, to=given.head(paper), sender=given.sender,
        handling=given.handling, body=body, entry=paper.called(language()),
    )  # fmt: skip
