"""A person's browser, which checks every page it opens."""

import re
from html.parser import HTMLParser

from secaudit.accounts import sessions
from secaudit.accounts.models import Session

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}


def as_read(page: str) -> str:
    """The page without the marks around figures."""
    page = re.sub(r"</?data[^>]*>", "", page)
    return re.sub(r"<span data-of=[^>]*>(.*?)</span>", r"\1", page)


class Outline(HTMLParser):
    """What must hold for every page: one h1, unique ids, labelled inputs, balanced tags."""

    def __init__(self):
        super().__init__()
        self.ids, self.h1, self.open, self.faults = [], 0, [], []
        self.labelled, self.inputs, self.language = set(), [], None

    def handle_starttag(self, tag, attrs):
        at = dict(attrs)
        if "id" in at:
            self.ids.append(at["id"])
        if tag == "html":
            self.language = at.get("lang")
        self.h1 += tag == "h1"
        if tag == "label" and at.get("for"):
            self.labelled.add(at["for"])
        if tag in ("input", "select", "textarea") and at.get("type") not in ("hidden", "submit"):
            self.inputs.append((at, "label" in self.open))
        if "style" in at or any(name.startswith("on") for name in at):
            self.faults.append(f"inline style or script on <{tag}>")
        if tag == "script" and not at.get("src"):
            self.faults.append("inline script")
        for name in ("src", "href", "action"):
            if at.get(name, "").startswith(("http:", "https:", "//")) and tag != "a":
                self.faults.append(f"another host: {at[name]}")
        if tag == "form" and at.get("method", "get").lower() == "post":
            self.open.append("form")
            return
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID and self.open and self.open[-1] == tag:
            self.open.pop()

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if not self.open or self.open[-1] != tag:
            self.faults.append(f"</{tag}> closes {self.open[-1:]}")
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def check(self, address):
        faults = list(self.faults)
        if self.h1 != 1:
            faults.append(f"{self.h1} h1")
        if not self.language:
            faults.append("no language")
        faults += [f"id {each} twice" for each in {i for i in self.ids if self.ids.count(i) > 1}]
        for at, inside_label in self.inputs:
            named = at.get("id") in self.labelled or inside_label or at.get("aria-label")
            if not named and not at.get("aria-labelledby"):
                faults.append(f"no label for {at.get('name')}")
        assert not faults, (address, faults)


# What a template shows that took a thing of the program for a text: <Macro 'document'>.
THINGS = re.compile(
    r"&lt;(Macro|function|bound method|built-in|class|module|generator|\w+\.\w+ object)\b"
)


def check_page(address: str, text: str) -> None:
    assert not (thing := THINGS.search(text)), (address, thing.group())
    outline = Outline()
    outline.feed(text)
    outline.check(address)


class Browser:
    """`get` and `post` like a person: signed in, with the form token of the page before."""

    def __init__(self, app, person=None):
        self.app, self.client = app, app.test_client()
        self.person = person
        if person is not None:
            self._sign_in(person)

    def _sign_in(self, person) -> None:
        with self.app.test_request_context():
            session = sessions.BrowserSession()
            sessions.start(session, person)
            Session.update(data={"csrf_token": "token of the tests"}).where(
                Session.id == session.row.id
            ).execute()
            self.row = session.row
        self.client.set_cookie(
            self.app.config["SESSION_COOKIE_NAME"], sessions.MARK + session.token
        )

    def get(self, address: str, status: int = 200, **options):
        response = self.client.get(address, **options)
        return self._checked(address, response, status)

    def post(self, address: str, data=None, status: int = 302, **options):
        data = dict(data or {})
        if self.person is not None:
            data.setdefault("csrf_token", self.token())
        response = self.client.post(address, data=data, **options)
        return self._checked(address, response, status)

    def send_json(self, method: str, address: str, data, status: int = 200):
        headers = {"X-CSRFToken": self.token(), "Accept": "application/json"}
        response = self.client.open(address, method=method, json=data, headers=headers)
        assert response.status_code == status, (address, response.status_code, response.text[:500])
        return response

    def token(self) -> str:
        from flask_wtf.csrf import generate_csrf

        with self.app.test_request_context():
            from flask import session

            session["csrf_token"] = "token of the tests"
            return generate_csrf()

    def _checked(self, address, response, status):
        assert response.status_code == status, (
            address,
            response.status_code,
            re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.text))[:600],
        )
        if response.mimetype == "text/html" and response.status_code not in (301, 302, 303, 308):
            check_page(address, response.text)
        return response

    def end(self) -> None:
        Session.delete().where(Session.id == self.row.id).execute()
