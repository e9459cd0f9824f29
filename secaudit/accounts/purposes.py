"""What one-time codes are for."""

from datetime import timedelta
from enum import StrEnum


class Purpose(StrEnum):
    INSTALLATION = "installation"  # the first administrator
    FIRST = "first sign-in"
    RESET = "new password"


LIFETIME = {
    Purpose.INSTALLATION: timedelta(hours=1),
    Purpose.FIRST: timedelta(days=14),
    Purpose.RESET: timedelta(hours=24),
}
