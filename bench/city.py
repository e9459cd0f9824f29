"""The city that is measured: the example city, larger."""

import sys
from pathlib import Path

from flask import Flask

from bench.databases import settings
from secaudit.app import create_app
from secaudit.catalogue.installed import shipped
from secaudit.database import db
from secaudit.example.build import build
from secaudit.launching import make_tables, write_config


def city_of(folder: Path, departments: int, years: int, address: str = "") -> Flask:
    """Built once in the folder, by the real actions; `address`: of PostgreSQL, where it is there."""
    fresh = write_config(folder, **settings(address))
    app = create_app(folder)
    if fresh:
        with app.app_context():
            make_tables()
            with db.atomic():
                build(
                    shipped(app.config["CONTROLS"]),
                    departments=departments,
                    years=years,
                    say=lambda words: print(f"  {words}", file=sys.stderr),
                )
    return app
