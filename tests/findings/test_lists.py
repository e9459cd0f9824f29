"""Lists people work from: narrowed, kept, handed on; several findings at once."""

import io
import re

import pytest
from python_calamine import CalamineWorkbook

from secaudit.calendar import clock
from secaudit.errors import Invalid
from secaudit.findings.actions import following
from secaudit.findings.deadlines import escalation
from secaudit.findings.kinds import Severity
from secaudit.findings.listing import Query, View, page
from secaudit.findings.models import SavedView
from secaudit.findings.sight import sight_of
from secaudit.journal.models import JournalEntry
from secaudit.organisation.settings import settings
from tests.audits.story import again, by, drafted, in_fieldwork, issued, reported


def listed(city, who, **query) -> list[str]:
    actor, on = city.acting(who), clock.today()
    return [row.number for row in page(Query(**query), sight_of(actor, on), actor, on).rows]


def entries(act) -> int:
    return JournalEntry.select().where(JournalEntry.act == act).count()


def test_a_list_is_narrowed_kept_under_a_name_and_found_again(city, browse):
    issued(city)
    kobayashi = browse(city.kobayashi)
    page = kobayashi.get(f"/findings?severity=major&unit={city.citizens.id}&sort=unit&page=1").text
    assert "R8-1" in page
    query = re.search(r'name="query" value="([^"]*)"', page)[1].replace("&amp;", "&")

    kobayashi.post("/findings/views", {"query": query, "name": "市民課の重大"})
    page = kobayashi.get("/findings").text
    address = re.search(r'href="([^"]*)"[^>]*>市民課の重大', page)[1].replace("&amp;", "&")
    assert "R8-1" in kobayashi.get(address).text
    assert "市民課の重大" not in browse(city.tanaka).get("/findings").text
    kobayashi.post("/findings/views", {"query": query, "name": " "})  # told, nothing kept
    view = SavedView.get()
    browse(city.tanaka).post(f"/findings/views/{view.id}/removal", {})
    assert SavedView.select().count() == 1  # somebody else's stays
    kobayashi.post(f"/findings/views/{view.id}/removal", {"query": query})
    assert not SavedView.select().count()


def test_a_list_is_handed_on_as_it_is_shown(city, browse):
    finding = issued(city)
    drafted(city, in_fieldwork(city))  # nobody's but the auditors'
    tanaka = browse(city.tanaka)
    tanaka.get("/findings")
    answer = tanaka.post("/findings/file", {"query": "severity=major", "format": "csv"}, status=200)
    text = answer.data.decode("utf-8-sig")
    assert finding.number in text and finding.title in text and "R8-2" not in text
    answer = browse(city.watanabe).post("/findings/file", {"format": "xlsx"}, status=200)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.data)).get_sheet_by_index(0).to_python()
    cells = [str(cell) for row in rows for cell in row]
    assert finding.publishable in cells and finding.title not in cells  # status only
    tanaka.post("/findings/file", {"format": "exe"}, status=400)
    assert entries("export.findings") == 2


def test_several_findings_are_given_to_an_auditor_of_the_team_at_once(city, browse):
    engagement = in_fieldwork(city, team=("suzuki", "mori"))
    first, second = drafted(city, engagement), drafted(city, engagement)
    kobayashi = browse(city.kobayashi)
    kobayashi.get("/findings")
    kobayashi.post("/findings/assignment", {
        "finding": [first.id, second.id], "person": city.mori.id})  # fmt: skip

    assert {again(each).assigned_to_id for each in (first, second)} == {city.mori.id}
    assert entries("finding.assign") == 2
    assert listed(city, "mori", view=View.MINE) == ["R8-2", "R8-1"]
    assert listed(city, "suzuki", view=View.MINE) == []
    with pytest.raises(Invalid):
        following.assign([again(first)], city.people["tanaka"], **by(city, "kobayashi"))
    browse(city.suzuki).post("/findings/assignment", {"finding": [first.id]}, status=403)
    kobayashi.post("/findings/assignment", {"person": city.mori.id})  # nothing ticked: told so
    assert "担当監査人 森" in kobayashi.get(f"/findings/{first.id}").text


def test_a_reminder_names_number_and_date_but_not_what_was_found(city, browse):
    finding = issued(city)
    suzuki = browse(city.suzuki)
    suzuki.get("/findings")
    suzuki.post("/findings/reminders", {"finding": [finding.id]})
    page = suzuki.get(f"/findings/reminders?finding={finding.id}").text

    assert finding.number in page and "改善計画を提出する" in page
    assert finding.title not in page
    assert entries("finding.remind") == 1
    browse(city.mori).post("/findings/reminders", {"finding": [finding.id]})  # sees none of it
    assert entries("finding.remind") == 1
    browse(city.tanaka).post("/findings/reminders", {"finding": [finding.id]}, status=403)


def test_what_is_long_overdue_reaches_the_director_and_then_the_ciso(city):
    finding = issued(city)

    def told(who, day):
        actor = city.acting(who)
        rows = page(Query(view=View.ESCALATED), sight_of(actor, day), actor, day).rows
        return [row.number for row in rows]

    on = escalation(finding.next_due_on, clock.today(), settings())
    before = on.director.replace(day=on.director.day - 3)
    assert told("kato", before) == [] and told("kato", on.director) == ["R8-1"]
    assert told("takahashi", on.director) == [] and told("takahashi", on.ciso) == ["R8-1"]


def test_my_turn_follows_the_work(city):
    finding = reported(city, finding=issued(city, severity=Severity.MINOR))
    turns = {who: listed(city, who, view=View.MINE) for who in ("tanaka", "suzuki", "kobayashi")}
    assert turns == {"tanaka": [], "suzuki": [finding.number], "kobayashi": []}
