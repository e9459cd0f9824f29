"""The fact check, and everything that is decided with a few words."""

from dataclasses import dataclass

from flask import redirect, render_template, url_for
from flask_babel import gettext as _

from secaudit.accounts.gate import current
from secaudit.accounts.saving import doing, tried
from secaudit.calendar import clock
from secaudit.database import db
from secaudit.errors import N_, Invalid, Missing
from secaudit.findings import reading
from secaudit.findings.actions import checking, mending, recording, verifying
from secaudit.findings.forms.facts import fact_check_form
from secaudit.findings.forms.fields import long_text
from secaudit.findings.sight import sight_of
from secaudit.findings.views import bp
from secaudit.findings.views.finding import back_to, finding_or_404
from secaudit.web.fields import VersionForm
from secaudit.web.problems import said


@dataclass(frozen=True)
class Wording:
    """A page that asks for a few words before something is done."""

    title: str
    label: str
    button: str
    done: str
    missing: str
    explains: str = ""
    kind: str = "primary"


WORDINGS = {
    "discard": Wording(
        N_("Drop the draft"), N_("Why it is dropped"), N_("Drop the draft"),
        N_("The draft is dropped. Its number is not used again."),
        N_("Say why the draft is dropped."),
        N_("The department never learns of it. The draft stays on record with its number."),
        "danger",
    ),
    "drop": Wording(
        N_("Drop the finding"), N_("Why it is dropped"), N_("Drop the finding"),
        N_("The finding is dropped. Its number is not used again."),
        N_("Say why the finding is dropped."),
        N_("It will not be in the report. It stays on record with the department's words."),
        "danger",
    ),
    "uphold": Wording(
        N_("Uphold the finding"), N_("Why the finding stands"), N_("Uphold the finding"),
        N_("The finding stands. The objection stays on record beside it."),
        N_("Say why the finding stands in spite of the objection."),
        N_("The department reads this beside its objection."),
    ),
    "return_plan": Wording(
        N_("Return the plan"), N_("What the plan lacks"), N_("Return the plan"),
        N_("The plan is returned. The finding waits for another."),
        N_("Say what the plan lacks."),
    ),
    "reopen": Wording(
        N_("Send back: not mended yet"), N_("What is still missing"), N_("Send back"),
        N_("The finding is with the department again."),
        N_("Say what is still missing."),
    ),
    "reply": Wording(
        N_("Reply to the observation"), N_("Your reply"), N_("Send the reply"),
        N_("The reply is on record and the observation is closed."),
        N_("Write your reply."),
        N_("An observation needs one reply. With it, the finding is closed."),
    ),
}  # fmt: skip


def words_form(wording: Wording) -> VersionForm:
    fields = {"words": long_text(_(wording.label), _(wording.missing))}
    return type("WordsForm", (VersionForm,), fields)()


def with_words(id: int, what: str, action):
    """Ask for the words, then do it."""
    finding, wording = finding_or_404(id), WORDINGS[what]
    form = words_form(wording)
    if not form.is_submitted():
        form.version.data = finding.version

    def do():
        try:
            action(finding, form.words.data, form.version.data or 0, **doing())
        except Invalid as problem:
            raise Invalid(problem.message, field="words", **problem.params) from problem

    if tried(form, do):
        return back_to(finding, _(wording.done))
    return render_template("findings/words.html", form=form, finding=finding, wording=wording)


@bp.route("/findings/<id:id>/discarding", methods=["GET", "POST"])
def discard(id):
    return with_words(id, "discard", recording.discard)


@bp.route("/findings/<id:id>/dropping", methods=["GET", "POST"])
def drop(id):
    return with_words(id, "drop", checking.drop)


@bp.route("/findings/<id:id>/upholding", methods=["GET", "POST"])
def uphold(id):
    return with_words(id, "uphold", checking.uphold)


@bp.route("/findings/<id:id>/plan/return", methods=["GET", "POST"])
def return_plan(id):
    return with_words(id, "return_plan", mending.return_plan)


@bp.route("/findings/<id:id>/reopening", methods=["GET", "POST"])
def reopen(id):
    return with_words(id, "reopen", verifying.reopen)


@bp.route("/findings/<id:id>/reply", methods=["GET", "POST"])
def reply(id):
    return with_words(id, "reply", mending.reply)


@bp.get("/findings/<id:id>/fact-check")
def fact_check(id):
    """The head checks all findings of one audit together."""
    return redirect(url_for(".fact_checks", id=finding_or_404(id).paper_id, _anchor=f"f{id}"))


@bp.route("/fact-checks/<id:id>", methods=["GET", "POST"])
def fact_checks(id):
    findings = checked_by_me(id)
    form = fact_check_form(findings)
    if form.validate_on_submit() and answered(form, findings):
        return redirect(url_for(".fact_checks", id=id))
    return render_template("findings/fact_check.html", form=form, findings=findings, paper=id)


def checked_by_me(paper: int):
    """What of this paper is in fact check; where nothing ever was, the paper is not there."""
    on = clock.today()
    sight = sight_of(current, on)
    findings = [each for each in reading.in_fact_check(paper) if sight.whole(each)]
    if not findings and not reading.known_of_paper(paper, sight):
        raise Missing()
    return findings


def answered(form, findings) -> bool:
    """All the answers that were given, or none of them; True where something was done."""
    given = [each for each in findings if form[f"reply_{each.id}"].data]
    if not given:
        form.form_errors = [*form.form_errors, _("Choose an answer for at least one finding.")]
        return False
    try:
        with db.atomic():
            for finding in given:
                answer(form, finding)
    except Invalid:
        return False
    return True


def answer(form, finding) -> None:
    words = form[f"words_{finding.id}"]
    version = form[f"version_{finding.id}"].data or ""
    act = checking.dispute if form[f"reply_{finding.id}"].data == "disputed" else checking.agree
    try:
        act(finding, words.data or "", int(version) if version.isdigit() else 0, **doing())
    except Invalid as problem:
        words.errors = [*words.errors, said(problem)]
        raise
