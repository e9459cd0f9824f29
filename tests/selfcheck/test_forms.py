"""Forms beside the department's: heads, systems, the city's leadership, and each person's own."""

import io
import re
from dataclasses import replace

import pytest

from secaudit import schema
from secaudit.access.guard import COMMAND
from secaudit.access.roles import Role
from secaudit.accounts.actions import open_account
from secaudit.calendar import clock
from secaudit.database import db
from secaudit.errors import Forbidden, Invalid, Missing
from secaudit.journal.actions import record
from secaudit.journal.verification import verify
from secaudit.metrics.counts import Counts
from secaudit.people.models import Assignment, Person
from secaudit.people.reading import actor_of
from secaudit.selfcheck import actions, reading, totals
from secaudit.selfcheck.actions.counting import enter_counts, hand_in_counts
from secaudit.selfcheck.answers import Given
from secaudit.selfcheck.kinds import Form, SheetState, Value
from secaudit.selfcheck.models import Sheet
from secaudit.selfcheck.small_groups import hidden
from tests.city import START
from tests.selfcheck.story import (
    PLAN,
    answer_all,
    frozen,
    handed_in,
    now,
    opened,
    shown,
    submitted,
    today,
)

ROLE_FORMS = replace(PLAN, forms=("head", "system", "chief"))
STAFF = replace(PLAN, forms=("person",))
COUNTED = replace(PLAN, forms=("counts",))


def only(period, form, **where) -> Sheet:
    query = Sheet.select().where((Sheet.period == period.id) & (Sheet.form == form))
    row = query.where(*(getattr(Sheet, key) == value for key, value in where.items())).get()
    return reading.sheet(row.id)


def colleagues(city, unit, number: int) -> list[Person]:
    """So many more people of a department, without a post that says more than that they work there."""
    people = [Person(number=f"9{unit.id:02}{n:03}", name=f"職員{n}") for n in range(number)]
    held = [Assignment(person=p, role=Role.STAFF, unit=unit, valid_from=START) for p in people]
    with db.atomic():
        record(COMMAND, "test.people", "city:1", [*people, *held], at=clock.now())
    return people


def answers_as(person: Person, sheet: Sheet, **different: Given):
    city = type("One", (), {"acting": lambda self, who: actor_of(person, clock.today())})()
    answer_all(city, "", sheet, **different)
    submitted(city, "", sheet)


def test_a_year_with_forms_for_heads_systems_and_leadership(app, city):
    with app.app_context():
        period = opened(city, ROLE_FORMS)
        assert [s.form for s in reading.sheets_of(period)] == [Form.DEPARTMENT] * 4

        # the system's form: by the owner's clerk, confirmed by the owner's head
        system = only(period, Form.SYSTEM)
        assert (system.name, system.unit_id) == ("住民記録システム（市民課）", city.citizens.id)
        asked = reading.catalogue_of(reading.period(period.id))
        assert all(asked.control(c).question_for("SYSMGR") for c in system.questions)
        with pytest.raises(Missing):
            answer_all(city, "yamamoto", system)  # of the department next door
        answer_all(city, "hanako", system, OPS_03=Given("not implemented", "予定がない。"))
        row = submitted(city, "hanako", system)
        assert reading.sheet(system.id).state == SheetState.SUBMITTED
        actions.confirm(system.id, row.hash, by=city.acting("tanaka"), **now())

        # the head's form: by the head alone; who is above acknowledges it
        head = only(period, Form.HEAD, unit=city.citizens)
        assert "課長" in head.name
        with pytest.raises(Forbidden):
            answer_all(city, "hanako", head)
        answer_all(city, "tanaka", head)
        row = submitted(city, "tanaka", head)
        with pytest.raises(Forbidden):
            actions.confirm(head.id, row.hash, by=city.acting("tanaka"), **now())
        actions.confirm(head.id, row.hash, by=city.acting("kato"), **now())

        # the short form: by the CISO or the CHIEF; nobody confirms it
        chief = only(period, Form.CHIEF)
        with pytest.raises(Missing):
            reading.sheet_for(city.acting("okada"), chief.id)  # the head where it stands
        with pytest.raises(Forbidden):
            answer_all(city, "watanabe", chief)
        answer_all(city, "takahashi", chief)
        submitted(city, "takahashi", chief)
        assert reading.sheet(chief.id).state == SheetState.HANDED_IN
        actions.withdraw(chief.id, by=city.acting("saito"), **now())
        submitted(city, "saito", chief)

        # figures: each form its own, the departments' as if there were no others
        handed_in(city, period, city.citizens, "hanako", "tanaka")
        lines = {line.form: line for line in totals.form_lines(reading.period(period.id))}
        assert list(lines) == [Form.DEPARTMENT, Form.HEAD, Form.SYSTEM, Form.CHIEF]
        assert lines[Form.SYSTEM].counts == Counts(a=len(system.questions) - 1, c=1)
        assert (lines[Form.HEAD].handed_in, lines[Form.HEAD].required) == (1, 4)
        departments = reading.counts(reading.period(period.id))
        summed = sum(departments.values(), Counts())
        assert lines[Form.DEPARTMENT].counts == summed
        forms = {row.form for row, _given in reading.exported(reading.period(period.id))}
        assert forms == set(lines)

        done = frozen(city, period)
        assert reading.sheet(chief.id).frozen_from == SheetState.HANDED_IN
        assert totals.form_lines(done)[3].handed_in == 1
        assert verify(schema.JOURNALED).good


def test_last_years_form_of_the_same_system_stands_beside(app, city):
    with app.app_context():
        from datetime import date

        last = replace(PLAN, fiscal_year=2025, forms=("system",))
        dates = ("opens_on", "due_on", "reference_date")
        last = replace(last, **{d: getattr(last, d).replace(year=2025) for d in dates})
        assert last.due_on == date(2025, 10, 30)
        before = opened(city, last)
        system = only(before, Form.SYSTEM)
        answer_all(city, "hanako", system)
        submitted(city, "hanako", system)
        frozen(city, before)
        again = only(opened(city, ROLE_FORMS), Form.SYSTEM)
        assert again.before == [system.id]
        assert set(reading.last_year_answers(again)) == set(again.questions)


def test_nobody_sees_what_one_person_answered(app, city, browse):
    with app.app_context():
        many = colleagues(city, city.citizens, 4)  # with Hanako and Tanaka: six
        few = colleagues(city, city.tax, 1)
        period = opened(city, STAFF)
        own = only(period, Form.PERSON, person=many[0])
        assert many[0].name not in own.name
        gap = Given("not implemented")  # nothing in words is asked, so no reason is needed
        answers_as(many[0], own, IDP_01=gap)
        for person in many[1:]:
            answers_as(person, only(period, Form.PERSON, person=person))
        for key in ("hanako", "tanaka"):
            answers_as(city.people[key], only(period, Form.PERSON, person=city.people[key]))
        answers_as(few[0], only(period, Form.PERSON, person=few[0]), IDP_01=gap)

        for key in ("hanako", "tanaka", "kato", "watanabe", "saito", "takahashi", "nakamura"):
            with pytest.raises(Missing):
                reading.sheet_for(city.acting(key), own.id)
        with pytest.raises(Missing):
            reading.sheet_for(COMMAND, own.id)
        assert {row.form for row, _given in reading.exported(period)} == {Form.DEPARTMENT}
        assert not set(reading.answers_by_sheet(period)) & {own.id}

        early = totals.staff(reading.period(period.id))
        assert early.people == 7 and not early.counts
        assert not any(group.counts for group in early.groups)

        final = totals.staff(frozen(city, period))
        groups = {group.sheet.unit_id: group for group in final.groups}
        assert final.hidden == {city.tax.id, city.citizens.id}  # else 7 − 6 would tell of the one
        assert groups[city.tax.id].people == 1 and groups[city.tax.id].counts is None
        assert final.counts["IDP-01"] == Counts(a=5, c=2)
        # what only the few were asked would be theirs in the city's row too
        numbers = {1: {"A-01": Counts(a=8), "B-01": Counts(a=8)}, 2: {"B-01": Counts(c=3)}}
        assert totals._all(numbers, {2}, 5) == {"A-01": Counts(a=8)}
        assert totals._all({2: {"B-01": Counts(c=3)}}, {2}, 5) is None

    period_page = f"/self-check/periods/{period.id}"
    for person, pages in {
        city.watanabe: ("/staff", "/forms-by-role", "/forms?filled=1", ""),
        city.tanaka: ("/staff",),
    }.items():
        for page in pages:
            text = browse(person).get(period_page + page).text
            assert f"/sheets/{own.id}" not in text and many[0].name not in text
    browse(city.tanaka).get(f"/self-check/sheets/{own.id}", status=404)
    browse(city.watanabe).get(f"/self-check/sheets/{own.id}/check", status=404)
    browse(city.watanabe).get(f"/self-check/sheets/{own.id}/workbook/file", status=404)
    browse(city.suzuki).get(f"/self-check/sheets/{own.id}/form", status=404)
    browse(city.watanabe).get(f"{period_page}/forms-by-role/person", status=404)


def test_a_person_finds_and_answers_their_own_form(app, city, browse):
    with app.app_context():
        mine = colleagues(city, city.tax, 1)[0]
        open_account(mine, by=COMMAND, at=clock.now())
        period = opened(city, STAFF)
        sheet = only(period, Form.PERSON, person=mine)
    mine_own = browse(mine)
    assert f"/self-check/sheets/{sheet.id}" in mine_own.get("/").text
    assert f"/self-check/sheets/{sheet.id}" in mine_own.get("/self-check/").text
    page = mine_own.get(f"/self-check/sheets/{sheet.id}").text
    assert "applies" not in page  # it begins with the first question
    for chapter in dict.fromkeys(c.split("-")[0] for c in sheet.questions):
        asked = [c for c in sheet.questions if c.startswith(chapter)]
        typed = {f"value-{c}": "not implemented" for c in asked} | {"then": "next"}
        mine_own.post(f"/self-check/sheets/{sheet.id}/{chapter}", typed)
    with app.app_context():
        seen = shown(reading.sheet(sheet.id))
    mine_own.post(f"/self-check/sheets/{sheet.id}/submit", {"hash": seen})
    assert "引き戻せます" in mine_own.get(f"/self-check/sheets/{sheet.id}/submitted").text
    mine_own.post(f"/self-check/sheets/{sheet.id}/withdraw", {})
    with app.app_context():
        assert reading.sheet(sheet.id).state == SheetState.IN_PROGRESS


def test_small_groups():
    assert hidden({"a": 9, "b": 12}, 5) == set()
    assert hidden({"a": 3, "b": 12, "c": 8}, 5) == {"a", "c"}  # 3 alone could be worked out
    assert hidden({"a": 3, "b": 2, "c": 8}, 5) == {"a", "b"}
    assert hidden({"a": 0, "b": 8}, 5) == set()
    assert hidden({"a": 4}, 5) == {"a"}


def numbers(sheet: Sheet, **counts: int):
    return {
        control: {v: counts.get(v.name.lower(), 0) for v in Value} for control in sheet.questions
    }


def test_the_staff_form_as_numbers(app, city, browse):
    with app.app_context():
        period = opened(city, COUNTED)
        sheet = only(period, Form.COUNTS, unit=city.citizens)
        uneven = numbers(sheet, implemented=8) | {sheet.questions[1]: {Value.IMPLEMENTED: 7}}
        with pytest.raises(Invalid):
            enter_counts(sheet.id, sheet.version, uneven, by=city.acting("tanaka"), **now())
        with pytest.raises(Missing):
            answer_all(city, "hanako", sheet)  # there is no single answer in it
    page = f"/self-check/sheets/{sheet.id}/counts"
    head = browse(city.tanaka)
    head.get(page)
    boxes = {f"implemented-{c}": "７" for c in sheet.questions}  # full width, from a phone call
    boxes |= {f"partial-{c}": "1" for c in sheet.questions} | {"version": sheet.version}
    wrong = head.post(page, boxes | {f"partial-{sheet.questions[2]}": "many"}, status=400)
    assert "many" in wrong.text
    head.post(page, boxes | {"then": "hand in"})
    browse(city.yamamoto).get(page, status=404)
    with app.app_context():
        assert reading.sheet(sheet.id).state == SheetState.HANDED_IN
        tax = only(period, Form.COUNTS, unit=city.tax)
        enter_counts(tax.id, tax.version, numbers(tax, unknown=2), by=city.acting("ito"), **now())
        hand_in_counts(tax.id, tax.version + 1, by=city.acting("ito"), **today())
        final = totals.staff(frozen(city, period))
        assert (final.people, len(final.hidden)) == (10, 2)
        assert final.counts[sheet.questions[0]] == Counts(a=7, b=1, d=2)


def test_the_form_tools_file(app, city, browse):
    with app.app_context():
        period = opened(city, COUNTED)
        asked = only(period, Form.COUNTS, unit=city.citizens).questions
    page = f"/self-check/periods/{period.id}/staff-file"
    office = browse(city.watanabe)
    heads = office.get(page + "/sample").text.splitlines()[0].split(",")
    assert len(heads) >= len(asked) + 1
    controls = [h.strip('"').split(" ")[0] for h in heads[1:]]
    lines = [["時刻", "部署", *controls]]
    lines += [["10:00", "市民課", *["○"] * len(controls)] for _ in range(6)]
    lines += [
        ["10:01", "0220", *["はい"] * (len(controls) - 1), "たぶん"],
        ["", "無い課", *["×"] * len(controls)],
    ]
    data = "\n".join(",".join(line) for line in lines).encode("cp932")
    preview = office.post(page, {"file": (io.BytesIO(data), "answers.csv")}, status=200)
    last = chr(ord("A") + len(controls) + 1)
    assert f"{last}8" in preview.text and "B9" in preview.text and "時刻" in preview.text
    token = re.search(r'name="draft_token"[^>]* value="([^"]+)"', preview.text)[1]
    assert "たぶん" in preview.text
    office.post(page + "/numbers", {"draft_token": token})
    with app.app_context():
        sheet = only(period, Form.COUNTS, unit=city.citizens)
        assert sheet.state == SheetState.HANDED_IN
        assert totals.staff(reading.period(period.id)).people == 6
        assert verify(schema.JOURNALED).good
    office.post(page + "/numbers", {"draft_token": "made-up"}, status=400)
    few = "\n".join(",".join(line) for line in lines[:4]).encode("cp932")  # three people
    preview = office.post(page, {"file": (io.BytesIO(few), "few.csv")}, status=200)
    token = re.search(r'name="draft_token"[^>]* value="([^"]+)"', preview.text)[1]
    office.post(page + "/numbers", {"draft_token": token})
    there = f"/self-check/sheets/{sheet.id}"
    assert office.get(there + "/counts", status=302).location.endswith("/staff")
    browse(city.tanaka).post(there + "/withdraw", {})
    assert 'value="3"' not in browse(city.tanaka).get(there + "/counts").text, "nor taken back"
    browse(city.tanaka).get(page, status=403)


def test_the_secretariat_chooses_the_forms(app, city, browse):
    office = browse(city.watanabe)
    new = office.get("/self-check/periods/new")
    assert "person" in new.text
    plan = {
        "fiscal_year": "2026", "opens_on": "2026-10-01", "due_on": "2026-10-30",
        "reference_date": "2026-09-30", "scope": "core", "others": ["head", "chief"],
        "staff": "person",
    }  # fmt: skip
    office.post("/self-check/periods/new", plan)
    with app.app_context():
        period = reading.periods()[0]
        assert period.other_forms == [Form.HEAD, Form.PERSON, Form.CHIEF]
        assert "checked" in office.get(f"/self-check/periods/{period.id}/edit").text
