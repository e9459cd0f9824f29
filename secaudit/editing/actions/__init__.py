"""Everything that changes the city's own rules; each is one transaction and one journal entry."""

from secaudit.editing.actions.drafting import drop_draft, save_draft
from secaudit.editing.actions.publishing import approve, approve_on_paper, send_back
from secaudit.editing.actions.requesting import (
    ask,
    drop_release,
    read_in,
    request_release,
    take_back,
)

__all__ = [
    "approve",
    "approve_on_paper",
    "ask",
    "drop_draft",
    "drop_release",
    "read_in",
    "request_release",
    "save_draft",
    "send_back",
    "take_back",
]
