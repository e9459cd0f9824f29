from flask import Blueprint, abort, current_app, render_template, request

from secaudit.catalogue.controls import Catalogue
from secaudit.catalogue.coverage import coverage
from secaudit.catalogue.installed import current as catalogue_now
from secaudit.catalogue.search import mapped, matching
from secaudit.web.language import in_my_language

bp = Blueprint("catalogue", __name__, url_prefix="/controls")


def in_use() -> Catalogue:
    """The catalogue of this installation with the city's own rules, as the files say today."""
    return catalogue_now(current_app.config)


@bp.get("")
def index():
    """By chapter, or only what matches: words, a framework's id, the core set."""
    catalogue, query = in_use(), request.args.get("q", "")[:100]
    framework, target = request.args.get("framework", ""), request.args.get("target", "")
    core = bool(request.args.get("core"))
    found = matching(catalogue, query)
    if framework and target:
        found = [c for c in found if c in set(mapped(catalogue, framework, target))]
    if core:
        found = [c for c in found if c.core]
    ids = {control.id for control in found}
    chapters = [(ch, [c for c in ch.controls if c.id in ids]) for ch in catalogue.chapters]
    return render_template(
        "catalogue/index.html",
        catalogue=catalogue,
        chapters=[(chapter, controls) for chapter, controls in chapters if controls],
        found=found,
        query=query,
        core=core,
        framework=next((f for f in catalogue.frameworks if f.id == framework), None),
        target=target,
    )


@bp.get("/frameworks/<name>")
def framework(name):
    """What the catalogue covers of a law or standard, and what not."""
    catalogue = in_use()
    chosen = next((f for f in catalogue.frameworks if f.id == name), None) or abort(404)
    return render_template(
        "catalogue/framework.html",
        catalogue=catalogue,
        framework=chosen,
        rows=coverage(catalogue, chosen),
    )


@bp.get("/<id>")
def control(id):
    catalogue = in_use()
    if id not in catalogue:
        abort(404)
    chosen = catalogue.control(id)
    ids = [c.id for c in catalogue.controls]
    at = ids.index(id) if id in ids else None
    return render_template(
        "catalogue/control.html",
        catalogue=catalogue,
        control=chosen,
        chapter=catalogue.chapter(chosen.chapter),
        frameworks={f.id: f for f in catalogue.frameworks},
        gates={g.id: g for g in catalogue.gates},
        roles={r.code: r for r in catalogue.roles},
        before=ids[at - 1] if at else None,
        after=ids[at + 1] if at is not None and at + 1 < len(ids) else None,
        in_my_language=in_my_language,
    )
