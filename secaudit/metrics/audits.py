"""Figures of audits and of the findings that came from them."""

from collections.abc import Hashable, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date

from secaudit.metrics.rate import Rate


@dataclass(frozen=True)
class Followed:
    """A finding, as far as figures need it."""

    due: date | None = None  # none before a plan is agreed
    closed: date | None = None  # verified and closed
    repeat: bool = False  # found before
    extensions: int = 0


@dataclass(frozen=True)
class Compared:
    """One item that was both declared by a department and judged by an auditor."""

    declared_implemented: bool
    judged_conforming: bool  # 適合; neither 一部不適合 nor 不適合


def closure_rate(findings: Iterable[Followed]) -> Rate:
    """改善完了率 = findings verified and closed / findings of the fiscal year.

    Source: practice of municipalities.
    """
    findings = list(findings)
    return Rate(sum(finding.closed is not None for finding in findings), len(findings))


def on_time_rate(findings: Iterable[Followed], on: date) -> Rate:
    """期限内完了率 = closed on or before due / findings closed or with their due date passed.

    By the due date in force; extensions are counted separately. Source: practice of
    municipalities.
    """
    decided = [f for f in findings if f.due and (f.closed or f.due < on)]
    return Rate(sum(_in_time(finding) for finding in decided), len(decided))


def kept_rate(promises: Iterable[Followed], on: date) -> Rate:
    """約束の期限内完了率 = promises done on or before the date in force / promises done or past it.

    Over improvements of the self-check and corrective actions alike, otherwise as `on_time_rate`;
    how often dates were put off is counted separately. Source: practice of municipalities
    (改善完了率 by due date), applied to what departments promise.
    """
    return on_time_rate(promises, on)


def _in_time(finding: Followed) -> bool:
    return bool(finding.closed and finding.due and finding.closed <= finding.due)


def days_late(finding: Followed, on: date) -> int:
    """0 where it is closed, has no due date yet, or is due today."""
    if finding.closed or finding.due is None:
        return 0
    return max((on - finding.due).days, 0)


def overdue(findings: Iterable[Followed], on: date) -> int:
    """期限超過件数 = findings that are open and were due before today.

    Source: practice of municipalities.
    """
    return sum(days_late(finding, on) > 0 for finding in findings)


def extended(findings: Iterable[Followed]) -> int:
    """期限延長件数 = findings whose due date was ever moved; stands beside the rate in time.

    Source: practice of municipalities.
    """
    return sum(finding.extensions > 0 for finding in findings)


def repeat_rate(findings: Iterable[Followed]) -> Rate:
    """再発率 = findings flagged as repeated / findings. Source: practice of municipalities."""
    findings = list(findings)
    return Rate(sum(finding.repeat for finding in findings), len(findings))


def rotation_rate(audited: AbstractSet[Hashable], units: AbstractSet[Hashable]) -> Rate:
    """監査実施率 = units audited within the cycle / all units that exist now.

    Source: practice of municipalities.
    """
    return Rate(len(audited & units), len(units))


def discrepancy(items: Iterable[Compared]) -> Rate:
    """自己点検と監査の乖離率 = declared implemented, judged 一部不適合 or 不適合 / items compared.

    Items judged 対象外 or 未確認, or never declared, are not compared. Source: this product's
    design, after practice of municipalities.
    """
    items = list(items)
    return Rate(
        sum(item.declared_implemented and not item.judged_conforming for item in items), len(items)
    )
