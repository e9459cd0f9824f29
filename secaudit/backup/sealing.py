"""A backup that only those who have the key can read.

AES-256-GCM in blocks of 1 MiB, so that a backup of any size needs little memory. Every file has a
key of its own, derived from the one in the key file and a random salt; a block's nonce is its number
and whether it is the last: blocks cannot be changed, swapped, left out or added.
"""

import os
import secrets
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from secaudit.backup.archive import BadBackup
from secaudit.errors import N_, Refused

MAGIC = b"secaudit-sealed/1\n"
END = ".sealed"
SALT, BLOCK, TAG = 32, 1 << 20, 16
KEY_BYTES = 32


def new_key(to: Path) -> None:
    """A key file: 64 hexadecimal digits, for its owner only. An existing file is never replaced."""
    try:
        descriptor = os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise Refused(N_("%(file)s exists already. Name another file."), file=to) from error
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_hex(KEY_BYTES) + "\n")


def read_key(path: Path) -> bytes:
    try:
        key = bytes.fromhex(path.read_text(encoding="ascii"))
    except (OSError, ValueError) as error:
        raise Refused(N_("The key file %(file)s cannot be read."), file=path) from error
    if len(key) != KEY_BYTES:
        raise Refused(
            N_("%(file)s is not a key file. `secaudit backup new-key FILE` makes one."), file=path
        )
    return key


def is_sealed(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def seal(plain: Path, to: Path, key: bytes) -> None:
    """Write the sealed file and read it again; it is whole on the disk when this returns."""
    salt, digest = secrets.token_bytes(SALT), sha256()
    cipher = _cipher(key, salt)
    with plain.open("rb") as source, to.open("wb") as target:
        target.write(MAGIC + salt)
        for nonce, block in _blocks(source, BLOCK):
            digest.update(block)
            target.write(cipher.encrypt(nonce, block, MAGIC))
        target.flush()
        os.fsync(target.fileno())
    again = sha256()
    for block in _opened(to, key):
        again.update(block)
    if again.digest() != digest.digest():
        raise OSError(f"{to}: what was read is not what was written")


def unseal(sealed: Path, to: Path, key: bytes) -> None:
    with to.open("wb") as target:
        for block in _opened(sealed, key):
            target.write(block)


def _opened(sealed: Path, key: bytes) -> Iterator[bytes]:
    with sealed.open("rb") as source:
        source.seek(len(MAGIC))
        cipher = _cipher(key, source.read(SALT))
        for nonce, block in _blocks(source, BLOCK + TAG):
            try:
                yield cipher.decrypt(nonce, block, MAGIC)
            except InvalidTag as error:
                raise BadBackup(
                    N_("%(file)s was altered or is not complete, or the key is another one."),
                    file=sealed,
                ) from error


def _cipher(key: bytes, salt: bytes) -> AESGCM:
    return AESGCM(HKDF(SHA256(), KEY_BYTES, salt, MAGIC).derive(key))


def _blocks(source: BinaryIO, size: int) -> Iterator[tuple[bytes, bytes]]:
    """Each block with its nonce; even of nothing there is one, the last."""
    number, block = 0, source.read(size)
    while following := source.read(size):
        yield number.to_bytes(11) + b"\0", block
        number, block = number + 1, following
    yield number.to_bytes(11) + b"\1", block
