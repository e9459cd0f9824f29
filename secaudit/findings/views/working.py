"""What is done with several findings of a list at once, and with the list itself."""

from collections import defaultdict

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from secaudit.accounts.gate import current
from secaudit.accounts.saving import doing
from secaudit.calendar import clock
from secaudit.documents.lists import handed_out
from secaudit.errors import Invalid
from secaudit.findings import listing, reading
from secaudit.findings.actions import following, keeping
from secaudit.findings.expected import expected
from secaudit.findings.models import Finding
from secaudit.findings.sight import sight_of
from secaudit.findings.tables import days_late, table_of, who_acts
from secaudit.findings.views import bp
from secaudit.findings.views.listed import asked, back_to_list, conditions, own_query
from secaudit.people.models import Person
from secaudit.people.reading import names
from secaudit.web.addresses import row_number
from secaudit.web.problems import said

MOST = 200  # findings in one go


def ticked() -> list[Finding]:
    """Those of the ticked findings that the reader sees whole, by number."""
    ids = [
        number for each in request.values.getlist("finding")[:MOST] if (number := row_number(each))
    ]
    sight = sight_of(current, clock.today())
    query = reading.findings().where(Finding.id.in_(ids or [0]) & sight.condition())
    return list(query.order_by(Finding.fiscal_year, Finding.serial))


@bp.post("/findings/assignment")
def assign():
    findings = ticked()
    chosen = request.form.get("person", "")
    person = Person.get_or_none(Person.id == (row_number(chosen) or 0))
    if not findings or (chosen and person is None):
        return none_ticked()
    try:
        changed = following.assign(findings, person, **doing())
    except Invalid as problem:
        flash(said(problem), "error")
        return back_to_list()
    flash(
        ngettext(
            "%(num)s finding is followed up by somebody else now.",
            "%(num)s findings are followed up by somebody else now.",
            len(changed),
        ),
        "success",
    )
    return back_to_list()


def none_ticked():
    flash(_("Tick at least one finding first."), "error")
    return back_to_list()


@bp.route("/findings/reminders", methods=["GET", "POST"])
def remind():
    """The press puts the reminder on record; the page has the words to paste."""
    findings = ticked()
    if not findings:
        return none_ticked()
    if request.method == "POST":
        reminded = following.remind(findings, **doing())
        if not reminded:
            flash(_("Nobody has to do anything about these."), "error")
            return back_to_list()
        return redirect(url_for(".remind", finding=[each.id for each in reminded]))
    on = clock.today()
    waiting: dict[str, list] = defaultdict(list)
    for finding in findings:
        if expected(finding):
            waiting[who_acts(finding)].append((finding, expected(finding), days_late(finding, on)))
    return render_template("findings/reminders.html", waiting=waiting)


@bp.post("/findings/file")
def list_file():
    """The whole list as it is shown, all of its pages."""
    on = clock.today()
    sight = sight_of(current, on)
    query = asked(own_query())
    found = listing.every(query, sight, current, on)
    people = names(filter(None, {each.assigned_to_id for each in found}))
    table = table_of(found, sight, people, on, conditions(query))
    return handed_out("findings", table, request.form.get("format", ""), current)


@bp.post("/findings/views")
def keep_view():
    try:
        keeping.keep_view(current.person or 0, request.form.get("name", ""), own_query(raw=True))
    except Invalid as problem:
        flash(said(problem), "error")
    else:
        flash(_("The view is kept. It stands above the list, for you alone."), "success")
    return back_to_list()


@bp.post("/findings/views/<id:id>/removal")
def drop_view(id):
    keeping.drop_view(current.person or 0, id)
    flash(_("The view is removed."), "success")
    return back_to_list()
