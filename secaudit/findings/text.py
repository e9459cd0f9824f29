"""The text of a finding, as it was issued: its fingerprint proves that nobody changed it."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from secaudit.journal.canonical import encode

ISSUED_PARTS = (
    "number", "severity", "title", "criterion", "condition", "cause", "effect", "recommendation",
    "publishable",
)  # fmt: skip


def fingerprint(finding: Any) -> str:
    """SHA-256 of all parts that are locked at issue."""
    parts: Mapping[str, str] = {name: str(getattr(finding, name)) for name in ISSUED_PARTS}
    return sha256(encode(dict(parts))).hexdigest()
