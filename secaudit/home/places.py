"""The offices of the day and where they came from, read once for all that asks on Home."""

from datetime import date

from flask import g

from secaudit.audits.reach import Ground, ground


def places(on: date) -> Ground:
    if "places" not in g:
        g.places = ground(on)
    return g.places
