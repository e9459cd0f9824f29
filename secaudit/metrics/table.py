"""Every figure with its name and its formula in words: what is printed under each table."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from secaudit.errors import N_
from secaudit.metrics import answers, audits, exercises
from secaudit.metrics import spread as spreads
from secaudit.metrics.variant import STANDARD, Variant


@dataclass(frozen=True)
class Metric:
    key: str
    title: str  # message id
    formula: str  # message id
    function: Callable[..., Any]


COVERAGE_WITHOUT_UNKNOWN = N_(
    "(implemented + partial + not implemented + not applicable) ÷ (these + unknown + not submitted)"
)

ALL = (
    Metric(
        "submission_rate",
        N_("Submission rate"),
        N_("submitted sheets ÷ required sheets"),
        answers.submission_rate,
    ),
    Metric(
        "coverage_rate",
        N_("Coverage"),
        N_(
            "(implemented + partial + not implemented + unknown + not applicable)"
            " ÷ (these + not submitted)"
        ),
        answers.coverage_rate,
    ),
    Metric(
        "implementation_rate",
        N_("Implementation rate"),
        N_("implemented ÷ (implemented + partial + not implemented + unknown)"),
        answers.implementation_rate,
    ),
    Metric(
        "weighted_rate",
        N_("Implementation rate (half credit)"),
        N_("(implemented + half of partial) ÷ (implemented + partial + not implemented + unknown)"),
        answers.weighted_rate,
    ),
    Metric(
        "attainment_rate",
        N_("Attainment rate"),
        N_("those whose implementation rate reaches the target ÷ those assessed"),
        answers.attainment_rate,
    ),
    Metric(
        "required_rate",
        N_("Required items achieved"),
        N_("implemented required items ÷ applicable required items that were submitted"),
        answers.required_rate,
    ),
    Metric(
        "na_rate",
        N_("Share not applicable"),
        N_("not applicable ÷ (implemented + partial + not implemented + unknown + not applicable)"),
        answers.na_rate,
    ),
    Metric(
        "unknown_rate",
        N_("Share unknown"),
        N_("unknown ÷ (implemented + partial + not implemented + unknown)"),
        answers.unknown_rate,
    ),
    Metric(
        "yoy",
        N_("Change from last year"),
        N_(
            "implementation rate − last year's implementation rate,"
            " over items with the same meaning, in points"
        ),
        answers.yoy,
    ),
    Metric(
        "grade",
        N_("Grade"),
        N_("A: implementation rate 100, B: 80 or more, C: 60 or more, D: below 60"),
        answers.grade,
    ),
    Metric(
        "spread",
        N_("Spread of the departments"),
        N_("quartiles of the departments' implementation rates (QUARTILE.INC of spreadsheets)"),
        spreads.spread,
    ),
    Metric(
        "training_rate",
        N_("Training attendance"),
        N_("took part ÷ (were to take part − excused)"),
        exercises.training_rate,
    ),
    Metric(
        "reporting_rate",
        N_("Reported the drill mail"),
        N_("reported it ÷ those it was sent to"),
        exercises.reporting_rate,
    ),
    Metric(
        "opening_rate",
        N_("Opened the drill mail"),
        N_("opened it ÷ those it was sent to"),
        exercises.opening_rate,
    ),
    Metric(
        "closure_rate",
        N_("Corrections completed"),
        N_("findings verified and closed ÷ findings of the fiscal year"),
        audits.closure_rate,
    ),
    Metric(
        "on_time_rate",
        N_("Completed on time"),
        N_("findings closed by their due date ÷ findings closed or past their due date"),
        audits.on_time_rate,
    ),
    Metric(
        "kept_rate",
        N_("Promises kept on time"),
        N_("promises done by the date in force ÷ promises done or past that date"),
        audits.kept_rate,
    ),
    Metric(
        "overdue",
        N_("Findings overdue"),
        N_("findings that are open and past their due date"),
        audits.overdue,
    ),
    Metric(
        "extended",
        N_("Findings extended"),
        N_("findings whose due date was moved at least once"),
        audits.extended,
    ),
    Metric(
        "repeat_rate",
        N_("Repeat rate"),
        N_("findings that were found before ÷ findings"),
        audits.repeat_rate,
    ),
    Metric(
        "rotation_rate",
        N_("Audit rotation"),
        N_("units audited within the cycle ÷ all units"),
        audits.rotation_rate,
    ),
    Metric(
        "discrepancy",
        N_("Discrepancy between self-check and audit"),
        N_(
            "items declared implemented that an auditor judged partly nonconforming"
            " or nonconforming ÷ items compared"
        ),
        audits.discrepancy,
    ),
)

METRICS = {metric.key: metric for metric in ALL}


def formula(key: str, variant: Variant = STANDARD) -> str:
    """The message id of the formula as this period counts."""
    if key == "coverage_rate" and not variant.unknown_is_grasped:
        return COVERAGE_WITHOUT_UNKNOWN
    return METRICS[key].formula
