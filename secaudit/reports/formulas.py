"""Which formulas stand under a table, as this period counts."""

from secaudit.errors import N_
from secaudit.metrics.table import METRICS, formula
from secaudit.reports.summary import Summary

SHOWN = ("submission_rate", "coverage_rate", "implementation_rate", "yoy", "discrepancy")

# What every table of declared figures rests on.
GROUND = N_(
    "Answers of department forms as declared; only sheets that were handed in count. "
    "Forms for heads, systems, staff and CISO have figures of their own."
)
ALL_FORMS = N_(
    "Answers as declared, of every form but the staff form; only sheets that were handed in count."
)
AUDITED_GROUND = N_("Judgements of auditors, from audits whose report has been issued.")
CONFORMITY = N_("items judged conforming ÷ items judged conforming, partly or not conforming")


def formulas_of(summary: Summary) -> dict[str, str]:
    """Key → formula as a message id (plain English)."""
    return {key: formula(key, summary.variant) for key in SHOWN} | {"conformity_rate": CONFORMITY}


def title_of(key: str) -> str:
    return METRICS[key].title if key in METRICS else N_("Conformity judged by auditors")
