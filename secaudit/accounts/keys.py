"""The key that guards what proves who people are: `keys/credentials.key` in the data folder.

Whoever copies the database alone, or may write to it, has no use of what is sealed here: nothing can
be guessed offline, and a hash moved to another account does not open. The key is made at the first
need and belongs in every backup; without it everybody needs a new one-time code.
"""

import os
import secrets
from hashlib import sha256
from hmac import digest as hmac_digest
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from secaudit.disks import sync_folder

NAME, BYTES, NONCE = "credentials.key", 32, 12
_folder = Path("instance/keys")
_key = b""


def use(folder: Path) -> None:
    """From now on the key is the one in that folder."""
    global _folder, _key
    _folder, _key = folder, b""


def seal(text: str, owner: str) -> str:
    """Encrypted so that it opens for that owner only: `password:12`."""
    nonce = secrets.token_bytes(NONCE)
    return (nonce + AESGCM(_made()).encrypt(nonce, text.encode(), owner.encode())).hex()


def unseal(sealed: str, owner: str) -> str:
    """What was sealed for that owner; nothing, if it was not or the key is another one."""
    try:
        data = bytes.fromhex(sealed)
        opened = AESGCM(_made()).decrypt(data[:NONCE], data[NONCE:], owner.encode())
    except (ValueError, InvalidTag):
        return ""
    return opened.decode()


def keyed_hash(code: str) -> str:
    """A hash that nobody can try codes against without the key."""
    return hmac_digest(_made(), b"code:" + code.encode("utf-8", "surrogatepass"), sha256).hex()


def _made() -> bytes:
    global _key
    if not _key:
        path = _folder / NAME
        if not path.exists():
            _make(path)
        _key = bytes.fromhex(path.read_text().strip())
    return _key


def _make(path: Path) -> None:
    """Written beside its place and linked to it: of two processes one wins, and both read its key."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_hex(BYTES) + "\n")
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    sync_folder(path.parent)
