"""A disk with no room for more, for this process: as real for it as a full one, and undone afterwards."""

import resource
from contextlib import contextmanager


@contextmanager
def no_file_larger_than(size: int):
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
