"""The secretariat's pages: what is known of a document, and its text beside its preview."""

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _

from secaudit.accounts.gate import current
from secaudit.accounts.saving import saved
from secaudit.calendar import clock
from secaudit.errors import Conflict, Missing, Refused
from secaudit.people.reading import names
from secaudit.policies import actions, reading
from secaudit.policies.articles import articles, headed
from secaudit.policies.checking import faults, tidy
from secaudit.policies.forms import FactsForm, TextForm
from secaudit.policies.kinds import State
from secaudit.policies.models import Policy, PolicyVersion
from secaudit.policies.views import bp
from secaudit.web.language import called


@bp.route("/new", methods=["GET", "POST"])
def new():
    form = FactsForm()
    made = saved(form, lambda: actions.found_policy(form.facts(), by=current, at=clock.now()))
    if made:
        flash(_("The document is entered. Write its text next."), "success")
        return redirect(url_for(".edit", id=made.id))
    return form_page(_("New document"), form, url_for(".index"))


@bp.route("/<id:id>/facts", methods=["GET", "POST"])
def facts(id):
    policy = reading.policy(id)
    form = FactsForm(obj=policy, seen=policy.version)
    done = saved(
        form,
        lambda: actions.change_facts(id, form.seen.data, form.facts(), by=current, at=clock.now()),
    )
    if done:
        flash(_("The entry is changed."), "success")
        return redirect(url_for(".show", id=id))
    return form_page(_("Entry of %(name)s", name=called(policy)), form, url_for(".show", id=id))


def form_page(title: str, form, cancel: str, button: str = "", **options):
    return render_template(
        "form.html",
        title=title,
        form=form,
        button=button or _("Save"),
        cancel=cancel,
        breadcrumb=[(_("City rules"), url_for(".index"))],
        **options,
    )


@bp.route("/<id:id>/edit", methods=["GET", "POST"])
def edit(id):
    """Preview and save are buttons of one form; the preview needs no script."""
    policy = reading.policy(id)
    draft = reading.being_made(policy)
    if draft and draft.state == State.REQUESTED:
        flash(_("It waits for approval. Take it back before you change it."), "warning")
        return redirect(url_for(".version", id=draft.id))
    form = TextForm(obj=draft, data=beginning(policy, draft))
    if not form.validate_on_submit() or request.form.get("do") == "preview":
        return text_page(policy, form)
    return save(policy, form)


def beginning(policy: Policy, draft: PolicyVersion | None) -> dict:
    """A new version begins with the text of the last one."""
    if draft:
        return {"seen": draft.version}
    last = reading.newest_approved(policy)
    return {"seen": 0, "text": last.text if last else ""}


def save(policy: Policy, form: TextForm):
    try:
        draft = actions.save_draft(
            policy.id, form.seen.data, form.text.data, form.note.data, by=current, at=clock.now()
        )
    except Conflict as problem:
        return conflict_page(policy, form, problem)
    except Refused:
        raise Missing() from None
    flash(_("The draft is saved."), "success")
    if faults(draft.text):
        return redirect(url_for(".edit", id=policy.id))
    return redirect(url_for(".version", id=draft.id))


def conflict_page(policy: Policy, form: TextForm, problem: Conflict):
    """Both texts. Saving again from here takes this one, and says so."""
    draft = reading.being_made(policy)
    form.seen.data = draft.version if draft else 0
    who = names([draft.authors[-1]]) if draft and draft.authors else {}
    theirs = {
        "text": problem.theirs,
        "who": called(next(iter(who.values()), None)),
        "draft": draft,
    }
    return text_page(policy, form, theirs=theirs), 409


def text_page(policy: Policy, form: TextForm, **options):
    text = tidy(form.text.data or "")
    last = reading.newest_approved(policy)
    return render_template(
        "policies/edit.html",
        policy=policy,
        form=form,
        parts=articles(text),
        faults=faults(text) if text else [],
        lost=lost_links(policy, text),
        last=last,
        **options,
    )


def lost_links(policy: Policy, text: str) -> dict[str, list[str]]:
    """Articles with controls that the text no longer has: those links would lead nowhere."""
    there = {article.anchor for article in headed(text)}
    return {anchor: ids for anchor, ids in policy.links.items() if anchor not in there}


@bp.post("/preview")
def preview():
    """For the script of the editing page: the text as it will look, and what is wrong in it."""
    text = tidy(request.form.get("text", "")[:500_000])
    found = faults(text) if text else []
    html = render_template("policies/_preview.html", parts=articles(text), faults=found)
    return jsonify(html=html)
