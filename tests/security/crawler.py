"""Following links as a person would, and telling whether anything in the tables changed."""

import html
import re
from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256
from urllib.parse import urlsplit

from flask import Flask
from werkzeug.exceptions import HTTPException

from secaudit import schema
from secaudit.access.roles import Role
from secaudit.calendar import clock
from secaudit.people.models import Assignment, Person
from secaudit.people.reading import in_force
from tests.page import Browser

EACH = 2  # addresses of one route that are opened
UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}


@dataclass
class Page:
    address: str
    endpoint: str
    status: int
    headers: list[tuple[str, str]]
    mimetype: str
    data: bytes = field(repr=False)

    @property
    def text(self) -> str:
        return self.data.decode("utf-8", "replace")


def holders() -> dict[Role, Person]:
    """One person of each role that anybody holds today."""
    rows = Assignment.select(Assignment, Person).join(Person).where(in_force(clock.today()))
    found: dict[Role, Person] = {}
    for row in rows.order_by(Assignment.id):
        found.setdefault(row.role, row.person)
    return found


def endpoint_of(app: Flask, address: str, method: str = "GET") -> str | None:
    with app.test_request_context():
        try:
            return app.create_url_adapter(None).match(urlsplit(address).path, method=method)[0]
        except (HTTPException, AttributeError):
            return None


def seeds(app: Flask) -> list[str]:
    """Every page that needs no number."""
    rules = app.url_map.iter_rules()
    return [r.rule for r in rules if "GET" in r.methods and not r.arguments]


def links(page: Page) -> list[str]:
    if page.mimetype != "text/html":
        return []
    found = re.findall(r'(?:href|action)="(/[^"#]*)', page.text)
    return [html.unescape(each) for each in found if not each.startswith("/static/")]


def crawl(app: Flask, person: Person | None, each: int = EACH, skip=()) -> list[Page]:
    """Every page that links lead to, a few of each route."""
    browser, pages = Browser(app, person), []
    waiting, opened = ["/", *seeds(app)], Counter()
    met = set(waiting)
    adapter = app.url_map.bind("127.0.0.1")
    while waiting:
        address = waiting.pop(0)
        endpoint = matched(adapter, address)
        if not endpoint or endpoint in skip or opened[endpoint] >= each:
            continue
        opened[endpoint] += 1
        answer = browser.client.get(address)
        page = Page(
            address,
            endpoint,
            answer.status_code,
            list(answer.headers),
            answer.mimetype,
            answer.data,
        )
        pages.append(page)
        new = [link for link in dict.fromkeys(links(page)) if link not in met]
        met.update(new)
        waiting += new
    return pages


def matched(adapter, address: str) -> str | None:
    try:
        return adapter.match(urlsplit(address).path, method="GET")[0]
    except HTTPException:
        return None


def unsafe(app: Flask):
    """(method, address, endpoint) of everything that may change something."""
    for rule in app.url_map.iter_rules():
        address = re.sub(r"<id:[^>]+>", "1", rule.rule)
        address = re.sub(r"<[^>]+>", "none", address)
        for method in sorted(rule.methods & UNSAFE):
            yield method, address, rule.endpoint


def digest(models=schema.JOURNALED) -> str:
    """One value for everything the journal answers for."""
    whole = sha256()
    for model in models:
        for row in model.select().order_by(model.id).tuples():
            whole.update(repr(row).encode())
    return whole.hexdigest()
