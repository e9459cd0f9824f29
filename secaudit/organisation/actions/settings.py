"""What the city chooses for itself."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from secaudit.access.guard import Actor, require
from secaudit.database import Record
from secaudit.journal.actions import record, transaction
from secaudit.organisation.drafting import fill, wait_for_others
from secaudit.organisation.models import Setting
from secaudit.organisation.settings import SETTINGS, checked, forget


def change_settings(values: Mapping[str, Any], *, by: Actor, at: datetime) -> list[str]:
    """Set those that differ from what holds; the names of these. One entry for all."""
    require(by, "manage settings")
    wanted = {key: checked(key, value) for key, value in values.items()}
    with transaction():
        wait_for_others()
        stored = {row.key: row for row in Setting.select()}
        rows: list[Record] = []
        for key, value in wanted.items():
            row = stored.get(key) or Setting(key=key, value=SETTINGS[key].default)
            if fill(row, {"value": value}):
                rows.append(row)
        if rows:
            rows.sort(key=lambda row: row.id is not None)
            names = [row.key for row in rows]  # type: ignore[attr-defined]
            record(by, "settings.change", "settings", rows, at=at, changed=names)
    forget()
    return [row.key for row in rows]  # type: ignore[attr-defined]
