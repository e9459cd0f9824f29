"""What will be published, and surveys. Files are asked for by a button: each is an entry."""

from pathlib import Path

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from secaudit.accounts.gate import current
from secaudit.accounts.saving import saved
from secaudit.calendar import clock
from secaudit.documents.lists import WRITERS
from secaudit.errors import Missing, Refused
from secaudit.opendata import folder, mapping
from secaudit.opendata.answering import FIGURES, SHOWS, Answered, answered, known
from secaudit.opendata.figures import Resource, resources
from secaudit.opendata.forms import NameForm, SurveyForm
from secaudit.opendata.gathering import final, ground, published_years
from secaudit.opendata.package import About, as_json, as_zip, rows
from secaudit.opendata.tables import source, survey_table
from secaudit.organisation.settings import settings
from secaudit.reports.files import record_export
from secaudit.reports.reading import chosen_period, period_title
from secaudit.reports.views.blueprint import asked_id, vocabulary
from secaudit.selfcheck.models import Period
from secaudit.selfcheck.reading import catalogue_of
from secaudit.web.attachments import attached
from secaudit.web.language import in_my_language

bp = Blueprint("opendata", __name__, url_prefix="/overview")
bp.context_processor(vocabulary)

FILES = {"zip": as_zip, "json": as_json}


def about() -> About:
    chosen = settings()
    city = {"ja": chosen["city_name"], "en": chosen["city_name_en"] or chosen["city_name"]}
    return About(in_my_language(city), chosen["open_data_licence"], clock.now())


def published() -> tuple[list[Period], tuple[Resource, ...]]:
    _chosen, every = chosen_period(None)
    return final(every), resources(published_years(every, clock.now()))


@bp.get("/open-data")
def show():
    """Exactly what the files will hold."""
    periods, found = published()
    shown = [(each, rows(each)) for each in found] if periods else []
    return render_template("opendata/show.html", found=shown, about=about())


@bp.post("/open-data")
def file():
    kind = request.form.get("format", "")
    if kind not in FILES:
        abort(400)
    if not about().licence:
        raise Refused(_("Set the licence of the open data in the settings first."))
    periods, found = published()
    if not periods:
        raise Missing()
    content = FILES[kind](found, about())
    record_export(periods[0], "opendata", kind, by=current, at=clock.now())
    return attached(content, f"open-data.{kind}")


# --- surveys --------------------------------------------------------------------------------


def place() -> Path:
    return Path(current_app.config["LOCAL_CONTROLS"]) / "surveys"


def asked_period() -> tuple[Period, list[Period]]:
    """The one in the address; else the newest final one, else the newest."""
    id = asked_id("period")
    period, every = chosen_period(id)
    chosen = period if id else next(iter(final(every)), period)
    if chosen is None:
        raise Missing()
    return chosen, every


@bp.route("/surveys", methods=["GET", "POST"])
def surveys():
    form = NameForm()
    if form.validate_on_submit():
        return redirect(url_for(".edit_survey", name=form.name.data))
    return render_template("opendata/surveys.html", names=folder.names(place()), form=form)


def read(name: str, period: Period):
    data = folder.content(place(), name)
    return mapping.read(data, f"{name}.yaml", known(catalogue_of(period)))


def answers(survey: mapping.Survey, period: Period, every: list[Period]) -> list[Answered]:
    return answered(survey, ground(period, every, clock.now()))


@bp.get("/surveys/<name>")
def survey(name):
    """The answers in the survey's order, those that are missing first said."""
    period, every = asked_period()
    found, problems = read(name, period)
    return render_template(
        "opendata/survey.html",
        name=name,
        survey=found,
        problems=[each.text(_) for each in problems],
        answers=answers(found, period, every) if found else [],
        source=source,
        period=period,
        periods=final(every),
        now=clock.now(),
    )


@bp.post("/surveys/<name>")
def survey_file(name):
    kind = request.form.get("format", "")
    if kind not in WRITERS:
        abort(400)
    period, every = asked_period()
    found, _problems = read(name, period)
    if found is None:
        raise Refused(_("The survey's file has mistakes. Mend them first."))
    title = in_my_language(period_title(period))
    table = survey_table(found, answers(found, period, every), title, clock.now())
    content = WRITERS[kind](table, clock.now())
    record_export(period, "survey", kind, by=current, at=clock.now())
    return attached(content, f"survey-{name}.{kind}")


@bp.route("/surveys/<name>/edit", methods=["GET", "POST"])
def edit_survey(name):
    """The file as text; also with mistakes it is kept, and the page says where they are."""
    if not folder.NAME.fullmatch(name):
        raise Missing()
    is_new = name not in folder.names(place())
    data = EXAMPLE.encode() if is_new else folder.content(place(), name)
    form = SurveyForm(
        based_on="" if is_new else folder.mark(data), text=data.decode(errors="replace")
    )
    if saved(form, lambda: keep(name, form)):
        flash(_("Saved."), "success")
        return redirect(url_for(".survey", name=name))
    return render_template(
        "opendata/edit.html", name=name, form=form, figures=FIGURES, shows=SHOWS, is_new=is_new
    )


def keep(name: str, form: SurveyForm) -> None:
    folder.save(place(), name, form.text.data or "", form.based_on.data or "",
                by=current, at=clock.now())  # fmt: skip


EXAMPLE = f"""\
format: {mapping.FORMAT}
title: 情報セキュリティ対策の実施状況調査
items:
  - id: 1-1
    question: 自己点検を提出した部署の数
    figure: departments_handed_in
  - id: 1-2
    question: 対策の実施率（％）
    figure: implementation_rate
  - id: 1-3
    question: 担当者の職・氏名
"""
