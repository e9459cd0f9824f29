"""A sealed backup opens with its key, whole, or not at all."""

import pytest

from secaudit.backup import sealing
from secaudit.backup.archive import BadBackup
from secaudit.errors import Refused

KEY = bytes(range(32))


@pytest.fixture
def sealed(tmp_path, monkeypatch):
    """Five blocks and a bit, of sixteen bytes each."""
    monkeypatch.setattr(sealing, "BLOCK", 16)
    (tmp_path / "plain").write_bytes(b"what nobody else reads" * 4)
    sealing.seal(tmp_path / "plain", tmp_path / "sealed", KEY)
    return tmp_path / "sealed"


def test_there_and_back(sealed, tmp_path):
    sealing.unseal(sealed, tmp_path / "again", KEY)

    assert (tmp_path / "again").read_bytes() == (tmp_path / "plain").read_bytes()
    assert b"nobody" not in sealed.read_bytes() and sealing.is_sealed(sealed)
    assert not sealing.is_sealed(tmp_path / "plain")


def test_every_byte_counts_and_so_does_their_order(sealed, tmp_path):
    whole, head, block = sealed.read_bytes(), len(sealing.MAGIC) + sealing.SALT, 16 + sealing.TAG
    flipped = [
        whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
        for at in range(len(sealing.MAGIC), len(whole))
    ]
    swapped = whole[:head] + whole[head + block : head + 2 * block] + whole[head : head + block]
    cut = [whole[: head + count * block] for count in range(5)]
    for content in [*flipped, swapped + whole[head + 2 * block :], *cut, whole + b"x", whole[:-1]]:
        sealed.write_bytes(content)
        with pytest.raises(BadBackup):
            sealing.unseal(sealed, tmp_path / "again", KEY)


def test_another_key_opens_nothing(sealed, tmp_path):
    with pytest.raises(BadBackup):
        sealing.unseal(sealed, tmp_path / "again", bytes(32))


def test_a_key_file_is_made_once_for_its_owner(tmp_path):
    sealing.new_key(tmp_path / "key")
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600
    assert len(sealing.read_key(tmp_path / "key")) == 32

    with pytest.raises(Refused):
        sealing.new_key(tmp_path / "key")
    for content in ("", "zz" * 32, "ab" * 31):
        (tmp_path / "other").write_text(content)
        with pytest.raises(Refused):
            sealing.read_key(tmp_path / "other")
