"""When a letter is tried again, and where it may go. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class State(StrEnum):
    WAITING = "waiting"
    SENDING = "sending"  # one process has taken it up and speaks with the relay
    SENT = "sent"
    REFUSED = "refused"  # the relay will never take it: a wrong address
    REPLACED = "replaced"  # a newer one says the same and more


class Kind(StrEnum):
    DIGEST = "digest"
    URGENT = "urgent"


@dataclass(frozen=True)
class Standing:
    """How the queue stands."""

    waiting: int
    oldest: datetime | None  # since when the oldest of these waits
    refused: int  # letters that the relay will never take, of the last 90 days
    last_sent: datetime | None
    fault: str  # what the relay said to the letter that waits longest


FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=5), timedelta(hours=4)
# A letter taken up by a process that died is taken up anew after this time.
TAKEN_UP = timedelta(minutes=15)
# What was sent or refused is forgotten after it.
KEPT = timedelta(days=90)


def wait(tries: int) -> timedelta:
    """Until the next try after so many: 5, 10, 20 … minutes, at most four hours."""
    return min(FIRST_WAIT * 2 ** min(tries - 1, 10), LONGEST_WAIT)


def is_for_good(code: int) -> bool:
    """Whether an answer of the relay (RFC 5321, 4.2.1) means never: 5xx; 4xx means later."""
    return 500 <= code < 600
