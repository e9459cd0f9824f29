"""A real OpenLDAP on this machine, for as long as a test needs it: `slapd`, or where SLAPD names it."""

import os
import shutil
import socket
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

from tests.running import free_port

BASE = "dc=shiomi"
READER, READER_PASSWORD = f"cn=reader,{BASE}", "reader's password"
CONFIG = """
include {schema}/core.schema
include {schema}/cosine.schema
include {schema}/inetorgperson.schema
modulepath {modules}
moduleload back_mdb
pidfile {folder}/slapd.pid
TLSCertificateFile {certificate}
TLSCertificateKeyFile {certificate}
TLSCACertificateFile {certificate}
security simple_bind=64
database mdb
suffix "{base}"
directory {folder}/db
rootdn "{reader}"
rootpw "{password}"
"""
ENTRY = """dn: uid={number},{base}
objectClass: inetOrgPerson
uid: {number}
cn: {number}
sn: {number}
userPassword: {password}

"""


def program() -> str:
    return os.environ.get("SLAPD", "") or shutil.which("slapd", path="/usr/sbin:/usr/bin") or ""


@contextmanager
def slapd(folder: Path, certificate: Path, people: dict[str, str]):
    """Yield its ports: (ldap, ldaps)."""
    root = Path(program()).parent.parent.parent  # …/usr/sbin/slapd
    words = {
        "schema": root / "etc/ldap/schema" if (root / "etc/ldap").exists() else "/etc/ldap/schema",
        "modules": root / "usr/lib/ldap",
        "folder": folder,
        "certificate": certificate,
        "base": BASE,
        "reader": READER,
        "password": READER_PASSWORD,
    }
    (folder / "db").mkdir()
    (folder / "slapd.conf").write_text(CONFIG.format(**words))
    entries = (
        f"dn: {BASE}\nobjectClass: dcObject\nobjectClass: organization\ndc: shiomi\no: city\n\n"
    )
    entries += "".join(ENTRY.format(number=n, base=BASE, password=p) for n, p in people.items())
    (folder / "people.ldif").write_text(entries)
    add = ["-Ta", "-f", folder / "slapd.conf", "-l", folder / "people.ldif"]
    subprocess.run([program(), *map(str, add)], check=True, capture_output=True)
    ports = free_port(), free_port()
    addresses = f"ldap://127.0.0.1:{ports[0]} ldaps://127.0.0.1:{ports[1]}"
    serving = [program(), "-d", "0", "-f", str(folder / "slapd.conf"), "-h", addresses]
    process = subprocess.Popen(serving, stderr=subprocess.DEVNULL)
    try:
        wait_for(ports[1])
        yield ports
    finally:
        process.terminate()
        process.wait()


def wait_for(port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.02)
    raise AssertionError("slapd does not listen")
