"""Markdown from catalogue files and policies as safe HTML."""

import nh3
from markdown import Markdown
from markupsafe import Markup

from secaudit.web.taming import is_endless

EXTENSIONS = ["tables", "sane_lists"]
TAGS = {
    "h2", "h3", "h4", "h5", "p", "ul", "ol", "li", "strong", "em", "code", "pre", "blockquote",
    "table", "thead", "tbody", "tr", "th", "td", "a", "br", "hr",
}  # fmt: skip
ATTRIBUTES = {"a": {"href"}, "th": {"scope"}}


def html(text: str) -> Markup:
    """Rendered, then cleaned: nothing but plain structure and links to http, https and mail."""
    if is_endless(text or ""):
        return plain(text)
    rendered = Markdown(extensions=EXTENSIONS, output_format="html").convert(text or "")
    return Markup(
        nh3.clean(
            rendered,
            tags=TAGS,
            attributes=ATTRIBUTES,
            url_schemes={"http", "https", "mailto"},
            link_rel="noopener noreferrer",
        )
    )


def plain(text: str) -> Markup:
    """In one paragraph, with its lines."""
    return Markup("<p>{}</p>").format(Markup("<br>").join(text.split("\n")))


def commands(text: str) -> Markup:
    """One line of plain text, in which what stands between `backticks` is to be typed."""
    words = text.split("`")
    return Markup("").join(
        Markup("<code>{}</code>").format(each) if at % 2 else each for at, each in enumerate(words)
    )


def init_app(app):
    app.add_template_filter(html, "markdown")
    app.add_template_filter(commands)
