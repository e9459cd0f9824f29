"""Which passwords are taken, and how they are kept.

NIST SP 800-63B-4: length instead of composition rules, a blocklist, no periodic change; Unicode is
normalised once (NFKC) so that full-width digits typed with a Japanese keyboard are the same digits.
Hashed with Argon2id at OWASP's parameters (19 MiB, 2 passes, 1 lane).
"""

from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from pathlib import Path
from unicodedata import normalize

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from secaudit.errors import N_, Invalid

LONGEST = 128
LETTERS_BESIDE = 6  # that a password has beside well-known words, digits and signs
hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_NOBODY = hasher.hash("nobody has this password")

# Beginnings of passwords that are guessed first; the city adds its own words in the settings.
COMMON = (
    "password", "passw0rd", "p@ssw0rd", "123456", "654321", "111111", "000000", "qwerty", "qwertyuiop",
    "asdfgh", "1q2w3e", "zaq12wsx", "letmein", "welcome", "admin", "administrator", "iloveyou",
    "monkey", "dragon", "sunshine", "princess", "football", "baseball", "master", "superman",
    "trustno1", "abc123", "abcdef", "changeme", "secret", "secaudit", "himitsu", "pasuwado",
    "shiyakusho", "security", "test", "guest", "sakura", "nippon", "japan", "tokyo", "aiueo",
    "1qaz2wsx", "qazwsx", "zxcvbn", "1234qwer", "qwer1234", "q1w2e3", "abcd1234", "aa1234", "987654",
    "112233", "121212", "55555", "77777", "88888", "99999", "666666", "computer", "internet", "samsung",
    "michael", "jordan", "shadow", "flower", "lovely", "hello", "freedom", "whatever", "starwars",
    "pokemon", "naruto", "doraemon", "arigatou", "konnichiwa", "ohayou", "gakkou", "kaisha", "yakusho",
)  # fmt: skip
_file: Path | None = None


def use(file: Path) -> None:
    """A list of passwords that became known elsewhere, one a line, where the city keeps one."""
    global _file
    _file = file
    _became_known.cache_clear()


@cache
def _became_known() -> frozenset[str]:
    if _file is None or not _file.is_file():
        return frozenset()
    lines = _file.read_text("utf-8", "replace").splitlines()
    return frozenset(normalised(line).strip().lower() for line in lines)


def normalised(password: str) -> str:
    return normalize("NFKC", password)


def check_new(password: str, shortest: int, own_words: Iterable[str] = ()) -> None:
    """Refuse a new password that is too short, too long or easily guessed."""
    password = normalised(password)
    if len(password) < shortest:
        raise Invalid(
            N_("Use at least %(count)s characters."), field="new_password", count=shortest
        )
    if len(password) > LONGEST:
        raise Invalid(N_("Use at most %(count)s characters."), field="new_password", count=LONGEST)
    if is_guessable(password, own_words):
        raise Invalid(
            N_("This password is easily guessed. Join several unrelated words."),
            field="new_password",
        )


def is_guessable(password: str, own_words: Iterable[str] = ()) -> bool:
    """Few characters over and over, a run such as 12345…, or little beside well-known words."""
    lowered = password.lower()
    if len(set(lowered)) < 4 or _repeats(lowered) or _runs(lowered) or lowered in _became_known():
        return True
    rest = lowered
    for word in sorted((*COMMON, *own_words), key=len, reverse=True):
        rest = rest.replace(word.lower(), " ") if len(word) >= 4 else rest
    return rest != lowered and sum(each.isalpha() for each in rest) < LETTERS_BESIDE


def _runs(password: str) -> bool:
    """abcdef…, 98765… or 7890123…: each character follows the one before."""
    steps = {(ord(b) - ord(a)) for a, b in pairwise(password)}
    steps = {step % 10 for step in steps} if password.isdecimal() else steps
    return len(steps) == 1 and steps <= {1, -1, 9}


def _repeats(password: str) -> bool:
    """The same few characters over and over: abcdabcdabcd."""
    return any(password == (password[:size] * len(password))[: len(password)] for size in (4, 5, 6))


def hash_of(password: str) -> str:
    return hasher.hash(normalised(password))


def matches(password_hash: str, password: str) -> bool:
    """Takes as long for an unknown account (an empty hash) as for a wrong password."""
    try:
        hasher.verify(password_hash or _NOBODY, normalised(password)[: LONGEST + 1])
    except (VerificationError, InvalidHashError):
        return False
    return bool(password_hash)


def outdated(password_hash: str) -> bool:
    return hasher.check_needs_rehash(password_hash)
