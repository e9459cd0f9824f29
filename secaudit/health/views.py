"""The page on which an administrator sees whether all is well."""

from pathlib import Path

from flask import Blueprint, current_app, render_template

from secaudit.calendar import clock
from secaudit.health.reading import examined
from secaudit.health.rules import State, worst
from secaudit.health.words import told

bp = Blueprint("health", __name__)


@bp.get("/health")
def show():
    """The administrator's page: is everything as it should be?"""
    checks = examined(Path(current_app.instance_path), current_app.config)
    found = [told(each) for each in checks]
    return render_template(
        "health/show.html", found=found, worst=worst(checks), states=State, at=clock.now()
    )
