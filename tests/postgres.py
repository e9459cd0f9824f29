"""PostgreSQL for the tests: one template database, a copy of it for each test."""

import os
from urllib.parse import urlsplit, urlunsplit

TEMPLATE = "secaudit_template"
_count = 0


def _admin(statement: str) -> None:
    import psycopg

    with psycopg.connect(os.environ["TEST_POSTGRES"], autocommit=True) as connection:
        connection.execute(statement)


def _named(name: str) -> str:
    return urlunsplit(urlsplit(os.environ["TEST_POSTGRES"])._replace(path=f"/{name}"))


def _worker() -> str:
    return os.environ.get("PYTEST_XDIST_WORKER", "main")


def template(purpose: str = "empty") -> str:
    name = f"{TEMPLATE}_{purpose}_{_worker()}"
    _admin(f"DROP DATABASE IF EXISTS {name}")
    _admin(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'")
    return _named(name)


def copy(purpose: str = "empty") -> str:
    global _count
    _count += 1
    name = f"test_{_worker()}_{_count}"
    _admin(f"DROP DATABASE IF EXISTS {name}")
    _admin(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}_{purpose}_{_worker()}")
    return _named(name)


def drop(url: str) -> None:
    _admin(f"DROP DATABASE IF EXISTS {urlsplit(url).path.lstrip('/')} WITH (FORCE)")
