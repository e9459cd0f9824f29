"""Time-based codes (RFC 6238) and recovery codes. No private telephone is needed: any
authenticator, a hardware token or the printed recovery codes will do."""

import hashlib
import secrets
from datetime import UTC, datetime

import pyotp

STEP_SECONDS = 30
RECOVERY_CODES = 8


def new_secret() -> str:
    return pyotp.random_base32()


def step_of(secret: str, code: str, at: datetime) -> int | None:
    """The time step whose code this is: now, the one before or the one after; None if wrong."""
    totp, now = pyotp.TOTP(secret), int(at.replace(tzinfo=UTC).timestamp()) // STEP_SECONDS
    for step in (now, now - 1, now + 1):
        if secrets.compare_digest(totp.at(step * STEP_SECONDS), code):
            return step
    return None


def address(secret: str, number: str, city: str) -> str:
    """What an authenticator reads: otpauth://…"""
    return pyotp.TOTP(secret).provisioning_uri(name=number, issuer_name=city or "secaudit")


def recovery_codes() -> list[str]:
    return [f"{secrets.token_hex(3)}-{secrets.token_hex(3)}" for _ in range(RECOVERY_CODES)]


def digest(code: str) -> str:
    return hashlib.sha256(code.strip().lower().encode()).hexdigest()
