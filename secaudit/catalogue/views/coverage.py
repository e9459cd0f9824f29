"""What the catalogue covers of a law or standard: page, workbook, and for scripts."""

from flask import abort, jsonify, render_template, request
from flask_babel import gettext as _

from secaudit.calendar import clock
from secaudit.catalogue.controls import Framework
from secaudit.catalogue.coverage import Covered, coverage
from secaudit.catalogue.views import bp
from secaudit.catalogue.views.reading import in_use
from secaudit.web.attachments import attached
from secaudit.web.language import in_my_language, language
from secaudit.web.spreadsheets import Table, as_xlsx


@bp.get("/frameworks")
def frameworks():
    """How much of each law and standard has a control, at a glance."""
    catalogue = in_use()
    rows = [(each, coverage(catalogue, each)) for each in catalogue.frameworks]
    return render_template("catalogue/frameworks.html", catalogue=catalogue, rows=rows)


@bp.get("/frameworks/<name>")
def framework(name):
    """What the catalogue covers of a law or standard, and what not."""
    chosen = _framework(name)
    return render_template(
        "catalogue/framework.html",
        catalogue=in_use(),
        framework=chosen,
        rows=coverage(in_use(), chosen),
        only=request.args.get("only", ""),
    )


def _framework(name: str) -> Framework:
    return next((each for each in in_use().frameworks if each.id == name), None) or abort(404)


@bp.get("/coverage.xlsx")
def coverage_xlsx():
    """All frameworks, a sheet each."""
    tables = [_table(each, coverage(in_use(), each)) for each in in_use().frameworks]
    return attached(as_xlsx(tables, clock.now(), language=language()), "coverage.xlsx")


def _table(framework: Framework, rows: list[Covered]) -> Table:
    covered = sum(bool(row.controls) for row in rows)
    return Table(
        in_my_language(framework.title),
        [_("Id"), _("Title"), _("Controls"), _("Number of controls")],
        [
            [row.target, in_my_language(row.title), ", ".join(row.controls), len(row.controls)]
            for row in rows
        ],
        notes=[
            _("%(covered)s of %(all)s ids have at least one control.", covered=covered, all=len(rows)),
            _("Edition of the catalogue: %(edition)s", edition=in_use().edition),
        ],
    )  # fmt: skip


@bp.get("/coverage.json")
def coverage_json():
    catalogue = in_use()
    return jsonify(
        catalogue=catalogue.id,
        edition=catalogue.edition,
        frameworks={each.id: plain(each, coverage(catalogue, each)) for each in catalogue.frameworks},
    )  # fmt: skip


def plain(framework: Framework, rows: list[Covered]) -> dict:
    return {
        "title": framework.title,
        "covered": sum(bool(row.controls) for row in rows),
        "all": len(rows),
        "targets": [
            {"id": row.target, "title": row.title, "controls": list(row.controls)} for row in rows
        ],
    }
