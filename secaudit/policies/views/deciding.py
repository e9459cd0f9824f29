"""Asking for approval, giving it, sending back, recording what was decided on paper."""

from datetime import date, timedelta

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from secaudit.accounts.gate import current
from secaudit.accounts.saving import saved
from secaudit.calendar import clock
from secaudit.policies import actions, reading
from secaudit.policies.comparing import changes
from secaudit.policies.forms import HashForm, PaperForm, RequestForm, SeenForm, WordsForm
from secaudit.policies.models import PolicyVersion
from secaudit.policies.views import bp
from secaudit.policies.views.writing import form_page, lost_links
from secaudit.web.language import called


@bp.route("/versions/<id:id>/request", methods=["GET", "POST"])
def request_approval(id):
    """From when it shall hold, by when it is looked at again, and what it changes."""
    version = reading.version(id)
    form = RequestForm(data={"seen": version.version, **usual_days(clock.today())})
    done = saved(
        form,
        lambda: actions.request_approval(
            id,
            form.seen.data,
            form.effective_on.data,  # type: ignore[arg-type]
            form.review_on.data,  # type: ignore[arg-type]
            by=current,
            at=clock.now(),
        ),
    )
    if done:
        flash(_("It waits for approval by somebody who did not write it."), "success")
        return redirect(url_for(".version", id=id))
    last = reading.before(version)
    return render_template(
        "policies/request.html",
        policy=version.policy,
        version=version,
        form=form,
        changed=changes(last.text if last else "", version.text),
        last=last,
        lost=lost_links(version.policy, version.text),
    )


def usual_days(today: date) -> dict[str, date]:
    """From tomorrow; looked at again a year later."""
    begin = today + timedelta(days=1)
    return {"effective_on": begin, "review_on": begin.replace(day=1, year=begin.year + 1)}


def heading(version: PolicyVersion) -> str:
    return _("%(name)s, version %(number)s", name=called(version.policy), number=version.number)


@bp.post("/versions/<id:id>/approve")
def approve(id):
    version = reading.version(id)
    form = checked(HashForm())
    actions.approve(id, form.hash.data, by=current, at=clock.now())
    flash(_("The version is approved."), "success")
    return redirect(url_for(".version", id=version.id))


def checked(form):
    if not form.validate_on_submit():
        abort(400)
    return form


@bp.route("/versions/<id:id>/return", methods=["GET", "POST"])
def send_back(id):
    version = reading.version(id)
    form = WordsForm(data={"seen": version.version})
    done = saved(
        form,
        lambda: actions.send_back(id, form.seen.data, form.words.data, by=current, at=clock.now()),
    )
    if done:
        flash(_("It is sent back with your words."), "success")
        return redirect(url_for(".version", id=id))
    title = _("Not approved: %(what)s", what=heading(version))
    return form_page(title, form, url_for(".version", id=id), _("Send back"))


@bp.route("/versions/<id:id>/approval-on-paper", methods=["GET", "POST"])
def approve_on_paper(id):
    version = reading.version(id)
    form = PaperForm(hash=version.hash)
    done = saved(
        form,
        lambda: actions.approve_on_paper(
            id, form.hash.data, form.paper(), by=current, at=clock.now(), on=clock.today()
        ),
    )
    if done:
        flash(_("The decision is recorded. The version is approved."), "success")
        return redirect(url_for(".version", id=id))
    intro = _("Copy what stands on the paper. Whoever asked for the decision cannot record it.")
    title = _("Approved on paper: %(what)s", what=heading(version))
    cancel = url_for(".version", id=id)
    return form_page(title, form, cancel, _("Record the decision"), intro=intro)


@bp.post("/versions/<id:id>/take-back")
def take_back(id):
    reading.version(id)
    form = checked(SeenForm())
    version = actions.take_back(id, form.seen.data, by=current, at=clock.now())
    flash(_("It is a draft again."), "success")
    return redirect(url_for(".edit", id=version.policy_id))


@bp.post("/versions/<id:id>/drop")
def drop(id):
    reading.version(id)
    form = checked(SeenForm())
    version = actions.drop(id, form.seen.data, by=current, at=clock.now())
    flash(_("The draft is dropped."), "success")
    return redirect(url_for(".show", id=version.policy_id))
