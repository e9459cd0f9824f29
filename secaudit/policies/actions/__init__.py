"""Everything that changes a document; each is one transaction and one entry of the journal."""

from secaudit.policies.actions.deciding import (
    approve,
    approve_on_paper,
    drop,
    request_approval,
    send_back,
    take_back,
)
from secaudit.policies.actions.drafting import Facts, change_facts, found_policy, save_draft
from secaudit.policies.actions.keeping import link, record_review

__all__ = [
    "Facts",
    "approve",
    "approve_on_paper",
    "change_facts",
    "drop",
    "found_policy",
    "link",
    "record_review",
    "request_approval",
    "save_draft",
    "send_back",
    "take_back",
]
