"""What is handed in, to the letter: one spelling, one hash."""

from collections.abc import Iterable, Mapping
from hashlib import sha256

from secaudit.journal import canonical
from secaudit.selfcheck.answers import Given


def content_of(
    period: int,
    target: str,
    name: str,
    asked: Iterable[str],
    answers: Mapping[str, Given],
    evidence: Mapping[str, list[dict]] | None = None,
) -> str:
    """A sheet with its answers and their evidence in the order of the form, as canonical JSON."""
    body = {
        "period": period,
        "target": target,
        "name": name,
        "answers": [
            _plain(control, answers.get(control)) | _evidence(control, evidence or {})
            for control in asked
        ],
    }
    return canonical.encode(canonical.plain(body)).decode()


def _evidence(control: str, evidence: Mapping[str, list[dict]]) -> dict:
    return {"evidence": evidence[control]} if evidence.get(control) else {}


def _plain(control: str, answer: Given | None) -> dict:
    if answer is None:
        return {"control": control}
    return {
        "control": control,
        "value": answer.value,
        "reason": answer.reason,
        "ready_reason": answer.ready_reason or "",
        "promised_on": answer.promised_on,
    }


def hash_of(content: str) -> str:
    return sha256(content.encode()).hexdigest()
