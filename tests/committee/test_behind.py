"""From every figure of a paper it is two clicks to the forms it was counted from."""

import re

from secaudit.access.guard import COMMAND
from secaudit.calendar import clock
from secaudit.committee.models import CommitteeSnapshot
from secaudit.incidents import actions as incidents
from secaudit.incidents.kinds import Kind
from secaudit.incidents.rules import Facts
from tests.audits.story import begun
from tests.meetings.test_meetings import held
from tests.reconciliation.page import Element, Tree

FORMS = {
    "/overview/answers": r"/self-check/sheets/\d+|/departments/\d+",
    "/overview/late": r"/self-check/sheets/\d+",
    "/overview/trend": r"/overview/answers",
    "/overview/strength": r"/overview/answers|/departments/\d+",
    "/overview/findings": r"/findings/\d+",
    "/incidents": r"/incidents/\d+",
    "/meetings": r"/meetings/\d+",
}


def links(part: Element) -> list[str]:
    return [each.at["href"] for each in part.walk() if each.tag == "a" and "href" in each.at]


def behind(page: str) -> list[str]:
    tree = Tree(page).root
    return links(next(e for e in tree.walk() if e.at.get("aria-labelledby") == "behind"))


def test_each_way_leads_to_forms(paper, city, browse):
    incidents.enter(
        Facts(clock.today(), Kind.LOST, "名簿をなくした。"),
        by=COMMAND, at=clock.now(), on=clock.today(),
    )  # fmt: skip
    held(city, "私物USBの扱い")
    begun(city)
    takahashi = browse(city.takahashi)
    for more in ("", "/annexes"):
        ways = behind(takahashi.get(f"/committee/{paper.id}{more}").text)
        assert [way.partition("?")[0] for way in ways] == list(FORMS)
    for way in ways:
        there = "\n".join(links(Tree(takahashi.get(way).text).root))
        assert re.search(FORMS[way.partition("?")[0]], there), way
    assert CommitteeSnapshot.get().period.fiscal_year == 2026 and "/incidents?year=2026" in ways
