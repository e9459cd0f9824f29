"""https with the city's certificate: by the server itself, and through a reverse proxy."""

import shutil
import socket
import ssl
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import datetime
from http.client import HTTPSConnection
from pathlib import Path

import pytest

from secaudit.web.certificates import BadCertificate, covers, refuse_unfit
from tests.deploy.archive import ROOT
from tests.deploy.certificates import issue, named
from tests.running import configure, free_port

NOW = datetime(2026, 10, 22)
HOST = "secaudit.city.example.lg.jp"


@contextmanager
def serving(folder, port):
    command = [
        sys.executable,
        "-m",
        "secaudit",
        "--data",
        str(folder),
        "serve",
        "--port",
        str(port),
    ]
    process = subprocess.Popen([*command, "--workers", "1"], stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait(20)


def ask(port, certificate, address="/sign-in"):
    """As a browser that trusts the city's authority; the name must fit."""
    context = ssl.create_default_context(cafile=certificate)
    deadline = time.monotonic() + 120  # a busy machine starts slowly
    while True:
        connection = HTTPSConnection(HOST, port, timeout=10, context=context)
        connection._create_connection = lambda _address, *rest: socket.create_connection(
            ("127.0.0.1", port), *rest
        )
        try:
            connection.request("GET", address)
            answer = connection.getresponse()
            if answer.status == 502:
                raise ConnectionError("the server behind it does not listen yet")
            return answer.status, dict(answer.getheaders()), answer.read().decode()
        except ConnectionError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        finally:
            connection.close()


def test_the_server_itself(app, tmp_path):
    certificate, key = issue(tmp_path / "tls", HOST, days=4000)
    named = {"CERTIFICATE": str(certificate), "CERTIFICATE_KEY": str(key)}
    url, port = app.config["DATABASE_URL"], free_port()
    configure(tmp_path, url, BASE_URL=f"https://{HOST}:{port}", **named)
    (tmp_path / "config.toml").chmod(0o600)

    with serving(tmp_path, port):
        status, headers, page = ask(port, certificate)

    assert status == 200 and "<h1" in page
    assert "__Host-" in headers["Set-Cookie"] and "Secure" in headers["Set-Cookie"]


@pytest.mark.long
def test_behind_nginx_as_in_the_example(app, tmp_path):
    assert shutil.which("nginx"), "This test needs nginx (Debian: apt-get install nginx-light)."
    certificate, _key = issue(tmp_path / "tls", HOST, days=4000)
    url, port, front = app.config["DATABASE_URL"], free_port(), free_port()
    configure(tmp_path, url, BASE_URL=f"https://{HOST}", PROXIES=1)
    (tmp_path / "config.toml").chmod(0o600)

    with serving(tmp_path, port), nginx(tmp_path, port, front):
        status, headers, page = ask(front, certificate)
        redirected = ask(front, certificate, "/")

    assert status == 200 and "<h1" in page and "Secure" in headers["Set-Cookie"]
    assert redirected[0] == 302 and redirected[1]["Location"].endswith("/sign-in")


@contextmanager
def nginx(folder: Path, port: int, front: int):
    """The example's own text, with other ports and places."""
    text = (ROOT / "deploy/proxy/nginx.conf").read_text()
    changed = {
        "443 ssl": f"127.0.0.1:{front} ssl",
        "127.0.0.1:8000": f"127.0.0.1:{port}",
        "/etc/ssl/secaudit": f"{folder}/tls",
    }
    for before, after in changed.items():
        assert before in text
        text = text.replace(before, after)
    temporary = "".join(
        f"{each}_temp_path {folder}/{each};\n"
        for each in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole = f"daemon off; pid {folder}/pid; error_log stderr;\nevents {{}}\nhttp {{\n"
    (folder / "nginx.conf").write_text(f"{whole}access_log off;\n{temporary}{text}}}\n")
    process = subprocess.Popen(["nginx", "-e", "stderr", "-c", str(folder / "nginx.conf")])
    try:
        yield
    finally:
        process.terminate()
        process.wait(20)


def altered(pair, of):
    """What can be wrong with a certificate and its key."""
    certificate, key = pair
    match of:
        case "no certificate":
            certificate.write_text("not a certificate")
        case "another key":
            other = issue(key.parent / "other", HOST, now=NOW)
            shutil.copy(other[1], key)
        case "open key":
            key.chmod(0o644)
        case "missing":
            certificate.unlink()
        case "wrong order":
            behind = issue(key.parent / "behind", now=NOW, subject=named("Issuing"))[0].read_text()
            alone = certificate.read_text()
            certificate.write_text(alone + behind + alone)
    return pair


@pytest.mark.parametrize(
    ("of", "host", "days", "says"),
    [
        ("no certificate", HOST, 30, "cannot be used together"),
        ("another key", HOST, 30, "cannot be used together"),
        ("missing", HOST, 30, "cannot be used together"),
        ("open key", HOST, 30, "chmod 600"),
        ("wrong order", HOST, 30, "Put the server's own first"),
        ("ended", HOST, -1, "Ask for a new certificate"),
        ("another name", "www.example.jp", 30, "is not for www.example.jp"),
    ],
)
def test_a_wrong_certificate_is_refused_before_the_start(tmp_path, of, host, days, says):
    pair = altered(issue(tmp_path / "tls", HOST, days=days, now=NOW), of)

    with pytest.raises(BadCertificate) as refused:
        refuse_unfit(*pair, host, NOW)

    assert says in str(refused.value)


def test_a_star_is_one_label():
    assert covers("*.example.lg.jp", "a.example.lg.jp")
    assert not covers("*.example.lg.jp", "a.b.example.lg.jp")
    assert not covers("*.example.lg.jp", "example.lg.jp")
    assert covers("127.0.0.1", "127.0.0.1") and not covers("127.0.0.1", "127.0.0.2")
