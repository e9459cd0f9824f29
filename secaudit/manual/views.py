"""The manual, read in the product. Everybody who has signed in reads all of it."""

from flask import Blueprint, render_template, request

from secaudit.accounts.gate import current
from secaudit.manual import pages
from secaudit.web.language import language

bp = Blueprint("manual", __name__, url_prefix="/manual")
LONGEST = 100  # of what is looked for


@bp.get("/")
def index():
    """The contents, the reader's own pages marked; or where the words looked for stand."""
    query = request.args.get("q", "").strip()[:LONGEST]
    return render_template(
        "manual/index.html",
        pages=pages.pages(language()),
        mine=pages.offered(current.roles),
        query=query,
        found=pages.found(query, language()),
    )


@bp.get("/<id>")
def show(id):
    return render_template("manual/show.html", page=pages.page(id, language()))
