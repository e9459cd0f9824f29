"""The self-check in a browser without JavaScript: each role's way through the pages."""

import re

import pytest

from secaudit.selfcheck import reading
from secaudit.selfcheck.answers import Given
from secaudit.selfcheck.kinds import PeriodState, SheetState, Value
from secaudit.selfcheck.models import Answer, Period, Sheet
from tests.selfcheck.story import (
    answer,
    answer_all,
    frozen,
    handed_in,
    opened,
    sheet_of,
    shown,
    submitted,
)

PLAN = {
    "fiscal_year": "2026",
    "opens_on": "令和8年10月1日",
    "due_on": "R8.10.30",
    "reference_date": "2026-09-30",
    "scope": "core",
    "title": "",
    "purpose": "",
}


def test_before_it_starts_the_page_says_whom_it_asks_and_that_it_is_early(app, city, browse):
    watanabe, saito = browse(city.watanabe), browse(city.saito)
    early = PLAN | {"opens_on": "2026-11-04", "due_on": "2026-11-30"}
    there = watanabe.post("/self-check/periods/new", early).location
    assert "始められるのは、承認された" in watanabe.get(f"{there}/open").text
    saito.post(f"{there}/approve", {"version": "1"})

    page = watanabe.get(f"{there}/open").text
    assert "開始日は令和8年11月4日（水）で、13日後です" in page
    assert re.search(r"回答を依頼する課</dt>\s*<dd>4<", page)
    assert "メールは送られません" in page and "始めると、元に戻せません" in page
    app.config["MAIL_HOST"] = "relay.example"
    assert "朝のメールで知らせます" in watanabe.get(f"{there}/open").text
    app.config["MAIL_HOST"] = ""
    with app.app_context():
        assert Period.get().state == PeriodState.APPROVED and not Sheet.select().count()
    watanabe.post(f"{there}/open", {"version": "1"}, status=409)
    watanabe.post(f"{there}/open", {"version": "2"})
    assert "始められるのは、承認された" in watanabe.get(f"{there}/open").text


@pytest.fixture
def period(app, city):
    with app.app_context():
        return opened(city)


@pytest.fixture
def sheet(app, period, city):
    with app.app_context():
        return sheet_of(period, city.citizens)


def address(sheet, rest=""):
    return f"/self-check/sheets/{sheet.id}{rest}"


def section(sheet, number=0):
    catalogue = reading.catalogue_of(sheet.period)
    chapters = list(dict.fromkeys(catalogue.control(c).chapter for c in sheet.questions))
    chapter = chapters[number]
    return address(sheet, f"/{chapter}"), [
        c for c in sheet.questions if catalogue.control(c).chapter == chapter
    ]


def all_implemented(controls, version=0):
    fields = {f"value-{c}": "implemented" for c in controls}
    return fields | {f"version-{c}": str(version) for c in controls}


def test_the_secretariat_plans_the_chief_approves_and_it_opens(app, city, browse):
    watanabe, saito = browse(city.watanabe), browse(city.saito)
    assert "まだ" in watanabe.get("/self-check/").text or watanabe.get("/self-check/").text
    there = watanabe.post("/self-check/periods/new", PLAN).location
    assert "令和8年度" in watanabe.get(there).text
    saito.post(f"{there}/approve", {"version": "1"})
    assert f'href="{there}/open"' in watanabe.get(there).text
    assert "まだ予定の開始日ではありません" not in watanabe.get(f"{there}/open").text
    watanabe.post(f"{there}/open", {"version": "2"})

    page = watanabe.get(there).text
    assert page.index("情報政策課") < page.index("市民課") < page.index("税務課")
    with app.app_context():
        assert Sheet.select().count() == 4


def test_a_plan_with_wrong_values_says_so_beside_each_field(city, browse, app):
    page = browse(city.watanabe).post(
        "/self-check/periods/new",
        PLAN | {"due_on": "2026-02-30", "fiscal_year": "９９９９９", "opens_on": ""},
        status=200,
    )
    assert page.text.count('class="error"') >= 3
    with app.app_context():
        assert Period.select().count() == 0


def test_hanako_answers_a_section_as_a_plain_form(city, browse, sheet, app):
    hanako = browse(city.hanako)
    there, controls = section(sheet)
    page = hanako.get(there).text
    assert "この1年間" in page and "checked" not in page.replace('scope="', "")

    fields = all_implemented(controls)
    fields[f"value-{controls[0]}"] = "partial"
    fields[f"reason-{controls[0]}"] = "掲示が古い"
    where = hanako.post(there, fields | {"then": "next"}).location
    assert where.startswith(address(sheet, "/")) and where != there
    hanako.post(there, fields | {"then": "next"})  # pressed twice
    with app.app_context():
        kept = reading.answers_of(sheet)
        assert kept[controls[0]].reason == "掲示が古い"
        assert {each.version for each in kept.values()} == {1}


def test_a_promised_date_that_is_none_is_said_and_nothing_is_lost(city, browse, sheet, app):
    hanako = browse(city.hanako)
    there, controls = section(sheet)
    fields = all_implemented(controls) | {
        f"value-{controls[0]}": "partial",
        f"reason-{controls[0]}": "台帳を作り直す",
        f"promised-{controls[0]}": "来月ごろ",
    }
    page = hanako.post(there, fields, status=400).text
    assert "台帳を作り直す" in page and "来月ごろ" in page
    assert page.count("checked") == len(controls)
    with app.app_context():
        assert Answer.select().count() == 0


def test_two_people_on_one_section_choose(city, browse, sheet, app):
    there, controls = section(sheet)
    first = controls[0]
    with app.app_context():
        answer(city, "tanaka", sheet, first, "not implemented", "鍵がない")
    hanako = browse(city.hanako)
    fields = all_implemented(controls)
    page = hanako.post(there, fields, status=409).text
    assert "田中" in page and "鍵がない" in page
    with app.app_context():
        assert Answer.select().count() == 1

    hanako.post(there, fields | {f"keep-{first}": "theirs"})
    with app.app_context():
        assert reading.answers_of(sheet)[first].value == Value.NOT_IMPLEMENTED
    hanako.post(there, fields | {f"keep-{first}": "mine", f"version-{first}": "1"})
    with app.app_context():
        assert reading.answers_of(sheet)[first].value == Value.IMPLEMENTED


def test_from_check_to_confirmation_and_final(city, browse, sheet, period, app):
    hanako, tanaka = browse(city.hanako), browse(city.tanaka)
    stopped = hanako.get(address(sheet, "/check")).text
    assert 'name="hash"' not in stopped
    with app.app_context():
        answer_all(city, "hanako", sheet, ORG_01=Given(Value.PARTIAL, "様式を作る"))
    page = hanako.get(address(sheet, "/check")).text
    seen = re.search(r'name="hash" value="(\w+)"', page)[1]
    hanako.post(address(sheet, "/submit"), {"hash": seen})
    assert "田中" in hanako.get(address(sheet, "/submitted")).text
    there, _controls = section(sheet)
    assert "textarea" not in hanako.get(there).text  # read only: text, no disabled inputs

    page = tanaka.get(address(sheet, "/confirm")).text
    assert seen in page
    hanako.post(address(sheet, "/withdraw"), status=409)
    tanaka.post(address(sheet, "/confirm"), {"hash": seen})
    assert "市民課長" in tanaka.get(address(sheet)).text
    with app.app_context():
        frozen(city, period)
    for person in (city.hanako, city.tanaka, city.watanabe, city.takahashi):
        for rest in ("", "/check", "/form", "/form?filled=1", there.removeprefix(address(sheet))):
            browse(person).get(address(sheet, rest))


def test_the_head_sends_back_with_words(city, browse, sheet, app):
    with app.app_context():
        answer_all(city, "hanako", sheet)
        submitted(city, "hanako", sheet)
    tanaka = browse(city.tanaka)
    page = tanaka.post(address(sheet, "/return"), {"words": ""}, status=400).text
    assert 'id="words-error"' in page
    meant = sheet.questions[1]
    tanaka.post(address(sheet, "/return"), {"words": "記録は？", "marked": [meant]})
    page = browse(city.hanako).get(address(sheet)).text
    assert "記録は？" in page and f"#q-{meant}" in page


def test_the_head_confirmed_on_paper(city, browse, sheet, app):
    with app.app_context():
        answer_all(city, "hanako", sheet)
        submitted(city, "hanako", sheet)
    paper = {
        "medium": "paper",
        "decided_by": "田中　一郎",
        "post": "市民課長",
        "decided_on": "R8.10.21",
        "document": "市市第45号",
    }
    watanabe = browse(city.watanabe)
    page = watanabe.get(address(sheet, "/confirmation-on-paper")).text
    seen = re.search(r'name="hash"[^>]*value="(\w+)"', page)[1]
    tomorrow = paper | {"hash": seen, "decided_on": "2026-10-23"}
    watanabe.post(address(sheet, "/confirmation-on-paper"), tomorrow, status=200)
    watanabe.post(address(sheet, "/confirmation-on-paper"), paper | {"hash": seen})
    with app.app_context():
        assert reading.sheet(sheet.id).state == SheetState.CONFIRMED


def test_a_foreign_sheet_is_exactly_a_missing_one(city, browse, sheet):
    yamamoto = browse(city.yamamoto)
    missing = "/self-check/sheets/99999"
    there, controls = section(sheet)
    for rest in ("", "/check", "/form", there.removeprefix(address(sheet)), "/confirm"):
        if rest == "/confirm":
            continue
        theirs = yamamoto.get(address(sheet, rest), status=404).text
        assert plain(theirs) == plain(yamamoto.get(missing + rest, status=404).text)
    body = {"value": "implemented", "version": 0}
    one = yamamoto.send_json("PUT", address(sheet, f"/answers/{controls[0]}"), body, status=404)
    other = yamamoto.send_json("PUT", f"{missing}/answers/{controls[0]}", body, status=404)
    assert one.json == other.json
    yamamoto.post(there, all_implemented(controls), status=404)
    yamamoto.post(address(sheet, "/submit"), {"hash": "x"}, status=404)


def plain(page: str) -> str:
    """A page without what differs by nature: its own address and the form token."""
    page = re.sub(r'name="next" value="[^"]*"', "", page)
    return re.sub(r'name="csrf_token" value="[^"]*"', "", page)


@pytest.mark.parametrize("id", ["0", "-1", "1" + "0" * 30, "１", "x"])
def test_ids_that_are_none(city, browse, sheet, id):
    hanako = browse(city.hanako)
    hanako.get(f"/self-check/sheets/{id}", status=404)
    hanako.get(f"/self-check/periods/{id}", status=404)
    hanako.get(address(sheet, f"/{id}"), status=404)


HOSTILE = [
    "",
    "x" * 10_000,
    "\x00",
    "-1",
    "１",
    "' OR 1=1 --",
    "<script>alert(1)</script>",
    "\ud800",
    "＝1+1",
]


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_values_change_nothing(city, browse, sheet, app, value):
    hanako = browse(city.hanako)
    there, controls = section(sheet)
    first = controls[0]
    for body in (
        {"value": value, "version": 0},
        {"value": "implemented", "reason": value, "version": value},
        {"value": "partial", "promised_on": value or "x"},
        {"value": "not applicable", "ready_reason": value or "x"},
        [value],
        value,
    ):
        response = hanako.client.put(
            address(sheet, f"/answers/{first}"),
            json=body,
            headers={"X-CSRFToken": hanako.token(), "Accept": "application/json"},
        )
        assert response.status_code in (200, 400), (body, response.text)
        assert "error" in response.json or response.json["value"] in set(Value)
    fields = {f"value-{first}": value, f"version-{first}": value, f"ready-{first}": value}
    safe = {k: v.encode("utf-8", "replace").decode() for k, v in fields.items()}
    response = hanako.client.post(there, data=safe | {"csrf_token": hanako.token()})
    assert response.status_code in (302, 400, 409)


def test_background_saving(city, browse, sheet, app):
    hanako, tanaka = browse(city.hanako), browse(city.tanaka)
    where = address(sheet, f"/answers/{sheet.questions[0]}")
    saved = hanako.send_json("PUT", where, {"value": "implemented", "version": 0}).json
    assert (saved["version"], saved["at"], saved["by"]) == (1, "09:00", "佐藤　花子")
    mine = {"value": "partial", "reason": "一部", "version": 0}
    theirs = tanaka.send_json("PUT", where, mine, status=409).json["theirs"]
    assert (theirs["by"], theirs["value"], theirs["version"]) == ("佐藤　花子", "implemented", 1)
    assert tanaka.send_json("PUT", where, mine | {"version": 1}).json["version"] == 2
    with app.app_context():
        answer_all(city, "hanako", sheet_without(sheet, sheet.questions[0]))
        submitted(city, "hanako", reading.sheet(sheet.id))
    hanako.send_json("PUT", where, {"value": "implemented", "version": 2}, status=423)


def sheet_without(sheet, control):
    from copy import copy

    rest = copy(sheet)
    rest.questions = [each for each in sheet.questions if each != control]
    return rest


def test_saving_takes_few_statements(city, browse, sheet, app, statements):
    hanako = browse(city.hanako)
    headers = {"X-CSRFToken": hanako.token(), "Accept": "application/json"}
    hanako.send_json("PUT", address(sheet, f"/answers/{sheet.questions[0]}"), {"value": "unknown"})
    there, _controls = section(sheet)
    with statements() as heard:
        hanako.client.put(
            address(sheet, f"/answers/{sheet.questions[1]}"),
            json={"value": "implemented", "version": 0},
            headers=headers,
        )
    assert len(heard) <= 8, heard
    with statements() as heard:
        page = hanako.get(there)
    assert len(heard) <= 8, heard
    assert len(page.data) <= 30 * 1024, len(page.data)


def test_pages_do_not_ask_more_of_a_larger_city(city, browse, period, sheet, app, statements):
    watanabe = browse(city.watanabe)
    watanabe.get(f"/self-check/periods/{period.id}")
    with statements() as heard:
        watanabe.get(f"/self-check/periods/{period.id}")
    few = len(heard)
    with app.app_context():
        handed_in(city, period, city.citizens, "hanako", "tanaka")
        handed_in(city, period, city.tax, "yamamoto", "ito")
    with statements() as heard:
        watanabe.get(f"/self-check/periods/{period.id}")
    assert len(heard) == few <= 8, heard


def test_every_page_in_english(city, browse, sheet, period, app):
    with app.app_context():
        answer_all(city, "hanako", sheet)
        assert shown(sheet)
    for person, pages in (
        (
            city.hanako,
            ["/self-check/", address(sheet), address(sheet, "/check"), section(sheet)[0]],
        ),
        (
            city.watanabe,
            ["/self-check/", f"/self-check/periods/{period.id}", "/self-check/periods/new"],
        ),
    ):
        browser = browse(person)
        browser.post("/language", {"language": "en", "next": "/"})
        for page in pages:
            text = browser.get(page).text
            assert 'lang="en"' in text


def test_exempting_more_time_and_back(city, browse, sheet, period, app):
    watanabe = browse(city.watanabe)
    watanabe.post(address(sheet, "/exempt"), {"version": "1", "reason": ""}, status=200)
    watanabe.post(address(sheet, "/exempt"), {"version": "1", "reason": "統合のため"})
    assert "統合のため" in watanabe.get(f"/self-check/periods/{period.id}").text
    watanabe.post(address(sheet, "/include"), {"version": "2"})
    watanabe.post(
        address(sheet, "/due"), {"version": "3", "due_on": "2026-11-06", "reason": "繁忙"}
    )
    watanabe.post(
        address(sheet, "/due"), {"version": "3", "due_on": "2026-11-06", "reason": "x"}, status=409
    )


def test_closing_reopening_and_the_checklist(city, browse, sheet, period, app):
    watanabe, saito = browse(city.watanabe), browse(city.saito)
    there = f"/self-check/periods/{period.id}"
    before = watanabe.get(f"{there}/close").text
    assert "まだ来ていません" in before and "市民課" in before
    watanabe.post(f"{there}/close", {"version": "3"})
    watanabe.get(f"{there}/reopen", status=403)
    saito.post(f"{there}/reopen", {"version": "4", "due_on": "2026-11-06", "reason": "台風"})
    watanabe.post(f"{there}/close", {"version": "5"})
    assert "市民課" in watanabe.get(f"{there}/freeze").text
    watanabe.post(f"{there}/freeze", {"version": "5"}, status=409)
    watanabe.post(f"{there}/freeze", {"version": "6"})
    with app.app_context():
        assert reading.period(period.id).state == PeriodState.FROZEN


def test_a_correction_after_the_freeze(city, browse, sheet, period, app):
    with app.app_context():
        handed_in(city, period, city.citizens, "hanako", "tanaka")
        frozen(city, period)
    tanaka, saito = browse(city.tanaka), browse(city.saito)
    where = address(sheet, f"/corrections/{sheet.questions[0]}")
    tanaka.get(where)
    tanaka.post(where, {"value": "partial", "reason": "", "why": "x"}, status=200)
    tanaka.post(where, {"value": "partial", "reason": "漏れ", "why": "数え違い"})
    tanaka.post(where, {"value": "partial", "reason": "漏れ", "why": "二度目"}, status=409)
    assert "決定待ち" in tanaka.get(address(sheet)).text
    saito.get("/self-check/corrections/1")
    saito.post("/self-check/corrections/1/approve", {"version": "1"})
    assert "承認）：" in tanaka.get(address(sheet)).text
    chapter, _controls = section(sheet)
    assert "数え違い" in browse(city.hanako).get(chapter).text
    assert browse(city.watanabe).get(f"/self-check/periods/{period.id}").status_code == 200


def test_all_forms_and_reminders_at_once(city, browse, sheet, period, app, statements):
    watanabe = browse(city.watanabe)
    there = f"/self-check/periods/{period.id}"
    page = watanabe.get(f"{there}/reminders").text
    assert "市民課" in page and f">{len(sheet.questions)}</td>" in page
    with app.app_context():
        handed_in(city, period, city.citizens, "hanako", "tanaka")
    assert f'value="{sheet.id}"' not in watanabe.get(f"{there}/reminders").text
    with statements() as heard:
        page = watanabe.get(f"{there}/forms?filled=1").text
    assert len(heard) <= 8, heard
    assert page.index("情報政策課") < page.index("市民課") < page.index("税務課")
    watanabe.get(f"{there}/forms")
    browse(city.hanako).get(f"{there}/forms", status=403)
