"""What a version froze, kept for all later ones: `python -m tests.committee.fixture` writes it for
the version of now, once, when that version is released."""

import hashlib
import json
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from secaudit import __version__
from secaudit.committee.formats.pdf import TEMPLATE
from secaudit.committee.snapshot import Snapshot, as_bytes
from secaudit.reports.plain import as_json
from secaudit.web.typesetting import typeset
from tests.committee import made

HERE = Path(__file__).parent
LIBRARIES = ("typst",)
AT = datetime(2026, 10, 22)


def figures(of: Snapshot) -> dict:
    """All that is counted, under keys that are promised (docs/report-json.md)."""
    return json.loads(as_json(of.summary))


def libraries() -> dict[str, str]:
    return {name: version(name) for name in LIBRARIES}


def page() -> dict:
    """What the template is given, in words that nobody edits: the bytes depend on nothing else."""
    part = {"number": 1, "title": "結論", "paragraphs": ["良くなりました。"], "nothing": ""}
    grid = {
        "head": ["課", "実施率"], "rows": [["市民課", "87.0％"]], "widths": [3, 1], "right": [1],
        "rests": ["", "ほか1件"], "sparks": [[780, 870]],
    }  # fmt: skip
    return {
        "lang": "ja", "stamp": "secaudit-committee/1", "city": "汐見市", "kind": "委員会資料",
        "title": "状況", "about": "", "handling": "取扱注意", "label": "案1", "foot": "", "notes": [],
        "sections": [part | {"grid": grid, "more": None}], "annexes": [], "annex": "別紙",
        "department": "課", "total": "市全体", "missing": "未提出", "none": "該当なし。",
    }  # fmt: skip


def digests() -> dict[str, str]:
    """Of the page as the compiler sets it: what a pinned library could change without a word."""
    return {"pdf": hashlib.sha256(typeset(TEMPLATE, [page()], AT).pdf).hexdigest()}


def write() -> None:
    snapshot = made.snapshot()
    (HERE / f"snapshot-{__version__}.json").write_bytes(as_bytes(snapshot))
    expected = {
        "product": __version__,
        "figures": figures(snapshot),
        "libraries": libraries(),
        "sha256": digests(),
    }
    text = json.dumps(expected, ensure_ascii=False, indent=1)
    (HERE / f"snapshot-{__version__}.expected").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    write()
