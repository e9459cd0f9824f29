"""Certificates as a city's own authority would give them, made for a test."""

from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat


def named(common):
    return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, common)])


NAME = named("secaudit.test")


def issue(folder, *names, days=30, now=None, subject=NAME, issuer=NAME):
    """Certificate and key, PEM, for these names; it began two months ago and ends after `days`."""
    key, now = ec.generate_private_key(ec.SECP256R1()), now or datetime.now(UTC)
    known = [x509.DNSName(each) for each in names] + [x509.IPAddress(ip_address("127.0.0.1"))]
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=60))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName(known), critical=False)
        .sign(key, SHA256())
    )
    folder.mkdir(exist_ok=True)
    (folder / "certificate.pem").write_bytes(made.public_bytes(Encoding.PEM))
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "key.pem").write_bytes(secret)
    (folder / "key.pem").chmod(0o600)
    return folder / "certificate.pem", folder / "key.pem"
