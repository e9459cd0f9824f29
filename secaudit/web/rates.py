"""A rate in the language of whoever reads: written alike on every page, paper and file.

Needs an application context.
"""

from decimal import Decimal

from flask_babel import gettext

from secaudit.metrics.rate import NONE_TO_ASSESS, Rate


def rate(of: Rate) -> str:
    """「87.0％」; of nothing there is no rate."""
    shown = of.percent
    return gettext(NONE_TO_ASSESS) if shown is None else percent(shown)


def percent(value: Decimal | int) -> str:
    return gettext("%(value)s%%", value=value)


def parts(of: Rate) -> str:
    return f"{of.numerator}/{of.denominator}"


def with_parts(of: Rate) -> str:
    """「96.3％ (26/27)」, or that there is nothing to assess."""
    return f"{rate(of)} ({parts(of)})" if of.denominator else rate(of)
