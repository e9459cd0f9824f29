"""Everything that changes a period, a sheet or an answer. One action, one transaction, one entry."""

from secaudit.selfcheck.actions.afterwards import see_afterwards
from secaudit.selfcheck.actions.answering import (
    Typed,
    answer_afresh,
    save_answer,
    save_section,
)
from secaudit.selfcheck.actions.applying import say_what_applies
from secaudit.selfcheck.actions.corrections import (
    approve_correction,
    approve_correction_on_paper,
    propose_correction,
    refuse_correction,
)
from secaudit.selfcheck.actions.exempting import exempt, include_again, put_off
from secaudit.selfcheck.actions.handing_in import (
    confirm,
    confirm_on_paper,
    open_for_confirmation,
    return_sheet,
    submit,
    withdraw,
)
from secaudit.selfcheck.actions.opening import open_period
from secaudit.selfcheck.actions.periods import (
    Plan,
    approve_on_paper,
    approve_period,
    archive_period,
    close_period,
    edit_period,
    freeze_period,
    plan_period,
    reopen_period,
    report_period,
)
from secaudit.selfcheck.actions.proving import (
    attach_evidence,
    remove_evidence,
    replace_evidence,
    reuse_evidence,
)
from secaudit.selfcheck.actions.questions import ask, publish, reply, settle
from secaudit.selfcheck.actions.sharing import give_section, take_section_back

__all__ = [
    "Plan",
    "Typed",
    "answer_afresh",
    "approve_correction",
    "approve_correction_on_paper",
    "approve_on_paper",
    "approve_period",
    "archive_period",
    "ask",
    "attach_evidence",
    "close_period",
    "confirm",
    "confirm_on_paper",
    "edit_period",
    "exempt",
    "freeze_period",
    "give_section",
    "include_again",
    "open_for_confirmation",
    "open_period",
    "plan_period",
    "propose_correction",
    "publish",
    "put_off",
    "refuse_correction",
    "remove_evidence",
    "reopen_period",
    "replace_evidence",
    "reply",
    "report_period",
    "return_sheet",
    "reuse_evidence",
    "save_answer",
    "save_section",
    "say_what_applies",
    "see_afterwards",
    "settle",
    "submit",
    "take_section_back",
    "withdraw",
]
