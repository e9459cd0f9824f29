"""How strong the ground of each declared ○ is."""

from tests.reconciliation.sql.audits import ISSUED
from tests.reconciliation.sql.base import Figure, Scope, number, plain, rows
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


def of_strength(strength: str) -> Figure:
    return lambda city, scope: number(sum(each == strength for each, _ in claims(city, scope)))


FIGURES: dict[str, Figure] = {
    "claims": lambda city, scope: number(len(claims(city, scope))),
    **{f"claims_{each}": of_strength(each) for each in STRENGTHS},
    "claims_contradicted": lambda city, scope: number(
        sum(otherwise for _, otherwise in claims(city, scope))
    ),
}
