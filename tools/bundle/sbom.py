"""What is inside, for whoever asks whether we are affected: CycloneDX 1.6 as JSON."""

import re
import uuid
from datetime import UTC, datetime
from email.message import Message
from email.parser import Parser
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from packaging.utils import canonicalize_name

from tools.bundle.packing import sha256

CLASSIFIER = "License :: OSI Approved :: "
COPIED = re.compile(
    r"^\| (?P<what>[^|]+) \| npm `(?P<name>[^`]+)` (?P<version>\S+) \| (?P<licence>[^,|]+)"
)
PURL = "pkg:pypi/{}@{}"


def bill(version: str, own: Path, needed: list[Path], third_party: Path, at: int) -> dict[str, Any]:
    """The same archive has the same number: it is made from the hashes of what is in it."""
    packages = _packages(needed)
    hashes = " ".join(sorted(sha256(each) for each in [own, *needed]))
    product = {"type": "application", "name": "secaudit", "version": version}
    product |= {
        "bom-ref": PURL.format("secaudit", version),
        "purl": PURL.format("secaudit", version),
    }
    copied = _copied(third_party.read_text(encoding="utf-8"))
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, hashes)}",
        "version": 1,
        "metadata": {
            "timestamp": datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": product,
        },
        "components": [*packages.values(), *copied],
        "dependencies": _dependencies(product["bom-ref"], own, needed, packages),
    }


def _packages(wheels: list[Path]) -> dict[str, dict[str, Any]]:
    """One component a package; its files for the several Pythons are its hashes."""
    found: dict[str, dict[str, Any]] = {}
    for wheel in wheels:
        said = description(wheel)
        each = found.setdefault(canonicalize_name(said["Name"]), _component(said))
        each["hashes"].append({"alg": "SHA-256", "content": sha256(wheel)})
    return found


def _component(said: Message) -> dict[str, Any]:
    purl = PURL.format(canonicalize_name(said["Name"]), said["Version"])
    named = {"type": "library", "bom-ref": purl, "name": said["Name"], "version": said["Version"]}
    return named | {"licenses": licences(said), "purl": purl, "hashes": []}


def licences(said: Message) -> list[dict[str, Any]]:
    """An SPDX expression where the package has one, else its words."""
    if expression := said["License-Expression"]:
        return [{"expression": expression}]
    classed = [each for each in said.get_all("Classifier", []) if each.startswith(CLASSIFIER)]
    names = [each.removeprefix(CLASSIFIER) for each in classed]
    names = names or [(said["License"] or "").strip().partition("\n")[0]]
    return [{"license": {"name": name}} for name in names if name]


def description(wheel: Path) -> Message:
    with ZipFile(wheel) as packed:
        (name,) = [each for each in packed.namelist() if each.endswith(".dist-info/METADATA")]
        return Parser().parsestr(packed.read(name).decode())


def _copied(table: str) -> list[dict[str, Any]]:
    """What was copied into the repository and is shipped: fonts and design tokens."""
    shipped = [line for line in table.splitlines() if line.endswith("| yes |")]
    return [
        {
            "type": "file" if "PDF" in row["what"] else "library",
            "bom-ref": f"pkg:npm/{row['name'].replace('@', '%40')}@{row['version']}",
            "name": row["name"],
            "version": row["version"],
            "licenses": [{"license": {"name": row["licence"].strip()}}],
            "purl": f"pkg:npm/{row['name'].replace('@', '%40')}@{row['version']}",
        }
        for row in filter(None, map(COPIED.match, shipped))
    ]


def _dependencies(product: str, own: Path, wheels: list[Path], packages: dict) -> list[dict]:
    """Who needs whom, among what is inside."""
    needs = {product: _needs(own, packages)}
    for wheel in wheels:
        needs[packages[canonicalize_name(description(wheel)["Name"])]["purl"]] = _needs(
            wheel, packages
        )
    return [{"ref": ref, "dependsOn": needs[ref]} for ref in sorted(needs)]


def _needs(wheel: Path, packages: dict) -> list[str]:
    said = description(wheel).get_all("Requires-Dist", [])
    names = {canonicalize_name(re.split(r"[ ;<>=!~\[(]", each)[0]) for each in said}
    return sorted(packages[name]["purl"] for name in names if name in packages)
