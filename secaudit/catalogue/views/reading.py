"""Finding and reading the controls."""

from flask import abort, current_app, render_template, request

from secaudit.catalogue.comparing import history
from secaudit.catalogue.controls import Catalogue, Control
from secaudit.catalogue.grouping import CHAPTER, groups
from secaudit.catalogue.installed import InForce, in_force
from secaudit.catalogue.search import mapped, matching
from secaudit.catalogue.views import bp, told_elsewhere
from secaudit.catalogue.views.editions import NOW, stored_editions
from secaudit.web.language import in_my_language

FILTERS = {  # what can be ticked → which controls stay
    "core": lambda control, _found: bool(control.core),
    "required": lambda control, _found: control.required,
    "own": lambda control, found: changed_here(control, found),
}


def here() -> InForce:
    """The catalogue of this installation with the city's own rules, as the files say today."""
    return in_force(current_app.config)


def in_use() -> Catalogue:
    return here().catalogue


def changed_here(control: Control, found: InForce) -> bool:
    """Whether the control, or something in it, is the city's own."""
    origin = found.origin(control.id)
    return origin["control"] == "local" or bool(origin["fields"])


@bp.get("")
def index():
    """By chapter or by a framework; all of it, or only what matches."""
    found, query = here(), request.args.get("q", "")[:100]
    catalogue = found.catalogue
    framework, target = request.args.get("framework", ""), request.args.get("target", "")
    chosen = {name for name in FILTERS if request.args.get(name)}
    controls = matching(catalogue, query)
    if framework and target:
        controls = [c for c in controls if c in set(mapped(catalogue, framework, target))]
    controls = [c for c in controls if all(FILTERS[name](c, found) for name in chosen)]
    by = request.args.get("by", CHAPTER)
    return render_template(
        "catalogue/index.html",
        catalogue=catalogue,
        in_force=found,
        by=by if by in {each.id for each in catalogue.frameworks} else CHAPTER,
        groups=groups(catalogue, controls, by),
        found=controls,
        query=query,
        chosen=chosen,
        own_ids={c.id for c in controls if changed_here(c, found)}
        if not found.local.is_empty
        else set(),
        framework=next((f for f in catalogue.frameworks if f.id == framework), None),
        target=target,
    )


@bp.get("/<id>")
def control(id):
    found = here()
    catalogue = found.catalogue
    if id not in catalogue:
        abort(404)
    chosen = catalogue.control(id)
    ids = [c.id for c in catalogue.controls]
    at = ids.index(id) if id in ids else None
    return render_template(
        "catalogue/control.html",
        catalogue=catalogue,
        control=chosen,
        origin=found.origin(id),
        notes=[note for note in found.notes if note.id == id],
        chapter=catalogue.chapter(chosen.chapter),
        frameworks={f.id: f for f in catalogue.frameworks},
        gates={g.id: g for g in catalogue.gates},
        roles={r.code: r for r in catalogue.roles},
        before=ids[at - 1] if at else None,
        after=ids[at + 1] if at is not None and at + 1 < len(ids) else None,
        history=history(id, [*stored_editions(), (NOW, catalogue)]),
        told_elsewhere=[tell(id) for tell in told_elsewhere],
        in_my_language=in_my_language,
    )
