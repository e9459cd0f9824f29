"""The list of all exceptions, and the file to take along."""

from flask import (
    Response,
    abort,
    render_template,
    request,
)

from secaudit.accounts.forms import EmptyForm
from secaudit.accounts.gate import current
from secaudit.calendar import clock
from secaudit.exceptions.listing import VIEWS, as_table, chosen
from secaudit.exceptions.views import bp
from secaudit.journal.actions import record, transaction
from secaudit.web.language import language
from secaudit.web.spreadsheets import as_csv, as_xlsx

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@bp.get("")
def index():
    found = chosen(request.args, current, clock.today())
    return render_template("exceptions/index.html", found=found, views=VIEWS, form=EmptyForm())


@bp.post("/file")
def file():
    """The list as Excel or CSV; an entry of the journal."""
    kind, at = request.form.get("format", ""), clock.now()
    if kind not in TYPES:
        abort(400)
    table = as_table(chosen(request.form, current, clock.today()))
    content = (
        as_csv(table) if kind == "csv" else as_xlsx([table], at, {"title": table.title}, language())
    )
    with transaction():
        record(current, "export.exceptions", "exceptions", [], at=at, format=kind)
    response = Response(content, mimetype=TYPES[kind])
    response.headers.set(
        "Content-Disposition", "attachment", filename=f"secaudit-exceptions.{kind}"
    )
    return response
