"""The fingerprint of what is approved: the text with its dates, to the letter."""

import json
from hashlib import sha256
from typing import Any


def fingerprint(version: Any) -> str:
    """SHA-256 over the text, the note, and the dates of a version."""
    plain = {
        "text": version.text,
        "note": version.note,
        "effective": version.effective_on.isoformat(),
        "review": version.review_on.isoformat(),
        "number": version.number,
    }
    return sha256(json.dumps(plain, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
