"""The handover sheet of a person, and passing on what was given to them by name."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from secaudit.accounts.gate import current, opens
from secaudit.accounts.saving import saved
from secaudit.audits.reading import auditors
from secaudit.calendar import clock
from secaudit.errors import Missing
from secaudit.handover import actions
from secaudit.handover.bound import Bound, What, bound_to, counted, stranded
from secaudit.handover.forms import PassForm
from secaudit.handover.paper import as_paper, sheet
from secaudit.handover.parts import Asked, asked, words_of
from secaudit.handover.preview import what_passes
from secaudit.handover.succeeding import posts_to_hand_over, successors_of
from secaudit.journal.actions import record, transaction
from secaudit.organisation.reading import tree
from secaudit.people.models import Assignment, Person
from secaudit.people.reading import current_posts, posts_of_unit
from secaudit.selfcheck.charges import colleagues
from secaudit.web.attachments import attached
from secaudit.web.language import called

bp = Blueprint("handover", __name__)
bp.add_app_template_global(what_passes)


@bp.app_template_global("handover_of")
def handover_of(person: int) -> Markup:
    """On a person's page: how much is bound to them by name, and the way to hand it over."""
    numbers = counted([person]).get(person, {})
    page = render_template("handover/_of_person.html", person=person, count=sum(numbers.values()))
    return Markup(page)


def found(id: int) -> Person:
    """The person, where the reader is they themselves, or looks after people or audits, or heads
    their department."""
    person = Person.get_or_none(Person.id == id)
    if person is None or not reads(person):
        raise Missing()
    return person


def reads(person: Person) -> bool:
    if current.person == person.id or opens("handover.index"):
        return True
    offices, posts = tree(clock.today()), posts_to_hand_over(person, clock.today())
    return any(
        current.may("share sheets", within=offices.above(post.unit_id))
        for post in posts
        if post.unit_id
    )


def given_of(person: Person) -> tuple[Asked, dict[int, list[Assignment]]]:
    on = clock.today()
    posts = posts_to_hand_over(person, on)
    given = asked(person, posts, bound_to(person.id, on), current, on)
    return given, successors_of(posts, on)


@bp.get("/handover")
def index():
    """People who hold no post any more and to whom something is still bound."""
    people = stranded(clock.today())
    return render_template(
        "handover/index.html",
        people=people,
        numbers=counted({person.id for person in people}),
        kinds=list(What),
    )


@bp.get("/people/<id:id>/handover")
def show(id):
    return page(found(id))


def page(person: Person, form: PassForm | None = None):
    given, successors = given_of(person)
    mine = [each for each in given.bound if actions.may_pass(current, each)]
    shown = render_template(
        "handover/show.html",
        person=person,
        letter=sheet(given, successors),
        form=form or pass_form(given, successors, mine),
        mine=mine,
        others=len(bound_to(person.id, given.on)) - len(mine),
    )
    return (shown, 400) if form and form.errors else shown


def pass_form(given: Asked, successors: dict[int, list[Assignment]], mine: list[Bound]) -> PassForm:
    form = PassForm()
    form.chosen.choices = [(b.key, f"{_(b.what.label)}: {words_of(b)}") for b in mine]
    form.to.choices = [("", _("Choose to whom.")), *candidates(given, successors, mine)]
    if not form.is_submitted():
        form.chosen.data = [each.key for each in mine]
    return form


def candidates(
    given: Asked, successors: dict[int, list[Assignment]], mine: list[Bound]
) -> list[tuple[str, str]]:
    """Successors first, then colleagues of the departments concerned, then auditors."""
    people = [post.person for post in given.posts for post in successors.get(post.id, [])]
    for each in mine:
        if each.what in (What.SECTION, What.QUESTION):
            people += [post.person for post in colleagues(each.row.sheet, given.on)]
    for post in given.posts:
        people += [p.person for p in posts_of_unit(post.unit_id, given.on)] if post.unit_id else []
    if any(each.what.of_audit for each in mine):
        people += [person for person, _roles in auditors(given.on)]
    others = {str(p.id): p for p in people if p.id != given.person.id and p.left_on is None}
    titles = current_posts({int(id) for id in others}, given.on)
    return [(id, with_title(person, titles[int(id)])) for id, person in others.items()]


def with_title(person: Person, posts: list[Assignment]) -> str:
    title = next((post.title for post in posts if post.title), "")
    return f"{called(person)}　{title}".strip()


@bp.post("/people/<id:id>/handover")
def pass_on(id):
    person = found(id)
    given, successors = given_of(person)
    mine = [each for each in given.bound if actions.may_pass(current, each)]
    form = pass_form(given, successors, mine)

    def act():
        to = Person.get_by_id(int(form.to.data))
        what = form.chosen.data or []
        return actions.pass_on(person, to, what, by=current, at=clock.now(), on=clock.today())

    passed = saved(form, act)
    if not passed:
        return page(person, form)
    flash(
        ngettext("%(num)s matter is passed on.", "%(num)s matters are passed on.", len(passed)),
        "success",
    )
    return redirect(url_for(".show", id=id))


@bp.get("/people/<id:id>/handover/pdf")
def pdf(id):
    person = found(id)
    given, successors = given_of(person)
    paper = as_paper(given, successors, clock.now())
    with transaction():
        record(current, "export.handover", person, at=clock.now())
    return attached(paper.pdf, f"handover-{person.number}.pdf")
