"""All meetings, one of them, when and where."""

from flask import render_template, url_for
from flask_babel import gettext as _

from secaudit.access.roles import Role
from secaudit.accounts.saving import form_page
from secaudit.calendar import clock
from secaudit.meetings import reading, rows
from secaudit.meetings.actions import planning
from secaudit.meetings.forms import WhenForm
from secaudit.meetings.kinds import USUAL_MEMBERS, Progress
from secaudit.meetings.members import members
from secaudit.meetings.views import bp
from secaudit.meetings.views.words import now, trail
from secaudit.people.reading import names


@bp.get("/meetings")
def index():
    """Every meeting, the next one on top; and how the decisions of the last ones get on."""
    on = clock.today()
    return render_template(
        "meetings/index.html",
        rows=rows.all_meetings(),
        next=reading.next_meeting(on),
        open=rows.all_actions(Progress.OPEN, Progress.REPORTED),
        on=on,
    )


@bp.get("/meetings/<id:id>")
def show(id):
    row, on = rows.meeting(id), clock.today()
    minutes = rows.minutes_of(row)
    points = reading.agenda(id)
    decided = rows.resolutions_of(point.id for point in points)
    written = [*minutes, *(each for several in decided.values() for each in several)]
    return render_template(
        "meetings/show.html",
        row=row,
        on=on,
        points=points,
        items={item.id: item for item in rows.items_of(row)},
        minutes=minutes,
        decided=decided,
        members=members(row.members, row.on),
        people=names({each.by_id for each in written if each.by_id} | {row.closed_by_id or 0}),
        late=[a for p in points for a in p.actions if a.is_late(on)],
    )


def when_form(data: dict) -> WhenForm:
    form = WhenForm(data=data)
    form.members.offer((role.value, _(role.label)) for role in Role)
    form.members.flags.required = True
    return form


@bp.route("/meetings/new", methods=["GET", "POST"])
def new():
    form = when_form({"version": 0, "members": [role.value for role in USUAL_MEMBERS]})
    return form_page(
        form,
        lambda: planning.plan(form.when(), **now()),
        _("Planned. Put points on its agenda."),
        url_for(".index"),
        title=_("Plan a meeting"),
        button=_("Plan the meeting"),
        breadcrumb=[(_("Meetings of the committee"), url_for(".index"))],
    )


@bp.route("/meetings/<id:id>/when", methods=["GET", "POST"])
def edit(id):
    row = rows.meeting(id)
    form = when_form(dict(row.__data__))
    return form_page(
        form,
        lambda: planning.change(id, form.version.data, form.when(), **now()),
        _("The meeting is changed."),
        url_for(".show", id=id),
        title=_("Change day, place or members"),
        button=_("Save"),
        breadcrumb=trail(row),
    )


@bp.get("/meetings/actions")
def actions():
    """Everything that was agreed and how far it is, the one due first on top."""
    return render_template("meetings/actions.html", rows=rows.all_actions(), on=clock.today())
