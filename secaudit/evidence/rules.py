"""What evidence may be: dates, sizes, names. Pure."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from secaudit.errors import N_, Invalid

MEGABYTE = 1024 * 1024
LONGEST_NAME = 100
HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}  # cannot be seen, or turns the text round
NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|]')  # what Windows refuses
DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


@dataclass(frozen=True)
class Limits:
    """What a city allows, in bytes."""

    one_file: int
    in_a_year: int


def refuse_odd_dates(covers_from: date | None, covers_to: date | None) -> None:
    if covers_from and covers_to and covers_to < covers_from:
        raise Invalid(N_("The period ends before it begins."), field="covers_to")


def refuse_too_much(size: int, used: int, limits: Limits) -> None:
    """`used`: what the department has stored in this fiscal year."""
    if used + size > limits.in_a_year:
        raise Invalid(
            N_(
                "The department has used %(used)s MB of the %(limit)s MB a year. "
                "Record the title and where it is kept, without a file."
            ),
            field="file",
            used=used // MEGABYTE,
            limit=limits.in_a_year // MEGABYTE,
        )


def safe_name(name: str, ending: str) -> str:
    """A name that does no harm on any machine, with the ending of what the file is."""
    base = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    base = "".join(each for each in base if unicodedata.category(each) not in HIDDEN)
    base = NOT_IN_NAMES.sub("_", base).strip(" .")
    base = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", base)[:LONGEST_NAME].strip(" .")
    if not base or DEVICES.match(base):
        base = f"file_{base}" if base else "file"
    return f"{base}.{ending}"


def expired(expires_on: date | None, on: date) -> bool:
    return expires_on is not None and expires_on < on
