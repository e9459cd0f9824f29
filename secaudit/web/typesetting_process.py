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
from shutil import copy

PAGE = re.compile(rb"/Type\s*/Page\b")
STANDARDS = ["a-2a", "ua-1"]


def compiled(folder, name, draft, fonts, timestamp):
    import typst

    (Path(folder) / "data.json").write_text(json.dumps(draft), encoding="utf-8")
    return typst.compile(  # type: ignore[call-overload]
        str(Path(folder) / name),
        root=folder,
        font_paths=[fonts],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=STANDARDS,
        timestamp=timestamp,
    )


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
        copy(template, folder)
        for draft in job["drafts"]:
            pdf = compiled(folder, template.name, draft, job["fonts"], job["timestamp"])
            if not job["pages"] or len(PAGE.findall(pdf)) <= job["pages"]:
                break
    sys.stdout.buffer.write(pdf)


if __name__ == "__main__":
    main(int(sys.argv[1]))
