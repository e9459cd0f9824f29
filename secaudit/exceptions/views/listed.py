"""The list of all exceptions, and the file to take along."""

from flask import (
    render_template,
    request,
)

from secaudit.accounts.forms import EmptyForm
from secaudit.accounts.gate import current
from secaudit.calendar import clock
from secaudit.documents.lists import handed_out
from secaudit.exceptions.listing import VIEWS, as_table, chosen
from secaudit.exceptions.views import bp


@bp.get("")
def index():
    found = chosen(request.args, current, clock.today())
    return render_template("exceptions/index.html", found=found, views=VIEWS, form=EmptyForm())


@bp.post("/file")
def file():
    """The list as Excel or CSV; an entry of the journal."""
    table = as_table(chosen(request.form, current, clock.today()))
    return handed_out("exceptions", table, request.form.get("format", ""), current)
