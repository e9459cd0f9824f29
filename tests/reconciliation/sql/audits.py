"""What audits judged, beside what was declared."""

from tests.reconciliation.sql.base import Figure, Scope, Shown, rows
from tests.reconciliation.sql.city import HANDED_IN, City

ISSUED = "'report approved', 'reported to the committee', 'in follow-up', 'completed'"
JUDGED = """
select i.control, i.judgement, a.value, coalesce(s.frozen_from, s.state) from paper_item i
join working_paper w on w.id = i.paper_id join engagement e on e.id = w.engagement_id
left join sheet s on s.unit_id = w.unit_id and s.period_id = {period} and s.form = 'department'
left join answer a on a.sheet_id = s.id and a.control = i.control and a.asked
where e.period_id = {period} and e.state in ({issued}) and not w.removed
  and i.judgement in ('conforming', 'partly conforming', 'not conforming')
"""


def judged(city: City, scope: Scope) -> list[tuple[str, str | None]]:
    """Judgement and what was declared of the same; None where it cannot be compared."""
    chosen = city.chosen(scope, city.period)
    return [
        (judgement, value if state in HANDED_IN and value != "not applicable" else None)
        for control, judgement, value, state in rows(JUDGED, period=city.period, issued=ISSUED)
        if control in chosen
    ]


def conformity(city: City, scope: Scope) -> Shown:
    found = judged(city, scope)
    good = sum(judgement == "conforming" for judgement, _value in found)
    return Shown(f"{good}/{len(found)}", f"{good} / {len(found)}")


def discrepancy(city: City, scope: Scope) -> Shown:
    found = [each for each in judged(city, scope) if each[1] is not None]
    differing = sum(each[0] != "conforming" and each[1] == "implemented" for each in found)
    return Shown(f"{differing}/{len(found)}", str(differing))


FIGURES: dict[str, Figure] = {
    "conformity_rate": conformity,
    "discrepancy": discrepancy,
}
