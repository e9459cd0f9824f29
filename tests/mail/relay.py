"""A mail relay on this machine that speaks SMTP over a real socket, and does what a test asks of it."""

import socketserver
import ssl
import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec


class RelayHere(socketserver.ThreadingTCPServer):
    """`answers`: what it says to a command instead, by its first word (`{"RCPT": "550 no"}`);
    `dies_after`: after so many letters it closes the connection without a word."""

    daemon_threads, allow_reuse_address = True, True

    def __init__(self, answers=None, tls: ssl.SSLContext | None = None, dies_after=10_000):
        super().__init__(("127.0.0.1", 0), Talk)
        self.answers, self.tls, self.dies_after = answers or {}, tls, dies_after
        self.letters: list[EmailMessage] = []
        self.envelopes: list[list[str]] = []
        self.logins = 0
        self.connections = 0

    @property
    def port(self) -> int:
        return self.server_address[1]


class Talk(socketserver.StreamRequestHandler):
    server: RelayHere

    def handle(self):
        try:
            self.talk()
        except OSError:  # the client went away, or did not like the certificate
            pass
        finally:
            self.rfile.close()
            self.wfile.close()
            self.request.close()

    def finish(self):
        """Everything is closed already, also what TLS was laid over."""

    def talk(self):
        self.to: list[str] = []
        self.server.connections += 1
        self.say("220 relay")
        while line := self.rfile.readline():
            word, _, rest = line.decode().strip().partition(" ")
            if len(self.server.letters) >= self.server.dies_after:
                return
            if answer := self.server.answers.get(word.upper()):
                self.say(answer)
            elif word.upper() == "QUIT":
                return self.say("221 bye")
            else:
                getattr(self, f"on_{word.lower()}", self.on_other)(rest)

    def say(self, line: str):
        self.wfile.write(line.encode() + b"\r\n")
        self.wfile.flush()

    def on_ehlo(self, _rest):
        self.say("250-relay\r\n250-AUTH PLAIN\r\n250 STARTTLS" if self.server.tls else "250 relay")

    def on_starttls(self, _rest):
        self.say("220 go on")
        self.request = self.server.tls.wrap_socket(self.request, server_side=True)
        self.rfile, self.wfile = self.request.makefile("rb"), self.request.makefile("wb")

    def on_auth(self, _rest):
        self.server.logins += 1
        self.say("235 welcome")

    def on_mail(self, _rest):
        self.to = []
        self.say("250 ok")

    def on_rcpt(self, rest):
        self.to.append(rest.partition("<")[2].partition(">")[0])
        self.say("250 ok")

    def on_data(self, _rest):
        self.say("354 go on")
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        self.server.letters.append(message_from_bytes(b"".join(lines), policy=policy.default))
        self.server.envelopes.append(self.to)
        self.say("250 taken")

    def on_other(self, _rest):
        self.say("250 ok")


@contextmanager
def relay(**options):
    with RelayHere(**options) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def certificate(folder: Path, name: str = "127.0.0.1") -> tuple[Path, ssl.SSLContext]:
    """A certificate of the city's own for that name: the file that trusts it, and the server's side."""
    key, called = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    try:
        alternative: x509.GeneralName = x509.IPAddress(ip_address(name))
    except ValueError:
        alternative = x509.DNSName(name)
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(called, called, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=900))
        .not_valid_after(now + timedelta(days=900))
        .add_extension(x509.SubjectAlternativeName([alternative]), critical=True)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / f"{name}.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return file, context
