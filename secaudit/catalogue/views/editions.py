"""Two editions side by side: the files of today, what comes with the product, what is stored."""

from flask import abort, current_app, render_template, request
from flask_babel import gettext as _

from secaudit.catalogue import comparing
from secaudit.catalogue.controls import Catalogue
from secaudit.catalogue.installed import in_force, pinned
from secaudit.catalogue.models import Edition
from secaudit.catalogue.views import bp

NOW, SHIPPED = "now", "shipped"


def editions() -> list[Edition]:
    """All that were ever published, in the order of time; without their content."""
    columns = (Edition.id, Edition.hash, Edition.label, Edition.effective_on, Edition.catalogue)
    return list(Edition.select(*columns).order_by(Edition.effective_on, Edition.id))


def stored_editions() -> list[tuple[str, Catalogue]]:
    return [(str(each.id), pinned(each)) for each in editions()]


def sources() -> list[tuple[str, str]]:
    """What can be compared, newest first: its key and how it is called."""
    found = in_force(current_app.config)
    named = [(NOW, _("As the files say today (%(edition)s)", edition=found.catalogue.edition))]
    if not found.local.is_empty:
        shipped = _("As it comes with the product (%(edition)s)", edition=found.shipped.edition)
        named.append((SHIPPED, shipped))
    for each in reversed(editions()):
        named.append(
            (str(each.id), _("Edition %(label)s, no. %(id)s", label=each.label, id=each.id))
        )
    return named  # fmt: skip


def catalogue_at(key: str) -> Catalogue:
    """The catalogue that such a key names; 404 where it names none."""
    found = in_force(current_app.config)
    if key in (NOW, SHIPPED):
        return found.catalogue if key == NOW else found.shipped
    if not key.isascii() or not key.isdecimal() or len(key) > 9:
        abort(404)
    return pinned(int(key))


def usual(known: list[tuple[str, str]]) -> tuple[str, str]:
    """The newest stored edition and today; the shipped and today where none is stored."""
    keys = [key for key, _label in known]
    return next((key for key in keys if key not in (NOW, SHIPPED)), keys[-1]), NOW


@bp.app_template_global()
def field_word(name: str) -> str:
    """What a part of a control is called."""
    return _(comparing.FIELDS.get(name, name))


@bp.get("/compare")
def compare():
    known = sources()
    old, new = usual(known)
    old, new = request.args.get("old", old), request.args.get("new", new)
    before, after = catalogue_at(old), catalogue_at(new)
    return render_template(
        "catalogue/compare.html",
        sources=known,
        old=old,
        new=new,
        before=before,
        after=after,
        found=comparing.changes(before, after),
        rewordings=lambda a, b: comparing.rewordings(a, b, comparing.SHORT),
        roles={role.code: role.title for role in (*before.roles, *after.roles)},
    )


@bp.get("/compare/<id>")
def compare_control(id):
    """All that is different in one control, or in those that it came from."""
    known = sources()
    old, new = usual(known)
    old, new = request.args.get("old", old), request.args.get("new", new)
    before, after = catalogue_at(old), catalogue_at(new)
    found = next((d for d in comparing.differences(before, after) if _is_about(d, id)), None)
    if found is None:
        abort(404)
    return render_template(
        "catalogue/compare_control.html",
        id=id,
        difference=found,
        labels=dict(known),
        old=old,
        new=new,
        pairs=[(a, b) for a in found.before for b in found.after],
        comparing=comparing,
        roles={role.code: role.title for role in (*before.roles, *after.roles)},
    )


def _is_about(difference: comparing.Difference, id: str) -> bool:
    return any(control.id == id for control in (*difference.before, *difference.after))
