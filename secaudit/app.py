"""The application, put together."""

from pathlib import Path

from flask import Flask
from flask_wtf import CSRFProtect

from secaudit import frame, repeating
from secaudit.accessreview.views import bp as access_review_pages
from secaudit.accounts import bind, gate, keys, passwords
from secaudit.accounts.administration import bp as administration_pages
from secaudit.accounts.sessions import Sessions
from secaudit.accounts.signed_in import bp as signed_in_pages
from secaudit.accounts.views import bp as accounts_pages
from secaudit.activities.views import bp as activity_pages
from secaudit.auditpapers.views import bp as audit_paper_pages
from secaudit.audits.views import bp as audit_pages
from secaudit.calendar import clock
from secaudit.calibration.views import bp as calibration_pages
from secaudit.catalogue.views import bp as catalogue_pages
from secaudit.committee.views import bp as committee_pages
from secaudit.controlpage import views as control_page
from secaudit.correspondence.views import bp as correspondence_pages
from secaudit.database import db, open_database
from secaudit.directory.views.offices import bp as office_pages
from secaudit.directory.views.people import bp as people_pages
from secaudit.directory.views.systems import bp as system_pages
from secaudit.editing.views import bp as editing_pages
from secaudit.evidence import scanning
from secaudit.evidence import serving as evidence_files
from secaudit.evidence import store as evidence_store
from secaudit.exceptions.views import bp as exception_pages
from secaudit.fieldwork.views import bp as fieldwork_pages
from secaudit.findings.views import bp as finding_pages
from secaudit.handover.views import bp as handover_pages
from secaudit.health.views import bp as health_pages
from secaudit.home.views import bp as home_pages
from secaudit.improvements.views import bp as improvement_pages
from secaudit.incidents.views import bp as incident_pages
from secaudit.intake.views import bp as intake_pages
from secaudit.manual.views import bp as manual_pages
from secaudit.measures.views import bp as measure_pages
from secaudit.meetings.views import bp as meeting_pages
from secaudit.opendata.views import bp as open_data_pages
from secaudit.policies.views import bp as policy_pages
from secaudit.programme.views import bp as programme_pages
from secaudit.rehearsal.views import bp as rehearsal_pages
from secaudit.reports.views import bp as report_pages
from secaudit.resources import folder
from secaudit.retention.views import bp as retention_pages
from secaudit.selfcheck.views import bp as selfcheck_pages
from secaudit.settings.views import bp as settings_pages
from secaudit.takeover.views import bp as takeover_pages
from secaudit.web import (
    addresses,
    compression,
    draining,
    language,
    markdown,
    practice,
    problems,
    security,
    security_log,
    starting,
)
from secaudit.workbooks.views import bp as workbook_pages

PRACTICE = "練習用　For practice"  # on every page of every paper of a copy for practice

PAGES = [
    home_pages,
    health_pages,
    accounts_pages,
    selfcheck_pages,
    workbook_pages,
    improvement_pages,
    measure_pages,
    meeting_pages,
    activity_pages,
    incident_pages,
    exception_pages,
    report_pages,
    committee_pages,
    calibration_pages,
    open_data_pages,
    correspondence_pages,
    audit_pages,
    programme_pages,
    audit_paper_pages,
    finding_pages,
    fieldwork_pages,
    catalogue_pages,
    policy_pages,
    editing_pages,
    office_pages,
    system_pages,
    people_pages,
    handover_pages,
    manual_pages,
    intake_pages,
    takeover_pages,
    administration_pages,
    retention_pages,
    access_review_pages,
    settings_pages,
    rehearsal_pages,
    signed_in_pages,
]


def create_app(data: str | Path | None = None, **settings) -> Flask:
    """The product on one data folder (default: `instance/` beside the package)."""
    app = Flask(
        "secaudit",
        instance_relative_config=True,
        template_folder=str(folder("templates")),
        instance_path=str(Path(data).resolve()) if data else None,
    )
    read_settings(app, settings)
    starting.refuse_unsafe(app)
    starting.secure(app)

    turn_to(app)
    app.teardown_appcontext(close_connection)

    addresses.init_app(app)
    app.session_interface = Sessions()
    compression.init_app(app)  # first here: the last to touch an answer
    security.init_app(app)
    gate.init_app(app)  # before the form token: who was signed out is told so, not of a token
    CSRFProtect(app)
    parts = (language, markdown, problems, draining, control_page, evidence_files, frame, repeating)
    for part in parts:
        part.init_app(app)
    for pages in PAGES:
        app.register_blueprint(pages)
    return app


def read_settings(app: Flask, settings: dict) -> None:
    app.config.from_object("secaudit.config")
    starting.read_file(app)
    app.config.from_prefixed_env("SECAUDIT")
    app.config.update(settings)
    app.config["DATABASE_URL"] = (
        app.config["DATABASE_URL"] or f"sqlite:///{app.instance_path}/secaudit.db"
    )
    app.config["CONTROLS"] = app.config["CONTROLS"] or str(folder("controls") / "municipal")
    app.config["LOCAL_CONTROLS"] = app.config["LOCAL_CONTROLS"] or f"{app.instance_path}/controls"
    app.config["SNAPSHOT"] = app.config["SNAPSHOT"] or f"{app.instance_path}/controls.snapshot"


def turn_to(app: Flask) -> None:
    """This process works on that application's data folder: one at a time."""
    open_database(app.config["DATABASE_URL"])
    clock.shift(app.config["CLOCK_OFFSET"])
    keys.use(Path(app.instance_path) / "keys")
    evidence_store.use(Path(app.instance_path) / "evidence")
    scanning.use(app.config["EVIDENCE_SCANNER"], app.config["EVIDENCE_SCANNER_SECONDS"])
    bind.use(app.config)
    practice.use(PRACTICE if app.config["REHEARSAL"] else "")
    passwords.use(Path(app.instance_path) / "known-passwords.txt")
    security_log.init_app(app)


def close_connection(_error) -> None:
    """peewee connects at the first query of a request or a command. This is where that ends."""
    if not db.is_closed():
        db.close()
