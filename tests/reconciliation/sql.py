"""Every figure counted once more: from the rows, by plain SQL, with no line of the product's code.

A scope says of what: {"chapter": "AST", "unit": "3"}; an empty one is the city. FIGURES names every
figure that a page or a file may show; one that is not named here has no proof, and the walk fails.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction

from secaudit.database import db
from tests.reconciliation import promised

Scope = dict[str, str]
HANDED_IN = ("submitted", "confirmed", "handed in")  # what a sheet was when it was frozen, or is
OPEN = "'issued', 'planned', 'in progress', 'reported', 'verified', 'risk accepted'"
ISSUED = "'report approved', 'reported to the committee', 'in follow-up', 'completed'"
RATED = ("implemented", "partial", "not implemented", "unknown")
ANSWERED = (*RATED, "not applicable")

SHEETS = """
select id, period_id, unit_id, coalesce(frozen_from, state), questions, before, due_on, submitted_at
from sheet where form = 'department'
"""
ANSWERS = """
select sheet_id, control, value, count(*) from answer where asked group by sheet_id, control, value
"""
FINDINGS = """
select f.id, f.unit_id, f.chapter, f.severity, f.fiscal_year, f.next_due_on, f.issued_at,
  f.extensions, f.state in ({open}) from finding f
where f.state in ({open}) or (f.state = 'closed' and f.fiscal_year = {year})
"""
JUDGED = """
select i.control, i.judgement, a.value, coalesce(s.frozen_from, s.state) from paper_item i
join working_paper w on w.id = i.paper_id join engagement e on e.id = w.engagement_id
left join sheet s on s.unit_id = w.unit_id and s.period_id = {period} and s.form = 'department'
left join answer a on a.sheet_id = s.id and a.control = i.control and a.asked
where e.period_id = {period} and e.state in ({issued}) and not w.removed
  and i.judgement in ('conforming', 'partly conforming', 'not conforming')
"""

KEPT = """
select due_on, coalesce(reported_at, closed_on), state in ('verified', 'closed') from finding
where unit_id = {unit} and due_on is not null and state in ({open}, 'closed')
"""


def rows(sql: str, **values) -> list[tuple]:
    return db.execute_sql(sql.format(**values)).fetchall()


@dataclass(frozen=True)
class Shown:
    """What must stand there: the numbers behind, and how they are shown."""

    value: str
    text: str


def share(above: int, below: int) -> Shown:
    return Shown(
        f"{above}/{below}", f"{half_up(Fraction(100 * above, below))}％" if below else "対象なし"
    )


def number(of: int) -> Shown:
    return Shown(str(of), str(of))


def half_up(of: Fraction) -> str:
    """One decimal, away from zero at the middle."""
    tenths = int(abs(of) * 10 + Fraction(1, 2))
    return f"{'-' if of < 0 and tenths else ''}{tenths // 10}.{tenths % 10}"


class City:
    """The rows of one city as they stand, on one day."""

    def __init__(self, period: int, today: date):
        self.period, self.today = period, today
        self.sheets = [Sheet(*row) for row in rows(SHEETS)]
        self.answers = rows(ANSWERS)
        self.editions = {id: catalogue(text) for id, text in rows(EDITIONS)}
        self.before = dict(rows("select id, previous_id from period"))[period]
        (self.year,), *_ = rows("select fiscal_year from period where id = {id}", id=period)

    # --- answers ------------------------------------------------------------------------------

    def of(self, scope: Scope) -> list["Sheet"]:
        """The sheets that were asked, those of a department or of all."""
        period = int(scope.get("period", self.period))
        unit = scope.get("unit")
        return [
            each
            for each in self.sheets
            if each.period == period and each.state != "exempted" and unit in (None, str(each.unit))
        ]

    def counts(self, scope: Scope, controls=None, sheets=None) -> dict[str, int]:
        period = int(scope.get("period", self.period))
        sheets = self.of(scope) if sheets is None else sheets
        chosen = self.chosen(scope, period) if controls is None else controls
        found = dict.fromkeys(ANSWERED, 0)
        given = {each.id for each in sheets if each.handed_in}
        for sheet, control, value, how_often in self.answers:
            if sheet in given and control in chosen:
                found[value] += how_often
        found["not submitted"] = sum(
            len(chosen & set(each.questions)) for each in sheets if not each.handed_in
        )
        return found

    def chosen(self, scope: Scope, period: int) -> set[str]:
        """The controls of a chapter, of an item of the ordinance, one, or all."""
        return {
            id
            for id, (chapter, _revision, law) in self.editions[period].items()
            if scope.get("chapter") in (None, chapter)
            and scope.get("control") in (None, id)
            and (scope.get("item") is None or scope["item"] in law)
        }

    # --- with last year -----------------------------------------------------------------------

    def compared(self, scope: Scope) -> tuple[tuple[int, int], tuple[int, int]]:
        """Now and last year, of the same questions in the same departments, as (a, a+b+c+d)."""
        now, last = self.editions[self.period], self.editions.get(self.before, {})
        same = {id for id in now if id in last and last[id][1] == now[id][1]}
        same &= self.chosen(scope, self.period)
        earlier = {s.id: s for s in self.sheets if s.period == self.before and s.handed_in}
        both = [s for s in self.of(scope) if s.handed_in and set(s.before) & set(earlier)]
        then = [earlier[id] for id in {id for s in both for id in s.before} if id in earlier]
        return rated(self.counts(scope, same, both)), rated(self.counts(scope, same, then))

    def change(self, scope: Scope) -> Fraction | None:
        (now, of), (then, of_then) = self.compared(scope)
        return Fraction(100 * now, of) - Fraction(100 * then, of_then) if of and of_then else None

    def fell(self, kind: str, ids) -> list[str]:
        changes = {id: self.change({kind: str(id)}) for id in ids}
        return [id for id, change in changes.items() if change is not None and change < 0]

    def asked(self, period: int, scope: Scope | None = None) -> set[str]:
        sheets = self.of((scope or {}) | {"period": str(period)})
        return {id for each in sheets for id in each.questions}

    def unchanged(self, scope: Scope) -> dict[str, int]:
        """Only questions that every year that is compared asked with the same meaning."""
        periods = {each.period for each in self.sheets}
        same = set.intersection(*(self.asked(each) for each in periods))
        revisions = {id: {self.editions[p][id][1] for p in periods} for id in same}
        same = {id for id, found in revisions.items() if len(found) == 1}
        return self.counts(scope, same & self.chosen(scope, int(scope.get("period", self.period))))

    # --- audits -------------------------------------------------------------------------------

    def findings(self, scope: Scope) -> list["Finding"]:
        found = [Finding(*row) for row in rows(FINDINGS, open=OPEN, year=self.year)]
        kept = [each for each in found if scope.get("severity") in (None, each.severity)]
        kept = [each for each in kept if scope.get("finding") in (None, str(each.id))]
        kept = [each for each in kept if scope.get("chapter") in (None, each.chapter)]
        return [each for each in kept if scope.get("unit") in (None, str(each.unit))]

    def judged(self, scope: Scope) -> list[tuple[str, str | None]]:
        """Judgement and what was declared of the same; None where it cannot be compared."""
        chosen = self.chosen(scope, self.period)
        return [
            (judgement, value if state in HANDED_IN and value != "not applicable" else None)
            for control, judgement, value, state in rows(JUDGED, period=self.period, issued=ISSUED)
            if control in chosen
        ]

    def days(self, since) -> int:
        return max((self.today - day(since)).days, 0) if since else 0


EDITIONS = "select p.id, e.content from period p join edition e on e.id = p.edition_id"


def catalogue(text: str) -> dict[str, tuple[str, int, list[str]]]:
    """Of every control its chapter, its revision and the items of the ordinance."""
    return {
        control["id"]: (
            chapter["id"],
            control.get("revision", 1),
            control.get("mappings", {}).get("law", []),
        )
        for chapter in json.loads(text)["chapters"]
        for control in chapter["controls"]
    }


def day(of) -> date:
    """A stored day or moment as a day in Tokyo."""
    if isinstance(of, str):
        of = datetime.fromisoformat(of) if len(of) > 10 else date.fromisoformat(of)
    return (of + timedelta(hours=9)).date() if isinstance(of, datetime) else of


class Sheet:
    def __init__(self, id, period, unit, state, questions, before, due_on, submitted_at):
        self.id, self.period, self.unit, self.state = id, period, unit, state
        self.questions, self.before = plain(questions), plain(before)
        self.due_on, self.submitted_at = due_on, submitted_at
        self.handed_in = state in HANDED_IN


class Finding:
    def __init__(self, id, unit, chapter, severity, year, due, issued, extensions, open):
        self.id, self.unit, self.chapter = id, unit, chapter
        self.severity, self.year = severity, year
        self.due, self.issued, self.extensions, self.open = due, issued, extensions, bool(open)


def plain(of):
    return json.loads(of) if isinstance(of, str) else of


def rated(counts: dict[str, int]) -> tuple[int, int]:
    return counts["implemented"], sum(counts[each] for each in RATED)


# --- the figures ------------------------------------------------------------------------------


def coverage(city: City, scope: Scope) -> Shown:
    counts = city.counts(scope)
    return share(sum(counts[each] for each in ANSWERED), sum(counts.values()))


def gaps(city: City, scope: Scope) -> Shown:
    good, of = rated(city.counts(scope))
    return share(of - good, of)


def points(city: City, scope: Scope) -> Shown:
    change = city.change(scope)
    assert change is not None, scope
    return signed(change)


def signed(change: Fraction) -> Shown:
    text = half_up(change)
    shown = "±0.0" if text == "0.0" else text if change < 0 else f"+{text}"
    return Shown("0.0" if text == "0.0" else text, shown)


def of_sheets(holds: Callable[[City, Sheet], bool]) -> Callable[[City, Scope], Shown]:
    return lambda city, scope: number(sum(holds(city, each) for each in city.of(scope)))


def sheets_share(holds: Callable[[Sheet], bool]) -> Callable[[City, Scope], Shown]:
    def counted(city: City, scope: Scope) -> Shown:
        return share(sum(map(holds, city.of(scope))), len(city.of(scope)))

    return counted


def late_by(city: City, sheet: Sheet) -> int:
    """Days since its due date; negative before it."""
    ((due,),) = rows("select due_on from period where id = {id}", id=sheet.period)
    return (city.today - day(sheet.due_on or due)).days


def missing(city: City, scope: Scope) -> list[int]:
    return [late_by(city, each) for each in city.of(scope) if not each.handed_in]


def overdue(city: City, scope: Scope) -> list[int]:
    found = [city.days(each.due) for each in city.findings(scope) if each.open]
    return [days for days in found if days]


def on_time(city: City, scope: Scope) -> Shown:
    found = [
        (day(due), day(reported) if mended else None)
        for due, reported, mended in rows(KEPT, unit=scope["unit"], open=OPEN)
    ]
    decided = [(due, mended) for due, mended in found if mended or due < city.today]
    return share(sum(bool(mended and mended <= due) for due, mended in decided), len(decided))


def conformity(city: City, scope: Scope) -> Shown:
    found = city.judged(scope)
    good = sum(judgement == "conforming" for judgement, _value in found)
    return Shown(f"{good}/{len(found)}", f"{good} / {len(found)}")


def discrepancy(city: City, scope: Scope) -> Shown:
    found = [each for each in city.judged(scope) if each[1] is not None]
    differing = sum(each[0] != "conforming" and each[1] == "implemented" for each in found)
    return Shown(f"{differing}/{len(found)}", str(differing))


def chapters(city: City) -> set[str]:
    return {chapter for chapter, _revision, _law in city.editions[city.period].values()}


def comparable(city: City, scope: Scope) -> set[str]:
    """The questions that both years ask with one meaning."""
    now, last = city.editions[city.period], city.editions.get(city.before, {})
    if city.before is None:
        return set()
    both = city.asked(city.period, scope) & city.asked(city.before, scope)
    return {id for id in both if now[id][1] == last[id][1]}


def paired(city: City, scope: Scope) -> int:
    """Departments whose sheet, or those before it, were handed in both years."""
    earlier = {s.id for s in city.sheets if s.period == city.before and s.handed_in}
    return sum(bool(s.handed_in and set(s.before) & earlier) for s in city.of(scope))


def in_sentences(city: City, of: Scope) -> set[str]:
    """What the sentences of a page may say of the city, or of its department."""
    judged = [each for each in city.judged({}) if each[1] is not None]
    differing = [each for each in judged if each == ("conforming", each[1])]
    counted = [
        *(len(found) for found in (comparable(city, of), city.asked(city.period, of), judged)),
        *(paired(city, of), len(judged) - len(differing), len(overdue(city, of))),
        *(sum(s.handed_in for s in city.of(of)), len(city.of(of)), len(missing(city, of))),
        sum(each.open for each in city.findings({"severity": "major"})),
        sum(judgement != "conforming" and value == "implemented" for judgement, value in judged),
    ]
    scopes = [of, *({"chapter": id} for id in city.fell("chapter", chapters(city)))]
    rates = [share(*rate).text for scope in scopes for rate in city.compared(scope)]
    shown = [*rates, coverage(city, of).text, share(*rated(city.counts(of))).text]
    return {str(each) for each in counted} | {each.removesuffix("％") for each in shown}


INCIDENTS = "select count(*) from incident where fiscal_year = {year} and {which}"
OPEN_REPORTS = """
select noticed_on, first_on, full_on from incident
where fiscal_year = {year} and duty <> 'not to be reported' and full_on is null
"""
SERIOUS_BEFORE = """
select issued_at, closed_on from finding
where severity = 'major' and issued_at is not null and state in ({open}, 'closed')
"""


def incidents(which: str = "1 = 1") -> Callable[[City, Scope], Shown]:
    return lambda city, scope: number(rows(INCIDENTS, year=city.year, which=which)[0][0])


def late_reports(city: City, scope: Scope) -> Shown:
    """The first by the fifth day; the full one by the thirtieth, for those made without haste."""
    found = rows(OPEN_REPORTS, year=city.year)
    since = [(city.days(noticed), first) for noticed, first, _full in found]
    return number(sum(days > (29 if first else 4) for days, first in since))


def serious_before(city: City, scope: Scope) -> Shown:
    then = city.today.replace(year=city.today.year - 1)
    found = rows(SERIOUS_BEFORE, open=OPEN)
    return number(sum(day(i) <= then and (c is None or day(c) > then) for i, c in found))


THEN = """
select e.obj, p.body from journal_entry e join journal_payload p on p.id = e.id
where e.obj like 'finding:%%' and e.at < '{until}' order by e.id
"""


def overdue_before(city: City, scope: Scope) -> Shown:
    """Every finding as its newest entry until then wrote it."""
    then = city.today.replace(year=city.today.year - 1)
    found = {}
    for finding, body in rows(THEN, until=datetime.combine(then, time(15))):  # midnight in Tokyo
        written = [row for row in json.loads(body)["rows"] if "next_due_on" in row]
        found |= dict.fromkeys([finding] if written else [], *written)
    states = [each.strip("' ") for each in OPEN.split(",")]
    due = [each["next_due_on"] for each in found.values() if each["state"] in states]
    return number(sum(bool(each) and day(each) < then for each in due))


STRENGTHS = ("asserted", "recorded", "exercised", "audited")
NEWEST_JUDGED = """
select w.unit_id, i.control, i.judgement, e.edition_id, e.issued_on, i.id from paper_item i
join working_paper w on w.id = i.paper_id join engagement e on e.id = w.engagement_id
where e.state in ({issued}) and not w.removed
  and i.judgement in ('conforming', 'partly conforming', 'not conforming')
order by e.issued_on, i.id
"""
RECORDED = """
select about, control from evidence
where not removed and (expires_on is null or expires_on >= '{today}')
"""


def newest_judged(city: City) -> dict[tuple[int, str], tuple[str, int, str]]:
    """Day, place and judgement, where the question means what it means in this period."""
    means = {id: catalogue(text) for id, text in rows("select id, content from edition")}
    now = city.editions[city.period]
    return {
        (unit, control): (str(on), id, judgement)
        for unit, control, judgement, edition, on, id in rows(NEWEST_JUDGED, issued=ISSUED)
        if control in now and means[edition][control][1] == now[control][1]
    }


def claims(city: City, scope: Scope) -> list[tuple[str, bool]]:
    """What stands behind each declared ○, and whether the newest audit judged otherwise."""
    sheets = {each.id for each in city.of(scope) if each.handed_in}
    history = {id: set(plain(lineage)) for id, lineage in rows("select id, lineage from sheet")}
    judged = newest_judged(city)
    recorded = set(rows(RECORDED, today=city.today))
    held = rows("select controls, units from activity where held_on is not null")
    found = []
    for sheet, control in rows(
        "select sheet_id, control from answer where asked and value = 'implemented'"
    ):
        if sheet in sheets and control in city.chosen(scope, city.period):
            mine = history[sheet]
            judgement = max(
                (judged[u, control] for u in mine if (u, control) in judged), default=()
            )
            judgement = judgement[-1] if judgement else None
            exercised = any(
                control in plain(c) and (not plain(u) or mine & set(plain(u))) for c, u in held
            )
            stands = (
                (judgement == "conforming", "audited"),
                (exercised, "exercised"),
                ((f"sheet:{sheet}", control) in recorded, "recorded"),
                (True, "asserted"),
            )
            strength = next(name for so, name in stands if so)
            found.append((strength, judgement not in (None, "conforming")))
    return found


def of_strength(strength: str) -> Callable[[City, Scope], Shown]:
    return lambda city, scope: number(sum(each == strength for each, _ in claims(city, scope)))


def quartiles(city: City, scope: Scope, count: Callable[[Scope], dict[str, int]]) -> Shown:
    """As a spreadsheet's QUARTILE.INC has it, over the departments that handed in."""
    units = {str(each.unit) for each in city.of(scope) if each.handed_in}
    found = [rated(count(scope | {"unit": unit})) for unit in units]
    rates = sorted(Fraction(100 * good, of) for good, of in found if of)
    low, median, high = (half_up(at(rates, Fraction(n, 4))) for n in (1, 2, 3))
    return Shown(f"{low}/{median}/{high}", f"{low}–{high}、中央値{median}")


def at(ordered: list[Fraction], share: Fraction) -> Fraction:
    place = share * (len(ordered) - 1)
    low = ordered[int(place)]
    return low + (place % 1) * (ordered[min(int(place) + 1, len(ordered) - 1)] - low)


def step(city: City, scope: Scope, count: Callable[[Scope], dict[str, int]]) -> Shown:
    """This year's rate less last year's, over whichever questions the page counts."""
    (now, of), (then, of_then) = (
        rated(count(scope | {"period": str(period)})) for period in (city.period, city.before)
    )
    return signed(Fraction(100 * now, of) - Fraction(100 * then, of_then))


def half_credit(city: City, scope: Scope) -> Shown:
    counts = city.counts(scope)
    return share(2 * counts["implemented"] + counts["partial"], 2 * rated(counts)[1])


def part(city: City, scope: Scope, value: str, among) -> Shown:
    counts = city.counts(scope)
    return share(counts[value], sum(counts[each] for each in among))


def attained(city: City, scope: Scope) -> Shown:
    """Departments that reach the target their period was opened with."""
    ((settings,),) = rows("select settings from period where id = {id}", id=scope["period"])
    found = [rated(city.counts(scope, sheets=[each])) for each in city.of(scope) if each.handed_in]
    reached = sum(100 * good >= plain(settings)["target"] * of for good, of in found if of)
    return share(reached, sum(of > 0 for _good, of in found))


def required_items(city: City, scope: Scope) -> Shown:
    """Of the items that the edition marks as required."""
    ((_period, text),) = rows(f"{EDITIONS} where p.id = {{id}}", id=scope["period"])
    chapters = json.loads(text)["chapters"]
    ids = {c["id"] for each in chapters for c in each["controls"] if c.get("required", True)}
    return share(*rated(city.counts(scope, controls=ids)))


def findings_about(city: City, scope: Scope) -> Shown:
    of = "select count(*) from finding where state in ({open}) and control = '{control}'"
    return number(rows(of, open=OPEN, control=scope["control"])[0][0])


def of_gaps(view: str) -> Callable[[City, Scope], Shown]:
    return lambda city, scope: number(promised.number(view, scope.get("period"), city.today))


FIGURES: dict[str, Callable[[City, Scope], Shown]] = {
    **{f"gaps_{view}": of_gaps(view) for view in promised.VIEWS},
    "controls": lambda city, scope: number(len(city.chosen(scope, city.period))),
    "declared_rate": lambda city, scope: share(*rated(city.counts(scope))),
    "findings_about": findings_about,
    "claims": lambda city, scope: number(len(claims(city, scope))),
    **{f"claims_{each}": of_strength(each) for each in STRENGTHS},
    "claims_contradicted": lambda city, scope: number(
        sum(otherwise for _, otherwise in claims(city, scope))
    ),
    "incidents": incidents(),
    "incidents_reportable": incidents("duty = 'to be reported'"),
    "incidents_reported": incidents("duty = 'to be reported' and full_on is not null"),
    "incidents_unprevented": incidents("prevented_on is null"),
    "incidents_late": late_reports,
    "serious_before": serious_before,
    "overdue_before": overdue_before,
    **{
        value: lambda city, scope, value=value: number(city.counts(scope)[value])  # type: ignore[misc]
        for value in (*ANSWERED, "not submitted")
    },
    "implementation_rate": lambda city, scope: share(*rated(city.counts(scope))),
    "coverage_rate": coverage,
    "gaps": gaps,
    "unchanged_rate": lambda city, scope: share(*rated(city.unchanged(scope))),
    "spread": lambda city, scope: quartiles(city, scope, city.counts),
    "unchanged_spread": lambda city, scope: quartiles(city, scope, city.unchanged),
    "step": lambda city, scope: step(city, scope, city.counts),
    "unchanged_step": lambda city, scope: step(city, scope, city.unchanged),
    "weighted_rate": half_credit,
    "unknown_rate": lambda city, scope: part(city, scope, "unknown", RATED),
    "na_rate": lambda city, scope: part(city, scope, "not applicable", ANSWERED),
    "attainment_rate": attained,
    "required_rate": required_items,
    "compared_rate": lambda city, scope: share(*city.compared(scope)[0]),
    "last_year_rate": lambda city, scope: share(*city.compared(scope)[1]),
    "yoy": points,
    "change": points,  # as a cell of the heat map
    "departments_fell": lambda city, scope: number(
        len(city.fell("unit", {each.unit for each in city.of({})}))
    ),
    "chapters_fell": lambda city, scope: number(len(city.fell("chapter", chapters(city)))),
    "sheets_required": of_sheets(lambda city, each: True),
    "sheets_missing": of_sheets(lambda city, each: not each.handed_in),
    "sheets_waiting": of_sheets(lambda city, each: each.state == "submitted"),
    "sheets_late": lambda city, scope: number(sum(n > 0 for n in missing(city, scope))),
    "days_late": lambda city, scope: number(max(missing(city, scope))),
    "days_left": lambda city, scope: number(-max(missing(city, scope))),
    "submission_rate": sheets_share(lambda each: each.state == "confirmed"),
    "handed_in_rate": sheets_share(lambda each: each.handed_in),
    "serious_open": lambda city, scope: number(
        sum(each.open for each in city.findings(scope | {"severity": "major"}))
    ),
    "serious": lambda city, scope: FIGURES["serious_open"](city, scope),  # of the heat map
    "serious_days_open": lambda city, scope: number(
        max(city.days(each.issued) for each in city.findings({"severity": "major"}) if each.open)
    ),
    "corrections_overdue": lambda city, scope: number(len(overdue(city, scope))),
    "overdue_days": lambda city, scope: number(max(overdue(city, scope))),
    "findings_issued": lambda city, scope: number(
        sum(each.year == city.year for each in city.findings(scope))
    ),
    "findings_open": lambda city, scope: number(sum(f.open for f in city.findings(scope))),
    "findings_overdue": lambda city, scope: number(len(overdue(city, scope))),
    "findings_extended": lambda city, scope: number(
        sum(each.extensions > 0 for each in city.findings(scope))
    ),
    "on_time_rate": on_time,
    "extensions": lambda city, scope: number(city.findings(scope)[0].extensions),
    "conformity_rate": conformity,
    "discrepancy": discrepancy,
}
