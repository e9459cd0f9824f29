"""A time-based code (TOTP, RFC 6238) from an authenticator, and recovery codes on paper.

No private telephone is needed: the key can be typed into any authenticator, also one on the
office computer or a token of the city.
"""

import secrets
from datetime import UTC, datetime
from unicodedata import normalize

import pyotp

STEP_SECONDS = 30
STEPS = 2  # between the oldest and the newest code that are taken at one moment
FAR = 20  # steps: ten minutes, by which a clock that nobody looks after may be wrong
RECOVERY_CODES = 8
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that look alike on paper


def new_secret() -> str:
    return pyotp.random_base32()


def step_of(secret: str, code: str, at: datetime) -> int | None:
    """The time step whose code this is: now, the one before or the one after; None if wrong."""
    totp, now = pyotp.TOTP(secret), int(at.replace(tzinfo=UTC).timestamp()) // STEP_SECONDS
    if not secret:
        return None
    for step in (now, now - 1, now + 1):
        right = totp.at(step * STEP_SECONDS)
        if secrets.compare_digest(right.encode(), code.encode("utf-8", "surrogatepass")):
            return step
    return None


def minutes_off(secret: str, code: str, at: datetime) -> int:
    """By how many minutes an authenticator that shows this code is early or late; 0: its code is none
    of these twenty minutes. It opens nothing: it tells people with the right key to set the clock."""
    totp, now = pyotp.TOTP(secret), int(at.replace(tzinfo=UTC).timestamp()) // STEP_SECONDS
    steps = [step for step in range(-FAR, FAR + 1) if abs(step) > 1] if secret else []
    off = [step for step in steps if totp.at((now + step) * STEP_SECONDS) == code]
    return max(1, round(abs(off[0]) * STEP_SECONDS / 60)) if off else 0


def grouped(secret: str) -> str:
    """The key as it is typed: four letters at a time."""
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


def address(secret: str, number: str, city: str) -> str:
    """What an authenticator reads: otpauth://…"""
    return pyotp.TOTP(secret).provisioning_uri(name=number, issuer_name=city or "secaudit")


def recovery_codes() -> list[str]:
    """Six groups of four letters: more than 112 bits each, so a keyed hash is enough to keep them."""
    return ["-".join(_group() for _ in range(6)) for _ in range(RECOVERY_CODES)]


def _group() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(4))


def plain(code: str) -> str:
    """As it is compared: without what people put between groups."""
    return "".join(normalize("NFKC", code).lower().split()).replace("-", "")
