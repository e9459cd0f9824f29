"""Controls of each article, and the regular review."""

import re
from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from secaudit.accounts.gate import current
from secaudit.accounts.saving import saved
from secaudit.calendar import clock
from secaudit.catalogue.views.reading import in_use
from secaudit.errors import Invalid
from secaudit.policies import actions, reading
from secaudit.policies.articles import Article, headed
from secaudit.policies.forms import LinksForm, ReviewForm
from secaudit.policies.models import Policy
from secaudit.policies.views import bp
from secaudit.policies.views.writing import form_page
from secaudit.web.language import called
from secaudit.web.problems import said

SEPARATORS = re.compile(r"[\s,、，・;；]+")


@bp.route("/<id:id>/links", methods=["GET", "POST"])
def links(id):
    """A line of ids for each article."""
    policy = reading.policy(id)
    found = linkable(policy)
    form = LinksForm(data={"seen": policy.version})
    typed, wrong = written(policy, found), {}
    if request.method == "POST" and form.validate():
        typed = {each.anchor: request.form.get(f"a-{each.anchor}", "")[:2000] for each in found}
        try:
            actions.link(
                id,
                form.seen.data,
                {anchor: ids_in(text) for anchor, text in typed.items()},
                {control.id for control in in_use().controls},
                by=current,
                at=clock.now(),
            )
        except Invalid as problem:
            wrong = {problem.field: said(problem)}
        else:
            flash(_("The controls of the articles are saved."), "success")
            return redirect(url_for(".show", id=id))
    return render_template(
        "policies/links.html", policy=policy, articles=found, form=form, typed=typed, wrong=wrong
    )


def linkable(policy: Policy) -> list[Article]:
    """The articles of what holds, of what will, or of the draft where there is nothing else."""
    chosen = (
        reading.in_force(policy, clock.today())
        or reading.newest_approved(policy)
        or reading.being_made(policy)
    )
    return headed(chosen.text) if chosen else []


def written(policy: Policy, found: list[Article]) -> dict[str, str]:
    return {each.anchor: ", ".join(policy.links.get(each.anchor, ())) for each in found}


def ids_in(text: str) -> list[str]:
    return [each.upper() for each in SEPARATORS.split(text) if each]


@bp.route("/<id:id>/review", methods=["GET", "POST"])
def review(id):
    policy = reading.policy(id)
    today = clock.today()
    usual = {"seen": policy.version, "on": today, "next_on": in_a_year(today)}
    form = ReviewForm(data=usual)
    done = saved(
        form,
        lambda: actions.record_review(
            id,
            form.seen.data,
            form.on.data,  # type: ignore[arg-type]
            form.next_on.data,  # type: ignore[arg-type]
            form.note.data or "",
            by=current,
            at=clock.now(),
            today=today,
        ),
    )
    if done:
        flash(_("The review is recorded."), "success")
        return redirect(url_for(".show", id=id))
    title = _("Review of %(name)s", name=called(policy))
    intro = _("Record here that the document was read and still fits. If not, write a new version.")
    return form_page(title, form, url_for(".show", id=id), _("Record the review"), intro=intro)


def in_a_year(today: date) -> date:
    return today.replace(year=today.year + 1, day=min(today.day, 28))
