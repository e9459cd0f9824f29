"""A department says what applies to it."""

from secaudit.selfcheck import actions, reading
from secaudit.selfcheck.applying import gates_to_ask
from secaudit.selfcheck.kinds import ReadyReason, Source, Value
from tests.selfcheck.story import answer, catalogue, now, opened, sheet_of


def says(city, sheet, **words):
    version = reading.sheet(sheet.id).version
    return actions.say_what_applies(sheet.id, version, words, by=city.acting("hanako"), **now())


def test_a_no_answers_its_group_and_a_yes_opens_it_again(app, city):
    with app.app_context():
        sheet = sheet_of(opened(city), city.citizens)
        whole = list(sheet.questions)
        spared = says(city, sheet, outsourcing=False)
        answers = reading.answers_of(sheet)
        assert spared == len(answers) > 0
        assert {a.value for a in answers.values()} == {Value.NOT_APPLICABLE}
        assert {a.ready_reason for a in answers.values()} == {ReadyReason.NO_SUCH_TASK}
        assert {a.source for a in answers.values()} == {Source.GATE}
        assert reading.sheet(sheet.id).questions == whole

        assert says(city, sheet, outsourcing=True) == 0
        assert reading.answers_of(sheet) == {}
        again = answer(city, "hanako", reading.sheet(sheet.id), next(iter(answers)))
        assert again.asked and again.value == Value.IMPLEMENTED


def test_a_yes_that_nobody_knew_of_adds_questions(app, city):
    with app.app_context():
        sheet = sheet_of(opened(city), city.tax)
        before = len(sheet.questions)
        actions.say_what_applies(
            sheet.id, 1, {"outsourcing": True, "no such gate": True}, by=city.acting("ito"), **now()
        )
        found = reading.sheet(sheet.id)
        assert len(found.questions) > before
        assert "no such gate" not in found.facts
        order = [control.id for control in catalogue().controls]
        assert found.questions == sorted(found.questions, key=order.index)


def test_what_a_person_answered_stays(app, city):
    with app.app_context():
        sheet = sheet_of(opened(city), city.citizens)
        says(city, sheet, outsourcing=False)
        first = next(iter(reading.answers_of(sheet)))
        says(city, sheet, outsourcing=True)
        answer(city, "hanako", reading.sheet(sheet.id), first, "partial", "一部だけ")
        says(city, sheet, outsourcing=False)
        assert reading.answers_of(sheet)[first].value == Value.PARTIAL


def test_the_page(app, city, browse):
    with app.app_context():
        sheet = sheet_of(opened(city), city.citizens)
        gates = gates_to_ask(catalogue(), sheet.facts, core_only=True)
    hanako = browse(city.hanako)
    there = f"/self-check/sheets/{sheet.id}/applies"
    hanako.get(there)
    hanako.post(there, {"version": "1"}, status=400)
    fields = {f"gate-{gate.id}": "no" for gate in gates} | {"version": "1"}
    assert hanako.post(there, fields | {"version": "x"}, status=409)
    hanako.post(there, fields)
    browse(city.yamamoto).get(there, status=404)
    assert "該当なし" in hanako.get(f"/self-check/sheets/{sheet.id}").text
