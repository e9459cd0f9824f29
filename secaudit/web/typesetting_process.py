"""Sets the first of several drafts that fits on so many pages; JSON in, PDF out.

Run by `typesetting`, never imported: the compiler keeps memory that only its process can give
back. By itself: it knows nothing of the application. Drafts are data, never markup.
"""

import json
import os
import re
import resource
import sys
import tempfile
from pathlib import Path

PAGE = re.compile(rb"/Type\s*/Page\b")
STANDARDS = ["a-2a", "ua-1"]


def given(folder, draft, fonts):
    """Where the compiler finds what it may know, and nothing else."""
    (Path(folder) / "data.json").write_text(json.dumps(draft), encoding="utf-8")
    return {"root": folder, "font_paths": [fonts], "ignore_system_fonts": True}


def asked(folder, name, draft, fonts, label):
    """What the paper says of itself under a label, as JSON."""
    import typst

    known = given(folder, draft, fonts)
    return typst.query(
        str(Path(folder) / name), f"<{label}>", field="value", one=True, **known
    ).encode()


def compiled(folder, name, draft, fonts, timestamp):
    import typst

    return typst.compile(  # type: ignore[call-overload]
        str(Path(folder) / name),
        **given(folder, draft, fonts),
        format="pdf",
        pdf_standards=STANDARDS,
        timestamp=timestamp,
    )


def marking(words):
    """What makes the words stand at the head of every page of whatever template follows."""
    if not words:
        return ""
    spelt = json.dumps(words, ensure_ascii=False)
    said = f'text(font: "BIZ UDPGothic", size: 12pt, weight: "bold", {spelt})'
    return f"#set page(foreground: place(top + center, dy: 6mm, {said}))\n"


def memory():
    """Where what is typeset leaves no trace on a disk; elsewhere the usual folder."""
    shared = "/dev/shm"
    return shared if os.access(shared, os.W_OK) else None


def main(seconds):
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    job = json.load(sys.stdin)
    template = Path(job["template"])
    with tempfile.TemporaryDirectory(dir=memory()) as folder:
        (Path(folder) / template.name).write_text(
            marking(job.get("mark", "")) + template.read_text(encoding="utf-8"), encoding="utf-8"
        )
        sys.stdout.buffer.write(answer(job, folder, template.name))


def answer(job, folder, name):
    if "ask" in job:
        return asked(folder, name, job["drafts"][0], job["fonts"], job["ask"])
    for draft in job["drafts"]:
        pdf = compiled(folder, name, draft, job["fonts"], job["timestamp"])
        if not job["pages"] or len(PAGE.findall(pdf)) <= job["pages"]:
            break
    return pdf


if __name__ == "__main__":
    main(int(sys.argv[1]))
