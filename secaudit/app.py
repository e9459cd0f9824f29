"""The application, put together."""

import ipaddress
import tomllib
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from secaudit import frame
from secaudit.accounts import gate, keys
from secaudit.accounts.sessions import Sessions
from secaudit.accounts.views import bp as accounts_pages
from secaudit.calendar import clock
from secaudit.catalogue.views import bp as catalogue_pages
from secaudit.database import db, open_database
from secaudit.errors import N_, Problem
from secaudit.home.views import bp as home_pages
from secaudit.resources import folder
from secaudit.web import addresses, language, markdown, problems, security, security_log

PAGES = [
    home_pages,
    accounts_pages,
    catalogue_pages,
]


class BadSettings(Problem):
    """The server will not start like this."""


def create_app(data: str | Path | None = None, **settings) -> Flask:
    """The product on one data folder (default: `instance/` beside the package)."""
    where = {"instance_path": str(Path(data).resolve())} if data else {}
    app = Flask(
        "secaudit",
        instance_relative_config=True,
        template_folder=str(folder("templates")),
        **where,
    )
    read_settings(app, settings)
    refuse_unsafe(app)
    secure(app)

    open_database(app.config["DATABASE_URL"])
    clock.shift(app.config["CLOCK_OFFSET"])
    keys.use(Path(app.instance_path) / "keys")
    app.teardown_appcontext(close_connection)

    addresses.init_app(app)
    app.session_interface = Sessions()
    security_log.init_app(app)
    security.init_app(app)
    CSRFProtect(app)
    for part in (gate, language, markdown, problems, frame):
        part.init_app(app)
    for pages in PAGES:
        app.register_blueprint(pages)
    return app


def read_settings(app: Flask, settings: dict) -> None:
    app.config.from_object("secaudit.config")
    app.config.from_file("config.toml", load=tomllib.load, silent=True, text=False)
    app.config.from_prefixed_env("SECAUDIT")
    app.config.update(settings)
    app.config["DATABASE_URL"] = (
        app.config["DATABASE_URL"] or f"sqlite:///{app.instance_path}/secaudit.db"
    )
    app.config["CONTROLS"] = app.config["CONTROLS"] or str(folder("controls") / "municipal")


def refuse_unsafe(app: Flask) -> None:
    """Plain http beyond this machine, a weak key, an example city for the world: not started."""
    base = urlsplit(app.config["BASE_URL"])
    if base.scheme not in ("http", "https") or not base.hostname:
        raise BadSettings(N_("BASE_URL must be an address such as https://secaudit.example.lg.jp."))
    if base.scheme == "http" and not is_loopback(base.hostname):
        raise BadSettings(N_("Plain http is allowed on this machine only. Give an https BASE_URL."))
    if len(app.config["SECRET_KEY"]) < 32:
        raise BadSettings(N_("SECRET_KEY is missing or too short. Run secaudit init."))
    if app.debug and not is_loopback(base.hostname):
        raise BadSettings(N_("Debugging is allowed on this machine only."))


def is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def secure(app: Flask) -> None:
    base = urlsplit(app.config["BASE_URL"])
    https = base.scheme == "https"
    app.config.update(
        SESSION_COOKIE_NAME="__Host-secaudit" if https else "secaudit",
        SESSION_COOKIE_SECURE=https,
        SESSION_COOKIE_SAMESITE="Lax",
        TRUSTED_HOSTS=[base.hostname, *(["localhost", "127.0.0.1"] if not https else [])],
        WTF_CSRF_TIME_LIMIT=None,  # a form may stay open all day; the session's own end counts
        WTF_CSRF_SSL_STRICT=False,  # the referrer is not needed beside token and Sec-Fetch-Site
    )
    if hops := app.config["PROXIES"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]


def close_connection(_error) -> None:
    """peewee connects at the first query of a request or a command. This is where that ends."""
    if not db.is_closed():
        db.close()
