"""Which language a page is in, and how names and catalogue texts appear in it."""

from babel.support import Translations
from flask import g, has_request_context, redirect, request, session
from flask_babel import Babel, get_domain, get_locale

from secaudit.calendar.eras import date_text
from secaudit.calendar.moments import moment_text
from secaudit.config import LANGUAGES
from secaudit.errors import Problem
from secaudit.resources import PACKAGE
from secaudit.web import rates
from secaudit.web.addresses import own_address


def choose_language() -> str:
    """What was chosen on the page, else the person's own, else Japanese."""
    if not has_request_context():
        return LANGUAGES[0]
    chosen = session.get("language") or getattr(g.get("actor"), "language", "")
    return chosen if chosen in LANGUAGES else LANGUAGES[0]


def language() -> str:
    """`ja` or `en`: the reader's, or the one that is forced while a document is made in another.
    Found out once a request, by Flask-Babel."""
    found = get_locale()
    return found.language if found else LANGUAGES[0]


def say(message: str) -> str:
    """The message in the reader's language."""
    return words().gettext(message)


def say_many(one: str, many: str, count: int) -> str:
    return words().ngettext(one, many, count)


def words():
    """The translations of this request: Flask-Babel looks them up anew for every single word."""
    kept = g.setdefault("words", {})
    if language() not in kept:
        kept[language()] = get_domain().get_translations()
    return kept[language()]


def in_my_language(text: str | dict[str, str]) -> str:
    """A text of the catalogue in the reader's language, or in whichever comes first."""
    if isinstance(text, str):
        return text
    return text.get(language()) or next(iter(text.values()), "")


def called(thing) -> str:
    """The name of an office, person or system in the reader's language."""
    return thing.called(language()) if thing else ""


def day(on, style: str = "full") -> str:
    """A date as the reader's language writes it; nothing for no date."""
    return date_text(on, style, language()) if on else ""


def at(moment, style: str = "short") -> str:
    """A stored instant in Tokyo time; nothing for none."""
    return moment_text(moment, style, language()) if moment else ""


def in_both(problem: Problem) -> str:
    """For whoever starts the server: Japanese, then English."""
    words = Translations.load(str(PACKAGE / "translations"), LANGUAGES[:1])
    japanese = words.gettext(problem.message)
    return f"{japanese % problem.params if problem.params else japanese}\n{problem}"


def switch():
    """The same page in the other language."""
    wanted = request.form.get("language", "")
    if wanted in LANGUAGES:
        session["language"] = wanted
    return redirect(own_address(request.form.get("next", "")))


def init_app(app):
    Babel(app, locale_selector=choose_language, default_locale="ja")
    app.jinja_env.install_gettext_callables(say, say_many, newstyle=True)  # type: ignore[attr-defined]
    app.jinja_env.globals["get_locale"] = language
    app.add_template_filter(in_my_language)
    app.add_template_filter(called)
    app.add_template_filter(day)
    app.add_template_filter(at)
    app.add_template_filter(rates.rate, "as_rate")
    app.add_template_filter(rates.parts, "as_parts")
    app.add_url_rule("/language", "web.language", switch, methods=["POST"])
