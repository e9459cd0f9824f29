from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from secaudit.access.roles import LABELS, Role
from secaudit.accounts.forms import EmptyForm
from secaudit.accounts.gate import current, needs_step_up
from secaudit.accounts.models import Account
from secaudit.accounts.saving import saved
from secaudit.calendar import clock
from secaudit.directory.actions import take_on
from secaudit.directory.fields import offices
from secaudit.directory.forms.people import (
    ONE_DAY,
    LastDayForm,
    PersonChangeForm,
    PersonForm,
    PostForm,
)
from secaudit.errors import Missing
from secaudit.organisation.models import System
from secaudit.organisation.reading import last_names
from secaudit.people import actions
from secaudit.people.models import Assignment, Person
from secaudit.people.reading import current_posts, matching, posts_of
from secaudit.web.addresses import row_number
from secaudit.web.language import called

bp = Blueprint("people", __name__, url_prefix="/people")
PAGE = 100


def existing(id: int) -> Person:
    person = Person.get_or_none(Person.id == id)
    if person is None:
        raise Missing()
    return person


def form_page(title: str, form, button: str, person: Person | None = None, **options):
    pages = [(called(person), url_for(".show", id=person.id))] if person else []
    return render_template(
        "form.html",
        title=title,
        form=form,
        button=button,
        cancel=url_for(".show", id=person.id) if person else url_for(".index"),
        breadcrumb=[(_("People"), url_for(".index")), *pages],
        **options,
    )


@bp.get("")
def index():
    query = request.args.get("q", "")[:100]
    role = next((role for role in Role if role == request.args.get("role")), None)
    unit, left = row_number(request.args.get("unit")), bool(request.args.get("left"))
    on = clock.today()
    found = matching(query, on, role=role, unit=unit, left=left)
    pages = max(1, -(-len(found) // PAGE))
    page = min(row_number(request.args.get("page")) or 1, pages)
    shown = found[(page - 1) * PAGE : page * PAGE]
    posts = current_posts({person.id for person in shown}, on)
    units = {post.unit_id for held in posts.values() for post in held if post.unit_id}
    filters: dict[str, Any] = {"q": query, "role": role, "unit": unit, "left": 1 if left else None}
    return render_template(
        "directory/people.html",
        people=shown,
        count=len(found),
        posts=posts,
        names=last_names(units),
        roles=LABELS,
        offices=list(offices(on, none=_("(all)"))),
        filters=filters,
        page=page,
        pages=pages,
        address=url_for(".index", **{k: v for k, v in filters.items() if v}),
    )


@bp.get("/<id:id>")
def show(id):
    person = existing(id)
    posts = posts_of(person)
    return render_template(
        "directory/person.html",
        person=person,
        posts=posts,
        names=last_names({post.unit_id for post in posts if post.unit_id}),
        systems={row.id: row for row in System.select()},
        account=Account.get_or_none(Account.person == person),
        on=clock.today(),
        own=current.person == id,
        last_day=lambda until: until - ONE_DAY if until else None,
    )


@bp.route("/new", methods=["GET", "POST"])
def new():
    form = PersonForm()
    made = saved(form, lambda: take_on(**form.words(), by=current, at=clock.now()))
    if made:
        flash(_("%(name)s is entered. Add the posts.", name=called(made)), "success")
        return redirect(url_for(".show", id=made.id))
    return form_page(_("New person"), form, _("Save"))


@bp.route("/<id:id>/edit", methods=["GET", "POST"])
def edit(id):
    person = existing(id)
    form = PersonChangeForm(obj=person, seen=person.version)
    done = saved(
        form,
        lambda: actions.change_person(
            id, **form.words(), version=form.seen.data, by=current, at=clock.now()
        ),
    )
    if done:
        flash(_("Saved."), "success")
        return redirect(url_for(".show", id=id))
    return form_page(_("Change %(name)s", name=called(person)), form, _("Save"), person)


@bp.route("/<id:id>/posts/new", methods=["GET", "POST"])
def new_assignment(id):
    person = existing(id)
    if again := needs_step_up():
        return again
    form = PostForm(clock.today(), systems_to_choose(), posts_to_choose(id))
    done = saved(form, lambda: actions.assign(id, **form.words(), by=current, at=clock.now()))
    if done:
        flash(_("The post is entered."), "success")
        return redirect(url_for(".show", id=id))
    return form_page(_("New post for %(name)s", name=called(person)), form, _("Save"), person)


def systems_to_choose() -> list[tuple[int, str]]:
    open_ones = System.select().where(System.closed_on.is_null()).order_by(System.code)
    return [(row.id, f"{called(row)}（{row.code}）") for row in open_ones]


def posts_to_choose(but: int) -> list[tuple[int, str]]:
    """Posts in which somebody can be stood in for: of heads and others who decide."""
    deciding = (Role.CISO, Role.CHIEF, Role.DIR, Role.MGR, Role.AUDITLEAD, Role.SECR)
    rows = (
        Assignment.select(Assignment, Person)
        .join(Person)
        .where(
            Assignment.role.in_([role.value for role in deciding])
            & Assignment.acting_for.is_null()
            & (Assignment.person != but)
            & (Assignment.valid_to.is_null() | (Assignment.valid_to > clock.today()))
        )
        .order_by(Assignment.id)
    )
    return [(row.id, f"{called(row.person)} {row.title or _(row.role.label)}") for row in rows]


@bp.route("/posts/<id:id>/end", methods=["GET", "POST"])
def end_assignment(id):
    post = Assignment.get_or_none(Assignment.id == id)
    if post is None:
        raise Missing()
    if again := needs_step_up():
        return again
    form = LastDayForm(data={"seen": post.version})
    done = saved(
        form,
        lambda: actions.end_assignment(
            id,
            form.day_after(),
            version=form.seen.data,
            reason=form.reason.data,
            by=current,
            at=clock.now(),
        ),
    )
    if done:
        flash(_("The post ends."), "success")
        return redirect(url_for(".show", id=post.person_id))
    title = _("End the post %(role)s", role=post.title or _(post.role.label))
    return form_page(title, form, _("End the post"), post.person, kind="danger")


@bp.route("/<id:id>/departure", methods=["GET", "POST"])
def departure(id):
    person = existing(id)
    form = LastDayForm(data={"seen": person.version})
    done = saved(
        form,
        lambda: actions.leave(
            id, form.day_after(), reason=form.reason.data, by=current, at=clock.now()
        ),
    )
    if done:
        flash(_("Entered. All posts end on that day, and signing in with them."), "success")
        return redirect(url_for(".show", id=id))
    title = _("%(name)s leaves", name=called(person))
    return form_page(title, form, _("Save"), person, kind="danger")


@bp.post("/<id:id>/return")
def comeback(id):
    existing(id)
    if EmptyForm().validate_on_submit():
        actions.come_back(id, by=current, at=clock.now())
        flash(_("Entered. Add the posts."), "success")
    return redirect(url_for(".show", id=id))
