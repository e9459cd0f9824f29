"""Documents of a paper taken apart by readers that are not the product's: each as its words and the
rows of its tables, so that one can be held beside the other."""

import io
import json
import re
import shutil
import subprocess
import zipfile
from dataclasses import dataclass, field
from datetime import date
from xml.etree import ElementTree

from secaudit.committee.verifying.pdf_text import pages
from tests.reconciliation.page import Element, Tree

Row = list[str]
MISSING = "未提出"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@dataclass
class Said:
    """Everything that stands in a document."""

    words: list[str] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)  # of these, what is no heading
    rows: list[Row] = field(default_factory=list)  # with their headings, in the order of the pages


def of_json(content: bytes) -> dict:
    return json.loads(content)


def whole(data: dict) -> Said:
    """All that the JSON says, as the other formats print it."""
    found = Said(sentences=[data["about"], *data["notes"]])
    parts = [*data["sections"], *data["annexes"]]
    for part in parts:
        found.sentences += [*part.get("paragraphs", ()), part["nothing"]]
        for table in part["tables"]:
            found.sentences += table["notes"]
            if table["rows"]:
                found.rows += [table["headings"], *(list(map(cell, row)) for row in table["rows"])]
    found.words = [data["title"], data["kind"], *(e["title"] for e in parts), *found.sentences]
    return found


def cell(value) -> str:
    """Days are printed as 8.10.22 and stand in JSON as 2026-10-22."""
    text = "" if value is None else " ".join(str(value).split())
    day = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", text)
    return f"{int(day[1]) - 2018}.{int(day[2])}.{int(day[3])}" if day else text


# --- Markdown -----------------------------------------------------------------------------------


def of_markdown(content: bytes) -> Said:
    found = Said()
    for line in content.decode().split("\n"):
        if line.startswith("| ---"):
            continue
        if line.startswith("| "):
            cells = re.split(r"(?<!\\) ?\| ?", line[2:].removesuffix(" |"))
            found.rows.append([_plain(each) for each in cells])
        else:
            found.words.append(_plain(line.lstrip("# ")))
    return found


def _plain(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text).strip()


# --- Excel --------------------------------------------------------------------------------------


def of_excel(content: bytes) -> Said:
    """Every cell of every sheet, out of the package's own XML."""
    archive, found = zipfile.ZipFile(io.BytesIO(content)), Said()
    texts = _strings(archive)
    names = [name for name in archive.namelist() if re.search(r"worksheets/sheet\d+\.xml$", name)]
    for name in sorted(names, key=lambda name: int(re.findall(r"\d+", name)[-1])):
        tree = ElementTree.fromstring(archive.read(name))
        for row in tree.iter(f"{SHEET}row"):
            cells = [_cell(each, texts) for each in row.iter(f"{SHEET}c")]
            found.rows.append(cells)
            found.words += cells
    return found


def _strings(archive: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    tree = ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))
    return ["".join(each.itertext()) for each in tree.iter(f"{SHEET}si")]


def _cell(of, texts: list[str]) -> str:
    kind, value = of.get("t"), of.find(f"{SHEET}v")
    if kind == "inlineStr":
        return " ".join("".join(of.itertext()).split())
    if value is None or value.text is None:
        return ""
    return texts[int(value.text)] if kind == "s" else value.text


def serial(text: str) -> str:
    """A day as Excel stores it."""
    day = re.fullmatch(r"(\d+)\.(\d+)\.(\d+)", text)
    if day is None:
        return text
    on = date(int(day[1]) + 2018, int(day[2]), int(day[3]))
    return str((on - date(1899, 12, 30)).days)


# --- PDF ----------------------------------------------------------------------------------------


def of_pdf(content: bytes, folder) -> str:
    """The text as a reader of PDF finds it; without one, as the product finds it. No blanks."""
    reader = shutil.which("pdftotext")
    if reader is None:
        return squeezed("".join("".join(runs) for runs in pages(content)))
    (folder / "p.pdf").write_bytes(content)
    done = subprocess.run([reader, "-raw", folder / "p.pdf", "-"], capture_output=True, check=True)
    return squeezed(done.stdout.decode())


def printed(row: Row) -> str:
    """A row as it can stand in the PDF: its cells one after the other. The heat map leaves ".0" out,
    has a mark at dark cells, and a star where nothing was handed in."""
    return "".join(map(_printed, row))


def _printed(of: str) -> str:
    if of == MISSING:
        return f"(?:{MISSING}|＊)"
    number = re.fullmatch(r"(\d+)\.(\d)", of)
    if number:
        return rf"{number[1]}(?:\.0)?▲?" if number[2] == "0" else rf"{re.escape(of)}▲?"
    return re.escape(squeezed(of))


def squeezed(text: str) -> str:
    return "".join(text.split())


# --- the screen ---------------------------------------------------------------------------------


def of_screen(text: str) -> Said:
    found = Said()
    letter = next(e for e in Tree(text).root.walk() if e.has("letter"))
    for each in letter.walk():
        if each.tag == "tr":
            cells = (e.text for e in each.children if isinstance(e, Element))
            found.rows.append([" ".join(text.split()) for text in cells])
        elif each.tag in ("p", "h2", "h3", "caption"):
            found.words.append(each.text.strip())
    return found
