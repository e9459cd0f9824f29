"""How strong the ground of each declared ○ is."""

from dataclasses import dataclass
from datetime import date

from tests.reconciliation.sql.audits import ISSUED
from tests.reconciliation.sql.base import Figure, Scope, day, number, plain, rows
from tests.reconciliation.sql.city import City, catalogue

STRENGTHS = ("asserted", "recorded", "exercised", "audited")
NEWEST_JUDGED = """
select w.unit_id, i.control, i.judgement, e.edition_id, e.issued_on, i.id from paper_item i
join working_paper w on w.id = i.paper_id join engagement e on e.id = w.engagement_id
where e.state in ({issued}) and not w.removed
  and i.judgement in ('conforming', 'partly conforming', 'not conforming')
order by e.issued_on, i.id
"""
RECORDED = """
select about, control, recorded_at from evidence
where not removed and (expires_on is null or expires_on >= '{today}') order by id
"""
DECLARED = "select sheet_id, control from answer where asked and value = 'implemented'"
HELD = "select controls, units, held_on from activity where held_on is not null"


@dataclass(frozen=True)
class Claim:
    """A declared ○: the strongest that stands behind it, since when, and what audits say."""

    unit: int
    control: str
    strength: str
    since: date
    contradicted: bool


def newest_judged(city: City) -> dict[tuple[int, str], tuple[str, int, str]]:
    """Day, place and judgement, where the question means what it means in this period."""
    means = {id: catalogue(text) for id, text in rows("select id, content from edition")}
    now = city.editions[city.period]
    return {
        (unit, control): (str(on), id, judgement)
        for unit, control, judgement, edition, on, id in rows(NEWEST_JUDGED, issued=ISSUED)
        if control in now and means[edition][control][1] == now[control][1]
    }


def claimed(city: City) -> list[Claim]:
    sheets = {each.id: each for each in city.of({}) if each.handed_in}
    history = {id: set(plain(lineage)) for id, lineage in rows("select id, lineage from sheet")}
    judged, held = newest_judged(city), [(plain(c), set(plain(u)), on) for c, u, on in rows(HELD)]
    recorded = {(about, id): at for about, id, at in rows(RECORDED, today=city.today)}
    found = []
    for sheet, control in ((id, c) for id, c in rows(DECLARED) if id in sheets):
        mine = history[sheet]
        audits = [judged[u, control] for u in mine if (u, control) in judged]
        on, _place, judgement = max(audits, default=("", 0, None))
        stands = {
            "audited": on if judgement == "conforming" else None,
            "exercised": max(
                (when for c, units, when in held if control in c and (not units or mine & units)),
                default=None,
            ),
            "recorded": recorded.get((f"sheet:{sheet}", control)),
            "asserted": sheets[sheet].submitted_at,
        }
        name = next(name for name, since in stands.items() if since)
        otherwise = judgement not in (None, "conforming")
        found.append(Claim(sheets[sheet].unit, control, name, day(stands[name]), otherwise))
    return found


def claims(city: City, scope: Scope) -> list[Claim]:
    """What stands behind each declared ○, and whether the newest audit judged otherwise."""
    chosen = city.chosen(scope, city.period)
    unit = scope.get("unit")
    found = (each for each in claimed(city) if each.control in chosen)
    return [each for each in found if unit in (None, str(each.unit))]


def of_strength(strength: str) -> Figure:
    return lambda city, scope: number(
        sum(each.strength == strength for each in claims(city, scope))
    )


FIGURES: dict[str, Figure] = {
    "claims": lambda city, scope: number(len(claims(city, scope))),
    **{f"claims_{each}": of_strength(each) for each in STRENGTHS},
    "claims_contradicted": lambda city, scope: number(
        sum(each.contradicted for each in claims(city, scope))
    ),
}
