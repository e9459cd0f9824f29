"""Who sees what, and how many statements that takes."""

import re

import pytest

from secaudit.access.guard import COMMAND
from secaudit.access.roles import Role
from secaudit.audits.models import Engagement, TeamMember
from secaudit.calendar import clock
from secaudit.database import db
from secaudit.findings import reading
from secaudit.findings.models import Finding
from secaudit.findings.sight import sight_of
from secaudit.journal.actions import record
from secaudit.organisation.kinds import Change
from secaudit.organisation.models import Succession
from secaudit.people.models import Assignment
from tests.audits.story import again, agreed, asked, by, drafted, in_fieldwork, issued

EVERYBODY = ["hanako", "tanaka", "yamamoto", "ito", "kato", "watanabe", "saito", "takahashi",
             "kobayashi", "suzuki", "mori", "nakamura", "inoue", "okada"]  # fmt: skip


def who_opens(browse, city, finding) -> dict[str, int]:
    address = f"/findings/{finding.id}"
    return {who: browse(city.people[who]).client.get(address).status_code for who in EVERYBODY}


def seen_by(city, finding) -> set[str]:
    return {
        who for who in EVERYBODY
        if finding in reading.findings().where(sight_of(city.acting(who), clock.today()).condition())
    }  # fmt: skip


def test_a_draft_is_the_auditors_own(city, browse):
    finding = drafted(city)

    assert seen_by(city, finding) == {"kobayashi", "suzuki"}
    opened = who_opens(browse, city, finding)
    assert {who for who, status in opened.items() if status == 200} == {"kobayashi", "suzuki"}
    assert opened["tanaka"] == opened["mori"] == opened["watanabe"] == 404
    assert opened["nakamura"] == opened["inoue"] == 403


def test_from_the_fact_check_on_the_department_and_its_superiors_see_it(city, browse):
    finding = asked(city)

    whole = {"kobayashi", "suzuki", "tanaka", "hanako", "kato", "saito", "takahashi"}
    assert seen_by(city, finding) == whole
    opened = who_opens(browse, city, finding)
    assert {who for who, status in opened.items() if status == 200} == whole | {"watanabe"}
    assert opened["ito"] == opened["yamamoto"] == opened["mori"] == opened["okada"] == 404


def test_the_secretariat_sees_status_and_publishable_summary_only(city, browse):
    finding = issued(city)
    page = browse(city.watanabe).get(f"/findings/{finding.id}").text

    assert "媒体の点検記録に不備があった。" in page and finding.number in page
    for secret in (finding.title, finding.condition, finding.cause, finding.recommendation):
        assert secret not in page
    listed = browse(city.watanabe).get("/findings").text
    assert finding.publishable in listed and finding.title not in listed
    assert finding.number not in browse(city.watanabe).get(f"/findings?q={finding.title}").text


def test_a_foreign_finding_is_exactly_a_missing_one(city, browse):
    finding = issued(city)
    ito = browse(city.ito)

    def told(id):
        page = ito.get(f"/findings/{id}", status=404).text
        return re.sub(r'findings/\d+|name="csrf_token" value="[^"]*"', "", page)

    assert told(finding.id) == told(999999)


def test_the_successor_of_the_department_inherits_its_findings(city):
    finding = issued(city)
    became = Succession(
        predecessor=city.citizens, successor=city.tax, on=clock.today(), change=Change.MERGED
    )
    with db.atomic():
        record(COMMAND, "test.merge", "city:1", [became], at=clock.now())

    assert "ito" in seen_by(city, finding)
    assert [each.id for each in reading.of_unit(city.tax.id, clock.today())] == [finding.id]


def test_an_auditor_from_outside_sees_own_engagements_within_their_dates(city, browse):
    outsider = city.people["inoue"]
    post = Assignment(person=outsider, role=Role.EXTERNAL, valid_from=clock.today())
    with db.atomic():
        record(COMMAND, "test.post", "city:1", [post], at=clock.now())
    mine = in_fieldwork(city, team=("suzuki", "inoue"), starts_on=clock.today())
    finding = drafted(city, mine)
    other = drafted(city, in_fieldwork(city, team=("suzuki",)))
    visitor = browse(outsider)

    visitor.get(f"/audits/{mine.id}")
    visitor.get(f"/findings/{finding.id}")
    visitor.get(f"/audits/{other.engagement_id}", status=404)
    visitor.get(f"/findings/{other.id}", status=404)

    member = TeamMember.get(TeamMember.person == outsider)
    member.access_to = member.access_from = clock.today().replace(day=1)
    with db.atomic():
        record(COMMAND, "test.over", "city:1", [member], at=clock.now())
    visitor.get(f"/audits/{mine.id}", status=404)
    visitor.get(f"/findings/{finding.id}", status=404)


def multiply(finding, count) -> None:
    """Many more of the same, as the seeds of a large city would have."""
    copies = []
    for number in range(count):
        copy = Finding(**{k: v for k, v in finding.__data__.items() if k not in ("id", "version")})
        copy.serial, copy.number = 1000 + number, f"R8-{1000 + number}"
        copy.version, copy.entry = 0, -1
        copies.append(copy)
    with db.atomic():
        record(COMMAND, "test.many", "city:1", copies, at=clock.now())


@pytest.mark.parametrize("who", ["kobayashi", "suzuki", "tanaka", "takahashi", "watanabe"])
@pytest.mark.parametrize("query", ["", "?view=mine", "?view=overdue&sort=unit&desc=1&page=3"])
def test_lists_of_thousands_take_eight_statements(city, browse, statements, who, query):
    finding = issued(city)
    multiply(finding, 5000 if who == "kobayashi" and not query else 120)
    browser = browse(city.people[who])
    browser.get("/findings")

    with statements() as heard:
        browser.get(f"/findings{query}")

    assert len(heard) <= 8, heard


def test_a_finding_takes_the_same_statements_however_long_its_life(city, browse, statements):
    finding = issued(city)
    browser = browse(city.tanaka)
    browser.get("/findings")
    with statements() as heard:
        browser.get(f"/findings/{finding.id}")
    assert len(heard) <= 24, heard


PAGES = ["", "/text", "/discarding", "/dropping", "/upholding", "/plan", "/plan/return", "/reply",
         "/reopening", "/verification", "/extension", "/extension/decision", "/risk",
         "/risk/decision", "/correction", "/fact-check", "/extension/decision-on-paper"]  # fmt: skip


@pytest.mark.parametrize("stage", [drafted, asked, agreed, issued])
def test_every_page_of_a_finding_answers_everybody_in_every_state(city, browse, stage):
    finding = stage(city)
    for who in EVERYBODY:
        client = browse(city.people[who])
        for page in PAGES:
            answer = client.client.get(f"/findings/{finding.id}{page}")
            assert answer.status_code in (200, 302, 403, 404), (who, page, answer.status_code)


HOSTILE = ["?view=nothing", "?state=%C0", "?severity='--", "?year=9999999999999", "?page=-1",
           "?page=0", "?page=1e9", "?page=999999", "?q=%25_%27%22%3Cscript%3E", "?q=%FF",
           "?unit=０１", "?sort=entry", "?sort=due&desc=yes", "?engagement=1%20or%201"]  # fmt: skip


@pytest.mark.parametrize("query", HOSTILE)
def test_odd_queries_are_left_out(city, browse, query):
    drafted(city)
    browse(city.suzuki).get(f"/findings{query}")


def test_hostile_values_in_a_finding_change_nothing_or_are_kept_as_text(city, browse):
    finding = drafted(city)
    suzuki = browse(city.suzuki)
    address = f"/findings/{finding.id}/text"

    suzuki.post(address, {"version": "x", "title": "", "severity": "nothing"}, status=200)
    suzuki.post(address, {"version": "99", "title": "別", "severity": "minor"}, status=409)
    suzuki.post(address, {"version": "1", "title": "長" * 121, "severity": "minor"}, status=200)
    suzuki.post(
        address, {"version": "1", "title": "x", "severity": "minor", "condition": "あ" * 4001},
        status=200,
    )  # fmt: skip
    assert again(finding).title == finding.title

    evil = "<script>alert(1)</script> {{7*7}}"
    suzuki.post(address, {"version": "1", "title": evil, "severity": "minor"})
    page = suzuki.get(f"/findings/{finding.id}").text
    assert "<script>alert" not in page and "{{7*7}}" in page


def test_the_conflict_page_shows_what_was_typed(city, browse):
    finding = asked(city)
    tanaka = browse(city.tanaka)
    address = f"/fact-checks/{finding.paper_id}"
    data = {f"version_{finding.id}": "1", f"reply_{finding.id}": "disputed",
            f"words_{finding.id}": "打った文字"}  # fmt: skip
    assert "打った文字" in tanaka.post(address, data, status=409).text


def test_an_objection_without_words_is_asked_for_them_and_nothing_is_sent(city, browse):
    finding = asked(city)
    data = {f"version_{finding.id}": finding.version, f"reply_{finding.id}": "disputed"}
    page = browse(city.tanaka).post(f"/fact-checks/{finding.paper_id}", data, status=200).text

    assert "どの事実が違うのか" in page
    assert again(finding).state == "fact check"


def test_engagement_pages_of_others_are_missing(city, browse):
    engagement = in_fieldwork(city)
    mori = browse(city.mori)
    for page in ("", "/report", "/papers/notices", "/schedule"):
        mori.get(f"/audits/{engagement.id}{page}", status=404)
    assert Engagement.get().id == engagement.id


def test_independence_is_told_from_the_plan_on(city, browse):
    page = browse(city.kobayashi).get("/audits/new").text
    assert "監査できない課：行政監査課" in page
    assert by(city, "suzuki")["by"].person == city.suzuki.id
