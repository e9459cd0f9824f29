"""Which pages there are to look at: what links lead to for each role, one of each kind and state."""

import html
import re
from collections import Counter
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from secaudit.access.roles import Role
from secaudit.activities.models import Activity
from secaudit.audits.models import Engagement, WorkingPaper
from secaudit.calendar import clock
from secaudit.editing.models import Release
from secaudit.findings.models import Finding
from secaudit.people.models import Assignment, Person
from secaudit.people.reading import in_force
from secaudit.policies.models import Policy, PolicyVersion
from secaudit.selfcheck.models import Correction, Period, Sheet
from tests.page import Browser

STRANGER = "stranger"
TOUR = [
    (Role.CONTACT, "clerk"),
    (Role.MGR, "head"),
    (Role.DIR, "director"),
    (Role.SECR, "secretariat"),
    (Role.CHIEF, "CHIEF"),
    (Role.CISO, "CISO"),
    (Role.AUDITLEAD, "audit lead"),
    (Role.AUDITOR, "auditor"),
    (Role.COMMITTEE, "committee"),
    (Role.ADMIN, "administrator"),
]
ROLES = [STRANGER, *(name for _role, name in TOUR)]


@dataclass(frozen=True)
class Visit:
    """One page to look at, as whom, and what tells it from others of its kind."""

    role: str
    person: int | None
    address: str
    endpoint: str
    status: int = 200
    state: str = ""
    shape: str = ""  # forms and components: what a person can see and do here

    def __str__(self) -> str:
        return f"{self.role} {self.person}: {self.address} ({self.state or self.endpoint})"


TAGS = re.compile(r"<(\w+)((?:\s[^<>]*)?)>")
VALUE = '{}="([^"]*)"'


def value(attributes: str, name: str) -> str:
    found = re.search(VALUE.format(name), attributes)
    return html.unescape(found[1]) if found else ""


def links_of(text: str) -> list[str]:
    found = (value(at, "href") for tag, at in TAGS.findall(text) if tag == "a")
    return [link.partition("#")[0] for link in found if link.startswith("/")]


def parts_of(text: str) -> str:
    """Which components a page shows and what its forms do."""
    main = text[text.index("<main") :]
    found = {(tag, value(at, "class"), action(at)) for tag, at in TAGS.findall(main)}
    return " ".join(sorted(".".join(each) for each in found))


def action(attributes: str) -> str:
    return re.sub(r"[\d?].*", "", value(attributes, "action"))


def people() -> dict[str, list[Person | None]]:
    """Who looks: for each role one who holds it; heads and clerks of several offices, since each
    sees their own only."""
    rows = Assignment.select(Assignment, Person).join(Person).where(in_force(clock.today()))
    found: dict[str, list[Person | None]] = {STRANGER: [None]}
    telling = telling_offices()
    for role, name in TOUR:
        held = [row for row in rows.order_by(Assignment.id) if row.role == role]
        of_offices = [row.person for unit in telling for row in held if row.unit_id == unit]
        found[name] = list(dict.fromkeys(of_offices)) or [held[0].person]
    return found


def telling_offices() -> list[int]:
    """Offices that together have a finding and a sheet in every state there is."""
    shown: dict[int, set] = {}
    for finding in Finding.select():
        shown.setdefault(finding.unit_id, set()).add((finding.state, finding.turn))
    for sheet in Sheet.select().where(Sheet.form == "department"):
        shown.setdefault(sheet.unit_id, set()).add(sheet.state)
    wanted, chosen = set().union(*shown.values()), []
    while wanted:
        best = max(shown, key=lambda unit: len(shown[unit] & wanted))
        chosen.append(best)
        wanted -= shown[best]
    return chosen


def states() -> dict[str, dict[int, str]]:
    """Beginning of an address → number → the state of the thing that is shown there."""
    engagements = {each.id: str(each.state) for each in Engagement.select()}
    return {
        "/self-check/periods/": {each.id: str(each.state) for each in Period.select()},
        "/self-check/sheets/": {
            each.id: f"{each.period.state} {each.state}" for each in Sheet.select()
        },
        "/self-check/corrections/": {
            each.id: str(each.approved_by_id) for each in Correction.select()
        },
        "/audits/": engagements,
        "/papers/": {each.id: engagements[each.engagement_id] for each in WorkingPaper.select()},
        "/findings/": {each.id: f"{each.state} {each.turn}" for each in Finding.select()},
        "/policies/versions/": {each.id: str(each.state) for each in PolicyVersion.select()},
        "/policies/": {
            each.id: " ".join(sorted({str(version.state) for version in each.versions}))
            for each in Policy.select()
        },
        "/activities/": {each.id: str(each.state) for each in Activity.select()},
        "/editing/releases/": {each.id: str(each.state) for each in Release.select()},
    }


def state_of(address: str, known: dict[str, dict[int, str]]) -> str:
    for beginning, by_number in known.items():
        found = re.match(rf"{beginning}(\d+)", address)
        if found:
            return by_number.get(int(found[1]), "")
    return ""


ENTRIES = ["/", "/self-check/", "/findings"]  # looked at as every person: links start there


def crawl(app: Flask) -> list[Visit]:
    """What everybody finds by following links: one of every endpoint, state and kind of query."""
    with app.app_context():
        who, known = people(), states()
    files: set[str] = set()  # endpoints that answer with something to download
    visits = []
    for role, persons in who.items():
        opened: set[tuple] = set()
        for person in persons:
            visits += of_one(app, role, person, known, opened, files)
    return visits


def of_one(app, role, person, known, opened, files) -> list[Visit]:
    client, adapter = Browser(app, person).client, app.url_map.bind("127.0.0.1")
    waiting, met, visits = ["/"], {"/"}, []
    while waiting:
        address = waiting.pop(0)
        endpoint, state = matched(adapter, address), state_of(address, known)
        asked = query(address)
        key = (endpoint, state, asked, address in ENTRIES and person and person.id)
        if not endpoint or endpoint in files or key in opened or enough(endpoint, asked, opened):
            continue
        opened.add(key)
        answer = client.get(address, follow_redirects=True)
        if answer.mimetype != "text/html":
            files.add(endpoint)
            continue
        shape = parts_of(answer.text)
        visits.append(
            Visit(role, person and person.id, address, endpoint, answer.status_code, state, shape)
        )
        new = [link for link in dict.fromkeys(links_of(answer.text)) if link not in met]
        met.update(new)
        waiting += new
    return visits


KINDS_OF_QUERY = 6  # of one page: filters can be joined in more ways than are worth looking at


def enough(endpoint: str, asked: str, opened: set[tuple]) -> bool:
    kinds = {key[2] for key in opened if key[0] == endpoint and key[2]}
    return bool(asked) and asked not in kinds and len(kinds) >= KINDS_OF_QUERY


def query(address: str) -> str:
    return " ".join(sorted({name for name, _value in parse_qsl(urlsplit(address).query)}))


def matched(adapter, address: str) -> str | None:
    try:
        return adapter.match(urlsplit(address).path, method="GET")[0]
    except RequestRedirect as elsewhere:
        return matched(adapter, elsewhere.new_url)
    except HTTPException:
        return None


def of_each_kind(visits: list[Visit]) -> list[Visit]:
    """Those that differ in what can be seen and done, whoever looks."""
    found: dict[tuple, Visit] = {}
    for visit in visits:
        found.setdefault((visit.endpoint, visit.shape), visit)
    return list(found.values())


REPEATING = {"selfcheck.bundle"}  # all forms of a period in one: each is looked at by itself


def sample(visits: list[Visit], each: int) -> list[Visit]:
    """At most so many of each endpoint, of those that differ."""
    taken: Counter[str] = Counter()
    found = []
    for visit in of_each_kind(visits):
        taken[visit.endpoint] += 1
        if taken[visit.endpoint] <= each and visit.endpoint not in REPEATING:
            found.append(visit)
    return found
