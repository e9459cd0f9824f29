"""What every page has around it: navigation, languages, whom to call, the demo's banner."""

from dataclasses import dataclass

from flask import current_app, g, render_template, request, url_for
from flask_babel import gettext as _

from secaudit import __version__
from secaudit.accounts.gate import opens
from secaudit.calendar import clock
from secaudit.calendar.eras import date_text
from secaudit.calendar.fiscal import fiscal_label, fiscal_year
from secaudit.calendar.moments import moment_text
from secaudit.errors import N_
from secaudit.organisation.settings import settings
from secaudit.web.language import language
from secaudit.web.styleguide import sample_form

# The main navigation: endpoint and words. Shown to those whom the permission scheme lets in.
NAVIGATION: list[tuple[str, str]] = [
    ("home.show", N_("Home")),
    ("selfcheck.index", N_("Self-check")),
    ("reports.overview", N_("Overview")),
    ("measures.targets", N_("Targets")),
    ("meetings.index", N_("Committee")),
    ("audits.index", N_("Audits")),
    ("findings.index", N_("Findings")),
    ("activities.index", N_("Training and drills")),
    ("incidents.index", N_("Incidents")),
    ("catalogue.index", N_("Controls")),
    ("policies.index", N_("City rules")),
    ("organisation.index", N_("Organisation")),
    ("people.index", N_("People")),
    ("reports.journal", N_("Journal")),
    ("settings.show", N_("Settings")),
]


@dataclass(frozen=True)
class Link:
    label: str
    href: str
    current: bool = False


def navigation() -> list[Link]:
    if not g.get("actor"):
        return []
    shown = [(e, w) for e, w in NAVIGATION if e in current_app.view_functions and opens(e)]
    here = chosen([endpoint for endpoint, _words in shown], request.endpoint or "")
    return [Link(_(words), url_for(endpoint), endpoint == here) for endpoint, words in shown]


def chosen(endpoints: list[str], here: str) -> str:
    """The entry that is this page, else the first of the same part of the product."""
    part = here.split(".")[0]
    return (
        here if here in endpoints else next((e for e in endpoints if e.split(".")[0] == part), "")
    )


def frame() -> dict:
    chosen = settings()
    contact = chosen["contact_en"] if language() == "en" else chosen["contact"]
    city = chosen["city_name_en"] if language() == "en" else chosen["city_name"]
    return {
        "navigation": navigation(),
        "home_url": url_for("home.show"),
        "municipality": city,
        "cycle": fiscal_label(fiscal_year(clock.today()), language()),
        "contact": contact or chosen["contact"],
        "version": __version__,
        "printed": printed(),
        "demo_banner": demo_banner(),
        "practice": current_app.config["REHEARSAL"],
        **(who() if g.get("actor") else {}),
    }


def who() -> dict:
    return {
        "person_name": g.actor.name,
        "account_url": url_for("accounts.show"),
        "manual_url": url_for("manual.index"),
        "sign_out_url": url_for("accounts.sign_out"),
        "idle_minutes": settings()["idle_minutes"],
        "keep_alive_url": url_for("accounts.keep_alive"),
    }


def printed() -> str:
    """The line at the head of every printed page: as of when, by whom."""
    at = moment_text(clock.now(), "full", language())
    return (
        _("As of %(at)s, printed by %(name)s", at=at, name=g.actor.name) if g.get("actor") else at
    )


PRACTICE = N_("For practice: nothing here is real, and all of it is thrown away.")


def demo_banner() -> str:
    if current_app.config["REHEARSAL"]:
        return _(PRACTICE)
    if not current_app.config["DEMO"]:
        return ""
    day = date_text(clock.today(), "full", language())
    return _("Example city with invented data. Its calendar says %(day)s.", day=day)


def styleguide():
    return render_template("styleguide.html", form=sample_form())


def alive():
    """For whoever watches over the server: it answers and reaches its tables."""
    settings()
    return {"alive": True}


def init_app(app):
    app.context_processor(frame)
    app.add_url_rule("/styleguide", "web.styleguide", styleguide)
    app.add_url_rule("/alive", "web.alive", alive)
