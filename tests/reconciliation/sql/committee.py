"""The page of a paper for the committee: its tables, and the figures in its sentences."""

import json
from collections import Counter
from datetime import date, timedelta

from tests.reconciliation.sql.answers import coverage
from tests.reconciliation.sql.audits import discrepancy, judged
from tests.reconciliation.sql.base import Scope, Shown, day, plain, rows, share
from tests.reconciliation.sql.city import City, rated
from tests.reconciliation.sql.compared import change, chapters, comparable, compared, fell, paired
from tests.reconciliation.sql.compared import points as points_of
from tests.reconciliation.sql.findings import OPEN, findings, overdue
from tests.reconciliation.sql.incidents import incidents

Rows = list[list[str]]

SEVERITIES = ("major", "minor", "observation", "good practice")
EARLIER = """
select id from period where state in ('frozen', 'reported')
  and (fiscal_year, number) < (select fiscal_year, number from period where id = {period})
order by fiscal_year desc, number desc limit 4
"""
TARGETS = """
select rates from target_set where fiscal_year = {year} and state = 'targets approved'
order by number desc
"""
LISTED = """
select f.id, f.number, w.name, f.severity, f.fiscal_year, f.state in ({open}),
  coalesce(f.next_due_on, f.due_on), f.first_due_on, f.extensions, f.next_due_on, f.issued_at,
  f.closed_on
from finding f join working_paper w on w.id = f.paper_id where f.state in ({open}, 'closed')
order by f.fiscal_year, f.serial
"""
WAITING = """
select finding_id from extension where state = 'requested' and level = 'CISO'
union select finding_id from risk_acceptance where state = 'requested'
"""
MEETINGS = """
select id, "on" from meeting where state in ('meeting held', 'minutes closed')
  and "on" < '{before}' order by "on" desc, id desc limit 2
"""
DECIDED = """
select i.id, i.title, r.words, r.outcome from agenda_item i join resolution r on r.item_id = i.id
where i.meeting_id = {meeting} and not i.removed
  and r.number = (select max(number) from resolution where item_id = i.id)
order by i.position, i.id
"""
ACTS = """
select what, due_on, state, moved, first_due_on from meeting_action where item_id = {item}
order by id
"""
AGENDA = """
select about from agenda_item where not removed and meeting_id = (
  select id from meeting where state = 'meeting planned' and "on" >= '{today}'
  order by "on", id limit 1)
"""
REACH = timedelta(days=183)


def era(of) -> str:
    """A day as a table writes it: 8.10.22."""
    return f"{of.year - 2018}.{of.month}.{of.day}" if of else ""


def in_full(of: date) -> str:
    return f"令和{of.year - 2018}年{of.month}月{of.day}日"


def rate(city: City, scope: Scope) -> Shown:
    return share(*rated(city.counts(scope)))


def handed_in(city: City, scope: Scope) -> Shown:
    found = city.of(scope)
    return share(sum(each.handed_in for each in found), len(found))


def with_parts(of: Shown) -> str:
    return of.text if of.value.endswith("/0") else f"{of.text} ({of.value})"


def conformity(city: City, scope: Scope) -> Shown:
    found = [judgement for judgement, _declared in judged(city, scope)]
    return share(found.count("conforming"), len(found))


def target(city: City) -> int:
    """As approved for the year, else as the period was opened with."""
    for (rates,) in rows(TARGETS, year=city.year):
        return plain(rates)["city"]
    ((settings,),) = rows("select settings from period where id = {id}", id=city.period)
    return plain(settings)["target"]


def serious_open(city: City) -> int:
    return sum(each.open for each in findings(city, {"severity": "major"}))


def status(city: City) -> Rows:
    """This year beside those before it; a figure that has no earlier years leaves them empty."""
    before = [{"period": str(id)} for (id,) in reversed(rows(EARLIER, period=city.period))]
    alone = [""] * len(before)
    return [
        [
            *(rate(city, each).text for each in before),
            *(with_parts(rate(city, {})), points_of(city, {}).text, f"{target(city)}％"),
        ],
        [*(handed_in(city, e).text for e in before), with_parts(handed_in(city, {})), "", ""],
        [*alone, with_parts(coverage(city, {})), "", ""],
        [*alone, with_parts(conformity(city, {})), "", ""],
        [*alone, str(serious_open(city)), "", "0"],
        [*alone, str(len(overdue(city, {}))), "", "0"],
        [*alone, incidents()(city, {}).text, "", ""],
    ]


def severities(city: City) -> Rows:
    found = [findings(city, {"severity": each}) for each in SEVERITIES]
    return [
        [str(sum(each.year == city.year for each in some)) for some in found],
        [str(sum(each.open for each in some)) for some in found],
        [str(len(overdue(city, {"severity": each}))) for each in SEVERITIES],
    ]


def titles(city: City) -> dict[str, str]:
    """Of the chapters of the edition that was asked, in its order."""
    of = "select e.content from period p join edition e on e.id = p.edition_id where p.id = {id}"
    ((text,),) = rows(of, id=city.period)
    return {each["id"]: each["title"]["ja"] for each in json.loads(text)["chapters"]}


def names(city: City) -> dict[str, str]:
    """Of the departments that were asked, in official order."""
    of = "select unit_id, name from sheet where period_id = {id} and form = 'department'"
    asked = {each.unit for each in city.of({})}
    found = rows(f"{of} order by position, id", id=city.period)
    return {str(unit): name for unit, name in found if unit in asked}


def worse(city: City) -> Rows:
    """Chapters, the largest fall first; then departments in official order."""
    of_chapter = {id: {"chapter": id} for id in titles(city) if id in chapters(city)}
    fallen = [of_chapter[id] for id in fell(city, "chapter", of_chapter)]
    fallen.sort(key=lambda scope: change(city, scope) or 0)
    units = [{"unit": id} for id in fell(city, "unit", names(city))]
    return [
        *([titles(city)[each["chapter"]], *_fall(city, each)] for each in fallen),
        *([names(city)[each["unit"]], *_fall(city, each)] for each in units),
    ]


def _fall(city: City, scope: Scope) -> list[str]:
    now, last = (share(*each).text for each in compared(city, scope))
    return [last, now, points_of(city, scope).text]


def listed(city: City) -> list[tuple]:
    """Findings that are open, of this fiscal year, or closed within the last year."""
    since = city.today.replace(year=city.today.year - 1)
    found = [(*row[:5], bool(row[5]), *map(day, row[6:8]), row[8], *map(day, row[9:]))
             for row in rows(LISTED, open=OPEN)]  # fmt: skip
    return [row for row in found if row[5] or row[4] == city.year or (row[11] and row[11] > since)]


def late_by(city: City, row: tuple) -> int:
    return city.days(row[9]) if row[5] else 0


def serious(city: City) -> Rows:
    """Open, the longest overdue first, then the longest open."""
    found = [row for row in listed(city) if row[5] and row[3] == "major"]
    found.sort(key=lambda row: (-late_by(city, row), -city.days(row[10]), row[0]))
    return [[row[1], row[2], era(row[6]), str(late_by(city, row) or "")] for row in found]


def decided(before: date) -> list[tuple[date, str, date | None, bool, date | None]]:
    """Every action of the last two meetings, and every decision that asked for none: day, words,
    due, whether it is done, and the first due date where it was put off."""
    found = []
    for meeting, on in rows(MEETINGS, before=before):
        for item, title, words, outcome in rows(DECIDED, meeting=meeting):
            acts = rows(ACTS, item=item)
            found += [
                (day(on), what, day(due), state != "action open", day(first) if moved else None)
                for what, due, state, moved, first in acts
            ]
            itself = (day(on), f"{title}　{words}".strip("　"), None, outcome != "postponed", None)
            found += [] if acts else [itself]
    return found


def resolved(before: date) -> Rows:
    """What is not done yet first."""
    found = sorted(decided(before), key=lambda row: row[3])
    return [[era(on), words, era(due)] for on, words, due, _done, _first in found]


def ahead(city: City, begin: date) -> Rows:
    """What is due until half a year after the meeting, by day."""
    sheets = Counter(due_of(each) for each in city.of({}) if not each.handed_in)
    mended = Counter(row[6] for row in listed(city) if row[5] and row[6])
    acts = [
        (due, "A", words, "") for _on, words, due, done, _f in decided(begin) if due and not done
    ]
    found = [
        *acts,
        *((on, "B", "", str(number)) for on, number in sheets.items()),
        *((on, "C", "", str(number)) for on, number in mended.items()),
    ]
    return [
        [in_full(on), words, number]
        for on, _kind, words, number in sorted(found)
        if begin <= on <= begin + REACH
    ]


def due_of(sheet) -> date:
    ((due,),) = rows("select due_on from period where id = {id}", id=sheet.period)
    return day(sheet.due_on or due)


def matters(city: City) -> int:
    """The agenda; then what else waits for a decision or is serious and overdue."""
    on_it = [about for (about,) in rows(AGENDA, today=city.today)]
    waiting = {id for (id,) in rows(WAITING)}
    others = {
        row[0]
        for row in listed(city)
        if row[5] and (row[0] in waiting or (row[3] == "major" and late_by(city, row)))
    }
    return len(on_it) + sum(f"finding:{id}" not in on_it for id in others)


def sentences(city: City, begin: date) -> dict[str, list[list[str]]]:
    """Part → the figures of each of its sentences, in their order."""
    now, last = (share(*each).text.removesuffix("％") for each in compared(city, {}))
    audited = [each for each in judged(city, {}) if each[1] is not None]
    of, late = city.of({}), [row for row in listed(city) if late_by(city, row)]
    missing = sum(not each.handed_in for each in of)
    done = [each[3] for each in decided(begin)]
    falls = [len(fell(city, "unit", names(city))), len(fell(city, "chapter", chapters(city)))]
    found = {
        "conclusion": [
            [last, now],
            [len(audited), discrepancy(city, {}).text] if judged(city, {}) else [],
        ],
        "agenda": [],
        "status": [
            [len(of), len(of) - missing, coverage(city, {}).text.removesuffix("％")],
            [*[len(comparable(city, {})), len(city.asked(city.period))], paired(city, {}), len(of)],
            [last, now],
        ],
        "worse": [falls] if any(falls) else [],
        "findings": [
            *([[serious_open(city)]] if serious_open(city) else []),
            *([[len(late), max(late_by(city, row) for row in late)]] if late else []),
        ],
        "resolved": [[len(done), sum(done)]] if done else [],
        "ahead": [[missing]] if missing else [],
    }
    return {part: [[str(n) for n in some] for some in found[part]] for part in found}


def page(city: City, begin: date) -> dict[str, Rows]:
    """Table → its rows, in full: what names a row, then its figures."""
    return {
        "status": status(city),
        "worse": worse(city),
        "severities": severities(city),
        "serious": serious(city),
        "resolved": resolved(begin),
        "ahead": ahead(city, begin),
    }
