"""What applies to this department: a few questions at the start, to be revisited at any time."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from secaudit.accounts.gate import current
from secaudit.calendar import clock
from secaudit.selfcheck import actions, reading
from secaudit.selfcheck.actions.answering import refuse_locked
from secaudit.selfcheck.applying import count, gates_to_ask
from secaudit.selfcheck.asking import asking
from secaudit.selfcheck.models import Sheet
from secaudit.selfcheck.rights import require_handling
from secaudit.selfcheck.typed import whole_number
from secaudit.selfcheck.views import bp
from secaudit.selfcheck.views.continuing import entry_here

SAYS = {"yes": True, "no": False}


@bp.route("/sheets/<id:id>/applies", methods=["GET", "POST"])
def applying(id):
    sheet = reading.sheet_for(current, id)
    require_handling(sheet, current)
    entry = entry_here(sheet) or None
    refuse_locked(sheet)
    catalogue, core_only = reading.catalogue_of(sheet.period), sheet.period.core_only
    roles = asking(sheet.form).roles
    gates = gates_to_ask(catalogue, sheet.facts, core_only, roles)
    typed = {gate.id: request.form.get(f"gate-{gate.id}", "") for gate in gates}
    missing = [gate for gate in gates if typed[gate.id] not in SAYS]
    if request.method == "POST" and not missing:
        says = {gate: SAYS[word] for gate, word in typed.items()}
        version = whole_number(request.form.get("version", ""))
        spared = actions.say_what_applies(id, version, says, by=current, at=clock.now())
        flash(_said(spared), "success")
        return redirect(url_for(".resume", id=id, entry=entry))
    posted = request.method == "POST"
    page = render_template(
        "selfcheck/applying.html",
        sheet=sheet,
        period=sheet.period,
        gates=gates,
        entry=entry,
        sizes={g.id: count(catalogue, sheet.facts, g.id, core_only, roles) for g in gates},
        said=typed if posted else _known(sheet, [gate.id for gate in gates]),
        missing={gate.id for gate in missing} if posted else set(),
        has_errors=posted,
    )
    return page, 400 if posted else 200


def _said(spared: int) -> str:
    if not spared:
        return _("Saved. All questions apply to your department.")
    return ngettext(
        "%(num)s question is answered “not applicable” by it.",
        "%(num)s questions are answered “not applicable” by it.",
        spared,
    )


def _known(sheet: Sheet, gates: list[str]) -> dict[str, str]:
    """What the secretariat knows of the department, or what was said here before."""
    return {
        gate: "yes" if gate in sheet.facts and gate not in sheet.declined else "no"
        for gate in gates
    }
