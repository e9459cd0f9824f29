"""XLSX and ODS files, opened in a process of its own.

A file of a kilobyte can claim billions of cells, and the reader then aborts its whole process
when memory runs out. So it reads in a child with little memory and time; the worker lives on.
"""

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from secaudit.errors import N_
from secaudit.web.spreadsheets.limits import (
    MAX_CHARACTERS,
    MAX_MEMBERS,
    MAX_RATIO,
    MAX_ROWS,
    MAX_UNPACKED,
    MEMORY,
    SECONDS,
    Unreadable,
)

CHILD = Path(__file__).with_name("workbook_process.py")
TOO_MUCH = 3  # the child's exit code for it
DAMAGED = N_("This file cannot be opened. Save it again in Excel as .xlsx, and choose that one.")
BLOATED = N_("This file unpacks to too much. Copy the sheet that is needed into a new file.")


class Found(NamedTuple):
    name: str
    hidden: bool
    rows: Sequence[tuple[int, list[str]]]  # those that are not empty, with their numbers
    merged: Sequence[list[int]]  # top, left, bottom, right


def sheets(data: bytes) -> list[Found]:
    _check_archive(data)
    return [Found(**one) for one in json.loads(_in_child(data))]


def _check_archive(data: bytes) -> None:
    """By what the archive says of itself; where it lies, the child's limits hold."""
    try:
        members = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise Unreadable(DAMAGED) from None
    unpacked = sum(member.file_size for member in members)
    if len(members) > MAX_MEMBERS or unpacked > min(MAX_UNPACKED, MAX_RATIO * len(data)):
        raise Unreadable(BLOATED)


def _in_child(data: bytes) -> bytes:
    limits = [str(limit) for limit in (MEMORY, SECONDS, MAX_ROWS, MAX_CHARACTERS)]
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(CHILD), *limits],
            input=data,
            capture_output=True,
            timeout=2 * SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Unreadable(BLOATED) from None
    if done.returncode:
        killed = done.returncode < 0 or done.returncode == TOO_MUCH
        raise Unreadable(BLOATED if killed else DAMAGED)
    return done.stdout
