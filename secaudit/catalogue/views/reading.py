"""Finding and reading the controls."""

from functools import partial
from typing import Any

from flask import abort, current_app, render_template, request, url_for

from secaudit.catalogue import browsing
from secaudit.catalogue.browsing import changed_here
from secaudit.catalogue.comparing import history
from secaudit.catalogue.controls import Catalogue
from secaudit.catalogue.grouping import CHAPTER, groups
from secaudit.catalogue.installed import InForce, in_force
from secaudit.catalogue.search import matching
from secaudit.catalogue.views import bp, known_elsewhere, told_elsewhere
from secaudit.catalogue.views.editions import NOW, stored_editions
from secaudit.metrics.table import formula
from secaudit.web.language import in_my_language


def here() -> InForce:
    """The catalogue of this installation with the city's own rules, as the files say today."""
    return in_force(current_app.config)


def in_use() -> Catalogue:
    return here().catalogue


@bp.get("")
def index():
    """By chapter or by a framework; all of it, or only what matches."""
    found, query = here(), request.args.get("q", "")[:100]
    catalogue = found.catalogue
    known = known_elsewhere[0](catalogue) if known_elsewhere else browsing.NOTHING_KNOWN
    framework, target = request.args.get("framework", ""), request.args.get("target", "")
    names = {name for name in browsing.CHOICES if request.args.get(name)}
    role = request.args.get("role", "")
    role = role if role in {each.code for each in catalogue.roles} else ""
    matched = matching(catalogue, query)
    if framework and target:
        matched = [c for c in matched if target in c.mappings.get(framework, ())]
    controls = browsing.chosen(matched, names, role, found, known)
    by = request.args.get("by", CHAPTER)
    whole = {group.id: group.controls for group in groups(catalogue, catalogue.controls, by)}
    return render_template(
        "catalogue/index.html",
        catalogue=catalogue,
        in_force=found,
        by=by if by in {each.id for each in catalogue.frameworks} else CHAPTER,
        groups=groups(catalogue, controls, by),
        found=controls,
        query=query,
        known=known,
        rate_of=lambda group: known.rate(*(each.id for each in whole[group.id])),
        chips=browsing.chips(matched, names, role, found, known),
        roles=browsing.role_chips(catalogue, matched, names, role, found, known),
        titles={each.code: each.title for each in catalogue.roles},
        own_ids={c.id for c in controls if changed_here(c, found)},
        framework=next((f for f in catalogue.frameworks if f.id == framework), None),
        target=target,
        formula=formula("implementation_rate"),
        address=partial(address, request.args.to_dict()),
    )


KEPT = ("q", "by", "framework", "target", "role", *browsing.CHOICES)


def address(args: dict[str, str], **changes: str) -> str:
    """This page with one choice changed; an empty one is left out."""
    wanted = {name: args.get(name, "") for name in KEPT} | changes
    chosen: Any = {name: value for name, value in wanted.items() if value}
    return url_for("catalogue.index", **chosen)


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
