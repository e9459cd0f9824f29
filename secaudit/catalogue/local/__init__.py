"""A city's own rules beside the shipped ones: read, checked, laid over them, written."""

from secaudit.catalogue.local.checking import check, check_folder, check_local
from secaudit.catalogue.local.layering import Effective, Note, NoteKind, effective
from secaudit.catalogue.local.reading import load_local, read_local
from secaudit.catalogue.local.values import NOTHING, Local, Override
from secaudit.catalogue.local.writing import files_of_local

__all__ = [
    "NOTHING",
    "Effective",
    "Local",
    "Note",
    "NoteKind",
    "Override",
    "check",
    "check_folder",
    "check_local",
    "effective",
    "files_of_local",
    "load_local",
    "read_local",
]
