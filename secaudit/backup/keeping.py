"""Which backups are kept, and which have had their time. Pure."""

import re
from collections.abc import Callable, Iterable
from datetime import datetime

from secaudit.errors import N_, Invalid

NAME = re.compile(r"secaudit-(\d{8}-\d{6})(-\d+)?\.zip(\.sealed)?")
RULE = re.compile(r"(\d{1,3}) (daily|weekly|monthly|yearly)")

# What counts as one and the same day, week …
SPANS: dict[str, Callable[[datetime], object]] = {
    "daily": lambda at: at.date(),
    "weekly": lambda at: at.isocalendar()[:2],
    "monthly": lambda at: (at.year, at.month),
    "yearly": lambda at: at.year,
}


def read_schedule(text: str) -> dict[str, int]:
    """`14 daily, 8 weekly, 24 monthly`: of so many days, weeks … the newest backup each."""
    found = [RULE.fullmatch(part.strip()) for part in text.split(",")]
    schedule = {match[2]: int(match[1]) for match in found if match}
    if len(schedule) < len(found) or not any(schedule.values()):
        raise Invalid(
            N_("“%(text)s” is no schedule. Write for example: 14 daily, 8 weekly, 24 monthly."),
            text=text,
        )
    return schedule


def made_at(name: str) -> datetime | None:
    """The moment in the name of a backup; None for whatever else lies there."""
    match = NAME.fullmatch(name)
    try:
        return datetime.strptime(match[1], "%Y%m%d-%H%M%S") if match else None
    except ValueError:
        return None


def outlived(names: Iterable[str], schedule: dict[str, int]) -> list[str]:
    """What may go. Files of other names are not ours; the newest backup always stays."""
    dated = {name: at for name in names if (at := made_at(name))}
    newest_first = sorted(dated, key=lambda name: (dated[name], name), reverse=True)
    kept = set(newest_first[:1])
    for span, wanted in schedule.items():
        newest: dict[object, str] = {}
        for name in newest_first:
            newest.setdefault(SPANS[span](dated[name]), name)
        kept |= set(list(newest.values())[:wanted])
    return sorted(set(dated) - kept)
