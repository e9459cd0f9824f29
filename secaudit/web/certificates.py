"""May the server answer with this certificate itself? What is wrong with it is said before it starts."""

import ipaddress
import ssl
import stat
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from cryptography import x509

from secaudit.errors import N_, Problem


class BadCertificate(Problem):
    """The server will not start with this."""


def refuse_unfit(certificate: Path, key: Path, host: str, now: datetime) -> None:
    """`host`: what people type, of BASE_URL; `now`: naive UTC."""
    found = refuse_no_pair(certificate, key)[0]
    ends = found.not_valid_after_utc
    if not found.not_valid_before_utc <= now.replace(tzinfo=UTC) <= ends:
        raise BadCertificate(
            N_("%(file)s holds until %(day)s only, or not yet. Ask for a new certificate."),
            file=certificate,
            day=ends.date(),
        )
    if not any(covers(name, host) for name in names_in(found)):
        raise BadCertificate(
            N_(
                "%(file)s is not for %(host)s but for %(names)s. Change BASE_URL or the certificate."
            ),
            file=certificate,
            host=host,
            names=", ".join(names_in(found)) or "-",
        )


def refuse_no_pair(certificate: Path, key: Path) -> list[x509.Certificate]:
    """The certificates of the file, the server's own first, where its key is the other file's."""
    _refuse_open(key)
    chain = _read(certificate, key)
    refuse_gap(certificate, chain)
    return chain


def refuse_gap(file: Path, chain: list[x509.Certificate]) -> None:
    """Each is followed by the one that issued it: browsers do not look for it elsewhere."""
    for below, above in pairwise(chain):
        if below.issuer != above.subject:
            raise BadCertificate(
                N_(
                    "In %(file)s the certificate of %(found)s stands behind that of %(name)s, which "
                    "%(issuer)s issued. Put the server's own first, behind each the one that issued it."
                ),
                file=file,
                found=called(above.subject),
                name=called(below.subject),
                issuer=called(below.issuer),
            )


def missing_behind(chain: list[x509.Certificate]) -> str:
    """Who issued the server's own certificate, where the file has nothing else; "" if nothing is missing."""
    own = chain[0]
    return called(own.issuer) if len(chain) == 1 and own.issuer != own.subject else ""


def called(name: x509.Name) -> str:
    """As an authority names itself to people."""
    common = name.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
    return str(common[0].value) if common else name.rfc4514_string()


def _refuse_open(key: Path) -> None:
    if key.exists() and key.stat().st_mode & (stat.S_IROTH | stat.S_IWOTH):
        raise BadCertificate(
            N_("Other users can read %(file)s, which holds a key. Run chmod 600 on it."),
            file=str(key),
        )


def _read(certificate: Path, key: Path) -> list[x509.Certificate]:
    """The first certificate of the file is the server's own: the key belongs to it."""
    try:
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(certificate, key, "")
        return read_chain(certificate)
    except (OSError, ValueError) as error:  # ssl.SSLError is an OSError
        raise BadCertificate(
            N_(
                "%(file)s and %(key)s cannot be used together: %(fault)s. Both are PEM; the key has "
                "no password and belongs to the first certificate."
            ),
            file=certificate,
            key=key,
            fault=getattr(error, "reason", None) or getattr(error, "strerror", None) or str(error),
        ) from error


def read_chain(file: Path) -> list[x509.Certificate]:
    """The server's own certificate and those behind it; ValueError where the file has none."""
    return x509.load_pem_x509_certificates(file.read_bytes())


def ends_of(chain: list[x509.Certificate]) -> datetime:
    """The first moment, naive UTC, at which one of them no longer holds."""
    return min(each.not_valid_after_utc for each in chain).replace(tzinfo=None)


def names_in(certificate: x509.Certificate) -> list[str]:
    try:
        said = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return []
    addresses = [str(each) for each in said.get_values_for_type(x509.IPAddress)]
    return said.get_values_for_type(x509.DNSName) + addresses


def covers(name: str, host: str) -> bool:
    """`*` stands for one label; an address is only itself."""
    try:
        return ipaddress.ip_address(name) == ipaddress.ip_address(host)
    except ValueError:
        first, _, rest = host.lower().partition(".")
        return name.lower() in (
            host.lower(),
            f"*.{rest}" if first and "." in rest else host.lower(),
        )
