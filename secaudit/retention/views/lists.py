"""What is due and what is held; a new list."""

from datetime import date

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from secaudit.accounts.forms import EmptyForm
from secaudit.accounts.gate import current
from secaudit.accounts.saving import saved
from secaudit.calendar import clock
from secaudit.organisation.settings import settings
from secaudit.retention import actions, reading
from secaudit.retention.forms import (
    ProposeForm,
    spelt,
)
from secaudit.retention.rules import Class, Item, due, is_over, kept_until
from secaudit.retention.views.pages import bp, form_page, label


@bp.get("")
def index():
    on, chosen, held, stock = clock.today(), settings(), reading.held(), reading.stock()
    over = [item for item in sorted(stock) if is_over(item, chosen, on)]
    listed = {item: row for row in reading.waiting() for item in row.listed}
    return render_template(
        "retention/index.html",
        classes=[(each, chosen[each.setting]) for each in Class],
        over=[(item, label(item), _why_not(item, held, stock, listed)) for item in over],
        due=not listed and due([item for item in over if stock[item]], chosen, held, on),
        next=_next([item for item in stock if item not in over], chosen),
        holds=[(row, label(row.item)) for row in reading.holds()],
        disposals=reading.disposals(),
        form=EmptyForm(),
    )  # fmt: skip


def _next(items: list[Item], chosen: dict) -> list[tuple[str, date]]:
    """Whose time ends when, the nearest first."""
    ends = [(kept_until(each.year, chosen[each.cls.setting]), each) for each in items]
    return [(label(each), until) for until, each in sorted(ends)]


def _why_not(item: Item, held: dict, stock: dict, listed: dict) -> str:
    if item in held:
        return _("Held: %(reason)s", reason=held[item].reason)
    if item in listed:
        return _("It stands on disposal list %(number)s.", number=listed[item].id)
    return "" if stock[item] else _("Not finished yet: somebody still works at it.")


@bp.route("/new", methods=["GET", "POST"])
def propose():
    on, form = clock.today(), ProposeForm()
    items = reading.due_now(on)
    form.items.choices = [(spelt(each), label(each)) for each in items]
    if not form.is_submitted():
        form.items.data = [spelt(each) for each in items]
    row = saved(
        form,
        lambda: actions.propose(form.chosen(), form.ground.data, by=current, at=clock.now(), on=on),
    )
    if row:
        flash(_("The list is made. Two others approve it before anything goes."), "success")
        return redirect(url_for(".show", id=row.id))
    intro = _("Nothing goes by this. The list is approved by two people first.")
    return form_page(_("Propose a disposal"), form, _("Make the list"), intro)
