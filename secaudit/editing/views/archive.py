"""The folder as a ZIP, and back."""

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _

from secaudit.accounts.gate import current
from secaudit.accounts.saving import put_beside_field
from secaudit.calendar import clock
from secaudit.catalogue.problems import Problem
from secaudit.editing import actions
from secaudit.editing.archives import MOST_BYTES, packed, unpacked
from secaudit.editing.files import Files
from secaudit.editing.folder import read_folder
from secaudit.editing.forms import ArchiveForm
from secaudit.editing.views import bp
from secaudit.editing.views.context import Here
from secaudit.errors import Invalid, Refused
from secaudit.web.attachments import attached
from secaudit.web.problems import said


@bp.get("/folder.zip", endpoint="export")
def export():
    return attached(packed(read_folder(Here().folder)), "controls.zip")


@bp.route("/import", methods=["GET", "POST"], endpoint="read_in")
def read_in():
    """Checked at once; what is good waits on its own page with its effects."""
    form, here = ArchiveForm(), Here()
    problems: tuple[Problem, ...] = ()
    if form.validate_on_submit():
        try:
            files = unpacked(sent())
            problems = here.judged(files).problems
            if not problems:
                return redirect(url_for(".release", id=kept(files, here).id))
            form.file.errors = [_("The files have %(count)s problems.", count=len(problems))]
        except Invalid as problem:
            put_beside_field(form, problem)
        except Refused as problem:
            form.form_errors.append(said(problem))
    return render_template("editing/import.html", form=form, problems=problems)


def sent() -> bytes:
    file = request.files.get("file")
    return file.read(MOST_BYTES + 1) if file else b""


def kept(files: Files, here: Here):
    return actions.read_in(
        files,
        now=here.files,
        before=here.catalogue,
        shipped=here.shipped,
        by=current,
        at=clock.now(),
    )
