from datetime import date
from typing import Any

from flask import render_template, request
from markupsafe import Markup

from secaudit.accounts.gate import current
from secaudit.calendar import clock
from secaudit.catalogue.views import told_elsewhere
from secaudit.catalogue.views.reading import in_use
from secaudit.decisions.reading import decisions_about
from secaudit.errors import Missing
from secaudit.people.reading import names
from secaudit.policies import reading
from secaudit.policies.articles import articles
from secaudit.policies.comparing import changes
from secaudit.policies.kinds import State
from secaudit.policies.models import Policy, PolicyVersion
from secaudit.policies.paper import policy_paper
from secaudit.policies.views import bp
from secaudit.web.addresses import row_number
from secaudit.web.attachments import attached


@bp.get("")
def index():
    """What holds today, what is being made, what must be looked at again."""
    today = clock.today()
    rows = [line(each, today) for each in reading.policies()]
    return render_template(
        "policies/index.html", rows=rows, overdue=reading.overdue_reviews(today), today=today
    )


def line(policy: Policy, today: date) -> dict[str, Any]:
    newest, held = reading.newest_approved(policy), reading.in_force(policy, today)
    return {
        "policy": policy,
        "held": held,
        "coming": newest if newest != held else None,
        "draft": reading.being_made(policy) if reading.sees_drafts(current) else None,
        "late": (today - policy.review_on).days if policy.review_on else 0,
    }


@bp.get("/<id:id>")
def show(id):
    """The version that holds today; else the next that will; else what is being made."""
    policy = reading.policy(id)
    chosen = reading.in_force(policy, clock.today()) or reading.newest_approved(policy)
    if chosen is None and reading.sees_drafts(current):
        chosen = reading.being_made(policy)
    return page(policy, chosen)


@bp.get("/versions/<id:id>")
def version(id):
    chosen = reading.version_for(current, id)
    return page(chosen.policy, chosen)


def page(policy: Policy, chosen: PolicyVersion | None):
    today = clock.today()
    versions = visible(policy)
    ids = {each.approved_by_id for each in versions} | {each.requested_by_id for each in versions}
    authors = {author for each in versions for author in each.authors}
    return render_template(
        "policies/show.html",
        policy=policy,
        version=chosen,
        parts=articles(chosen.text) if chosen else [],
        controls=linked(policy),
        versions=versions,
        held=reading.in_force(policy, today),
        draft=reading.being_made(policy) if reading.sees_drafts(current) else None,
        decisions=decisions_about(chosen) if chosen else [],
        people=names((ids | authors) - {None}),
        own=is_own(chosen),
        overdue=(today - policy.review_on).days if policy.review_on else 0,
        today=today,
    )


def is_own(chosen: PolicyVersion | None) -> bool:
    """Whether this person wrote in it or asked for it: then somebody else decides."""
    return chosen is not None and current.person in (*chosen.authors, chosen.requested_by_id)


def visible(policy: Policy) -> list[PolicyVersion]:
    """The history, newest first, as far as this person may read it."""
    everything = reading.sees_drafts(current)
    found = [
        each for each in reading.versions(policy) if everything or each.state == State.APPROVED
    ]
    return found[::-1]


def linked(policy: Policy) -> dict[str, list]:
    """Of each article the controls it is about, as far as the catalogue has them."""
    catalogue = in_use()
    return {
        anchor: [catalogue.control(id) for id in ids if id in catalogue]
        for anchor, ids in policy.links.items()
    }


@bp.get("/versions/<id:id>/changes", endpoint="changes")
def version_changes(id):
    """Word by word against the version before, or another one that is named."""
    after = reading.version_for(current, id)
    before = earlier(after)
    return render_template(
        "policies/changes.html",
        policy=after.policy,
        before=before,
        after=after,
        changed=changes(before.text if before else "", after.text),
        versions=[each for each in visible(after.policy) if each.id != after.id],
    )


def earlier(after: PolicyVersion) -> PolicyVersion | None:
    wanted = row_number(request.args.get("since"))
    if wanted is None:
        return reading.before(after)
    found = reading.version_for(current, wanted)
    if found.policy_id != after.policy_id:
        raise Missing()
    return found


@bp.get("/versions/<id:id>/pdf")
def pdf(id):
    """The A4 document with its contents and page numbers."""
    chosen = reading.version_for(current, id)
    paper = policy_paper(chosen, reading.in_force(chosen.policy, clock.today()), clock.now())
    return attached(paper.pdf, f"policy-{chosen.policy_id}-{chosen.number}.pdf")


def clauses_of(control: str) -> Markup:
    """On the page of a control: the articles of the city's rules that it comes from."""
    clauses = reading.clauses_about(control, clock.today())
    return Markup(render_template("policies/_clauses.html", clauses=clauses))


told_elsewhere.append(clauses_of)
