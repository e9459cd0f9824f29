"""Papers: plain values to PDF by typst, in a process of its own with a limit of time."""

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from secaudit.errors import N_, Problem
from secaudit.web import practice
from secaudit.web.glyphs import FONTS, printable

CHILD = Path(__file__).with_name("typesetting_process.py")
SECONDS = 20  # of computing; a page takes a tenth of one
PAGE = re.compile(rb"/Type\s*/Page\b")

Draft = dict[str, Any]


class NotSet(Problem):
    """The paper could not be made; nothing else is wrong."""

    status = 503


@dataclass(frozen=True)
class Paper:
    pdf: bytes
    replaced: tuple[str, ...]  # characters that no font has; 〓 stands in their place

    @property
    def pages(self) -> int:
        return len(PAGE.findall(self.pdf))


def typeset(template: Path, drafts: Sequence[Draft], at: datetime, pages: int = 0) -> Paper:
    """The first draft that fits on `pages` (0: any number); the last one where none does.

    `template`: a .typ file; it reads the draft as data.json and knows nothing else.

    Tagged PDF/UA-1 and PDF/A-2a. The same drafts and the same `at` give the same bytes.
    """
    missing: dict[str, None] = {}
    job = {
        "template": str(template),
        "drafts": [clean(draft, missing) for draft in drafts],
        "fonts": str(FONTS),
        "timestamp": int(at.replace(tzinfo=UTC).timestamp()),
        "pages": pages,
        "mark": practice.mark(),
    }
    return Paper(_run(job, b"%PDF"), tuple(missing))


def measured(template: Path, draft: Draft, label: str) -> Any:
    """What the template says of itself under a label, once it has been set: how high its parts are."""
    job = {
        "template": str(template),
        "drafts": [clean(draft, {})],
        "fonts": str(FONTS),
        "ask": label,
    }
    return json.loads(_run(job, b"{"))


def clean(value: Any, missing: dict[str, None]) -> Any:
    """The same values with every text made of characters that can be printed."""
    if isinstance(value, str):
        text, lacking = printable(value)
        missing.update(dict.fromkeys(lacking))
        return text
    if isinstance(value, dict):
        return {key: clean(each, missing) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [clean(each, missing) for each in value]
    return value


def _run(job: Draft, begins: bytes) -> bytes:
    """What the process answers; `begins`: how that must begin."""
    command = [sys.executable, "-I", str(CHILD), str(SECONDS)]
    try:
        done = subprocess.run(
            command,
            check=False,
            input=json.dumps(job).encode(),
            capture_output=True,
            timeout=2 * SECONDS,
        )
    except subprocess.TimeoutExpired as error:
        raise NotSet(N_("The paper took too long to set. Try again in a moment.")) from error
    if done.returncode or not done.stdout.startswith(begins):
        raise NotSet(N_("The paper could not be set. Tell whoever runs this server.")) from (
            RuntimeError(done.stderr.decode(errors="replace")[-2000:])
        )
    return done.stdout
