"""What is on the agenda: ticked from what calls for a decision, written freely, put in order."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from secaudit.accounts.gate import current
from secaudit.accounts.saving import form_page, saved
from secaudit.calendar import clock
from secaudit.meetings import rows
from secaudit.meetings.actions import planning
from secaudit.meetings.forms import ItemForm, PointsForm
from secaudit.meetings.kinds import Source
from secaudit.meetings.proposals import Proposal, proposals
from secaudit.meetings.rules import Wanted
from secaudit.meetings.views import bp
from secaudit.meetings.views.words import now, trail, written
from secaudit.web.fields import VersionForm


@bp.route("/meetings/<id:id>/agenda", methods=["GET", "POST"])
def agenda(id):
    row = rows.meeting(id)
    found = proposals(row, clock.today())
    form = PointsForm()
    form.ticked.offer((each.key, proposed_words(each)) for each in found)
    if saved(form, lambda: planning.add(id, list(wanted(form, found)), **now())):
        flash(_("On the agenda."), "success")
        return redirect(url_for(".show", id=id))
    page = render_template(
        "meetings/agenda.html",
        form=form,
        row=row,
        sources=[
            (source, [each for each in found if each.source == source])
            for source in Source
            if any(each.source == source for each in found)
        ],
        words={each.key: proposed_words(each) for each in found},
        breadcrumb=trail(row),
    )
    return (page, 400) if form.errors else page


def proposed_words(each: Proposal) -> str:
    return _(each.words, **written(each.params))


def wanted(form: PointsForm, found: list[Proposal]):
    """What was ticked, in the order it was offered, then the free one."""
    ticked = set(form.ticked.data or ())
    for each in found:
        if each.key in ticked:
            yield Wanted(each.source, proposed_words(each)[:200], each.about)
    if (form.title.data or "").strip():
        yield Wanted(Source.FREE, form.title.data, text=form.text.data or "")


@bp.route("/meetings/points/<id:id>", methods=["GET", "POST"])
def point(id):
    """Its words and its place on the agenda."""
    row = rows.item(id)
    form = ItemForm(data={**row.__data__, "place": row.position})
    typed = (form.title.data, form.text.data or "", form.place.data or row.position)
    return form_page(
        form,
        lambda: planning.change_item(id, form.version.data, *typed, **now()),
        _("The agenda is changed."),
        url_for(".show", id=row.meeting_id),
        title=_("Change a point"),
        button=_("Save"),
        breadcrumb=trail(row.meeting),
    )


@bp.post("/meetings/points/<id:id>/removal")
def remove(id):
    form, row = VersionForm(), rows.item(id)
    planning.remove(id, form.version.data, by=current, at=clock.now())
    flash(_("The point is off the agenda."), "success")
    return redirect(url_for(".show", id=row.meeting_id))
