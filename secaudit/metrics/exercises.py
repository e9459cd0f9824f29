"""Figures of training and of drills by mail."""

from secaudit.metrics.rate import Rate


def training_rate(attended: int, expected: int) -> Rate:
    """受講率 = took part / (to take part − excused). Source: practice of municipalities."""
    return Rate(attended, expected)


def reporting_rate(reported: int | None, mailed: int | None) -> Rate:
    """報告率 = those who reported the mail / those it was sent to. Source: NISC drills."""
    return Rate(reported or 0, mailed or 0)


def opening_rate(opened: int | None, mailed: int | None) -> Rate:
    """開封率 = those who opened the mail / those it was sent to. Source: NISC drills."""
    return Rate(opened or 0, mailed or 0)
