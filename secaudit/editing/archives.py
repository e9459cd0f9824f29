"""The folder as a ZIP and back, byte for byte. What does not belong there is refused."""

import io
import re
import zipfile
from collections.abc import Iterator

from secaudit.editing.files import Files
from secaudit.errors import N_, Invalid

NAME = re.compile(r"[A-Za-z0-9_-]{1,40}\.yaml")
FOLDER = re.compile(r"[\w-][\w .-]{0,80}")
MOST_FILES, MOST_BYTES = 300, 16_000_000
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the same folder is the same archive

NOT_A_ZIP = N_("This is not a ZIP file that can be read.")
TOO_MANY = N_("The archive has more than %(limit)s files.")
TOO_LARGE = N_("Unpacked, the archive has more than %(limit)s MB.")
STRANGE = N_("“%(name)s” does not belong there. The archive holds YAML files only, side by side.")
TWICE = N_("“%(name)s” is there twice.")
NOT_UTF8 = N_("“%(name)s” is not UTF-8.")
ENCRYPTED = N_("The archive is encrypted. Send it without a password.")
NOTHING = N_("The archive has no YAML file.")


def packed(files: Files) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            info = zipfile.ZipInfo(name, LONG_AGO)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, content.encode())
    return buffer.getvalue()


def unpacked(data: bytes) -> Files:
    """The files, also where they lie together in one folder of the archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found = dict(_members(archive))
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, OSError) as error:
        raise Invalid(NOT_A_ZIP, field="file") from error
    if not found:
        raise Invalid(NOTHING, field="file")
    return dict(sorted(found.items()))


def _members(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    members = [each for each in archive.infolist() if not each.is_dir()]
    if len(members) > MOST_FILES:
        raise Invalid(TOO_MANY, field="file", limit=MOST_FILES)
    top = _common_folder([each.filename for each in members])
    left, seen = MOST_BYTES, set()
    for member in members:
        name = member.filename.removeprefix(top)
        if not NAME.fullmatch(name):
            raise Invalid(STRANGE, field="file", name=name[:60])
        if name in seen:
            raise Invalid(TWICE, field="file", name=name)
        seen.add(name)
        content = _content(archive, member, left)
        left -= len(content)
        yield name, _text(name, content)


def _common_folder(names: list[str]) -> str:
    folders = {name.rpartition("/")[0] for name in names}
    (folder,) = folders if len(folders) == 1 else ("",)
    return f"{folder}/" if FOLDER.fullmatch(folder) else ""


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo, left: int) -> bytes:
    """Read no further than is allowed, whatever the archive says of its sizes."""
    if member.flag_bits & 1:
        raise Invalid(ENCRYPTED, field="file")
    with archive.open(member) as file:
        content = file.read(left + 1)
    if len(content) > left:
        raise Invalid(TOO_LARGE, field="file", limit=MOST_BYTES // 1_000_000)
    return content


def _text(name: str, content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Invalid(NOT_UTF8, field="file", name=name) from error
