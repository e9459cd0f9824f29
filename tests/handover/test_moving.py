"""Hanako and Tanaka leave on the first of April; what is theirs passes, or is passed on."""

from datetime import date

import pytest

from secaudit import schema
from secaudit.access.roles import Role
from secaudit.audits.models import TeamMember
from secaudit.calendar import clock
from secaudit.errors import Forbidden, Invalid
from secaudit.exceptions import actions as exceptions
from secaudit.findings.actions.following import assign as follow_up
from secaudit.findings.models import Finding
from secaudit.handover import actions
from secaudit.handover.bound import What, bound_to, stranded
from secaudit.handover.paper import as_paper
from secaudit.handover.succeeding import posts_to_hand_over, successors_of
from secaudit.intake.actions import preview_people
from secaudit.journal.models import JournalEntry
from secaudit.journal.verification import verify
from secaudit.people.actions import assign, leave
from secaudit.selfcheck.actions.questions import ask
from secaudit.selfcheck.actions.sharing import give_section
from secaudit.selfcheck.charges import by_chapter
from secaudit.selfcheck.together import Thread
from secaudit.web.spreadsheets import read_table
from tests.audits.story import begun
from tests.intake.test_pages import upload
from tests.selfcheck.story import opened, sheet_of, today

TODAY = date(2026, 10, 22)


def newcomer(city, key, number, name, role, unit, title):
    """Somebody new in a post."""
    from secaudit.directory.actions import take_on

    row = take_on(number=number, name=name, by=city.acting("nakamura"), at=clock.now())
    unit = unit.id if unit else None
    manager = city.acting("nakamura")
    assign(row.id, role, unit=unit, title=title, valid_from=TODAY, by=manager, at=clock.now())
    city.people[key] = row
    return row


@pytest.fixture
def busy(city):
    """Hanako has a section and a question by name; Suzuki a team and a finding."""
    finding = begun(city)
    period = opened(city)
    sheet = sheet_of(period, city.citizens)
    control = sheet.questions[0]
    chapter = control.split("-")[0]
    give_section(sheet.id, chapter, city.hanako.id, by=city.acting("tanaka"), **today())
    ask(
        sheet.id,
        control,
        "台帳はどこですか",
        city.hanako.id,
        0,
        by=city.acting("tanaka"),
        **today(),
    )
    follow_up([Finding.get_by_id(finding.id)], city.suzuki, by=city.acting("kobayashi"), **today())
    return sheet, chapter


def pass_all(city, who, to, whose):
    person = city.people[whose]
    keys = [each.key for each in bound_to(person.id, TODAY)]
    return actions.pass_on(person, city.people[to], keys, by=city.acting(who), **today())


def test_hanako_leaves_and_her_successor_has_it_all(city, busy):
    sheet, chapter = busy
    assert [each.what for each in bound_to(city.hanako.id, TODAY)] == [What.SECTION, What.QUESTION]
    yuki = newcomer(city, "yuki", "001235", "木村　雪", Role.CONTACT, city.citizens, "主査")
    leave(city.hanako.id, TODAY, by=city.acting("nakamura"), at=clock.now())
    assert stranded(TODAY) == [city.hanako]
    (post,) = posts_to_hand_over(city.hanako, TODAY)
    assert [each.person for each in successors_of([post], TODAY)[post.id]] == [yuki]

    with pytest.raises(Forbidden):
        pass_all(city, "ito", "yuki", "hanako")
    with pytest.raises(Invalid, match="does not work in"):
        pass_all(city, "watanabe", "yamamoto", "hanako")
    before = JournalEntry.select().count()
    pass_all(city, "watanabe", "yuki", "hanako")
    assert JournalEntry.select().count() == before + 1
    assert by_chapter(sheet)[chapter] == [yuki] and Thread.get().to == yuki
    assert not stranded(TODAY) and not bound_to(city.hanako.id, TODAY)
    assert not verify(schema.JOURNALED).faults


def test_audits_are_passed_on_by_the_lead_to_somebody_independent(city, busy):
    assert [each.what for each in bound_to(city.suzuki.id, TODAY)] == [What.TEAM, What.FINDING]
    with pytest.raises(Forbidden):
        pass_all(city, "watanabe", "mori", "suzuki")
    with pytest.raises(Invalid, match="no auditor"):
        pass_all(city, "kobayashi", "watanabe", "suzuki")
    pass_all(city, "kobayashi", "mori", "suzuki")
    assert Finding.get().assigned_to == city.mori
    team = {row.person: row.removed for row in TeamMember.select()}
    assert team == {city.suzuki: True, city.mori: False}
    assert not TeamMember.get(TeamMember.person == city.mori).stated_at, "Mori declares it herself"
    assert not verify(schema.JOURNALED).faults


def test_the_stand_in_passes_to_the_next_holder(city):
    from secaudit.people.reading import actor_of

    held = posts_to_hand_over(city.tanaka, TODAY)[0]
    nakamura = {"by": city.acting("nakamura"), "at": clock.now()}
    assign(city.hanako.id, Role.MGR, acting_for=held.id, valid_from=TODAY, valid_to=date(2027, 4, 1), **nakamura)  # fmt: skip
    newcomer(city, "ueda", "001002", "上田　実", Role.MGR, city.citizens, "市民課長")
    pass_all(city, "watanabe", "ueda", "tanaka")
    stands_for = [p.acting_for for p in actor_of(city.hanako, TODAY).posts if p.acting_for]
    assert stands_for == [posts_to_hand_over(city.ueda, TODAY)[0].id]


def test_the_sheet_is_one_page_and_shows_to_each_what_they_may_see(city, busy, browse):
    wish = exceptions.Wish("ACC-01", "共用のIDで使う", "製品", "使用簿", TODAY, date(2026, 12, 1))
    exceptions.request(city.citizens.id, wish, ["ACC-01"], by=city.acting("tanaka"), **today())
    there = f"/people/{city.tanaka.id}/handover"
    page = browse(city.tanaka).get(there).text
    title = Finding.get().title
    assert "引継書" in page and title in page and "共用のIDで使う" in page
    assert "自己点検" in page and "R8.10.30" in page
    assert f'href="{there}"' in browse(city.tanaka).get("/account").text
    assert title not in browse(city.watanabe).get(there).text, "of findings only the status"
    assert f'href="{there}"' in browse(city.watanabe).get(f"/people/{city.tanaka.id}").text
    browse(city.ito).get(there, status=404)
    browse(city.tanaka).get(f"/people/{city.hanako.id}/handover")

    given = browse(city.hanako).get(f"/people/{city.hanako.id}/handover/pdf")
    assert given.data.startswith(b"%PDF")
    suzuki = f"/people/{city.suzuki.id}/handover"
    assert "このほか2件" in browse(city.watanabe).get(suzuki).text
    kobayashi = browse(city.kobayashi)
    typed = {"chosen": [each.key for each in bound_to(city.suzuki.id, TODAY)], "to": ""}
    assert "渡す相手を選んでください" in kobayashi.post(suzuki, typed, status=400).text
    kobayashi.post(suzuki, typed | {"to": city.mori.id})
    assert Finding.get().assigned_to == city.mori


def test_home_and_the_file_of_april_name_what_passes_to_whom(city, busy, browse):
    leave(city.suzuki.id, TODAY, by=city.acting("nakamura"), at=clock.now())
    assert "名指しで渡していたもの" in browse(city.kobayashi).get("/").text
    assert "鈴木" in browse(city.kobayashi).get("/handover").text
    lines = ["職員番号,氏名,所属コード,役割,職名"]
    lines += ["001235,木村　雪,0210,推進員,主査", "001001,田中　一郎,0210,MGR,市民課長"]
    lines += ["001234,佐藤　花子,0220,推進員,主査"]
    rows = read_table("\n".join(lines).encode(), "a.csv")
    plan = preview_people(rows, date(2027, 4, 1), False, city.acting("watanabe"))
    from secaudit.handover.preview import what_passes

    (passing,) = what_passes(plan)
    assert passing.person == city.hanako and passing.by_name == 2
    assert passing.to == ["木村　雪"] and "市民課" in passing.post
    page = upload(browse(city.watanabe), "people", lines, complete="").text
    assert "木村　雪に引き継がれます" in page and "名指しのもの2件" in page


def test_what_belongs_to_the_post_passes_by_itself(city, busy, browse):
    """The new head finds the finding, the sheet and the exception; the old one none of it."""
    wish = exceptions.Wish("ACC-01", "共用のIDで使う", "製品", "使用簿", TODAY, date(2026, 12, 1))
    row = exceptions.request(
        city.citizens.id, wish, ["ACC-01"], by=city.acting("tanaka"), **today()
    )
    exceptions.approve(row.id, 1, by=city.acting("saito"), **today())
    leave(city.tanaka.id, TODAY, by=city.acting("nakamura"), at=clock.now())
    ueda = newcomer(city, "ueda", "001002", "上田　実", Role.MGR, city.citizens, "市民課長")
    home = browse(ueda).get("/").text
    assert Finding.get().number in home and "E1" in home and "自己点検に答える" in home
    assert "後任者" in (
        page := browse(city.watanabe).get(f"/people/{city.tanaka.id}/handover").text
    )
    assert "上田　実" in page


def test_a_long_list_still_makes_one_page(city, busy, app):
    from secaudit.handover.bound import bound_to as bound
    from secaudit.handover.parts import asked

    for number in range(40):
        wish = exceptions.Wish(
            f"X-{number}", "長い文" * 40, "製品", "使用簿", TODAY, date(2026, 12, 1)
        )
        exceptions.request(
            city.citizens.id, wish, [f"X-{number}"], by=city.acting("tanaka"), **today()
        )
    with app.test_request_context():
        posts = posts_to_hand_over(city.tanaka, TODAY)
        given = asked(
            city.tanaka, posts, bound(city.tanaka.id, TODAY), city.acting("tanaka"), TODAY
        )
        assert as_paper(given, successors_of(posts, TODAY), clock.now()).pages == 1
