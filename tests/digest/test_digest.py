"""What Hanako and the others find in their mail on the morning of 22 October."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from secaudit.calendar import clock
from secaudit.digest.rules import Line, worth_sending
from secaudit.mail.models import Letter
from secaudit.mail.rules import Kind, State
from secaudit.people.models import Person
from secaudit.selfcheck import actions as steps
from secaudit.selfcheck.answers import Given
from tests.mail.relay import relay
from tests.running import configure, run
from tests.selfcheck import story

REASON = "様式を直しているところ。"


@pytest.fixture
def mailed(city):
    """All but Ito have an address."""
    for person in Person.select().where(Person.number != "002001"):
        mail = f"p{person.number}@city.example.lg.jp"
        Person.update(mail=mail).where(Person.id == person.id).execute()
    return city


@pytest.fixture
def sending(app, tmp_path, mailed):
    """`secaudit mail send` on a real relay; returns what the relay took."""

    def send(at=None, status=0):
        with relay() as server, time_machine.travel(at or clock.real_now().replace(tzinfo=UTC)):
            folder = configure(
                tmp_path, app.config["DATABASE_URL"], MAIL_HOST="127.0.0.1", MAIL_TLS="none",
                MAIL_PORT=server.port, MAIL_FROM="secaudit@city.example.lg.jp",
            )  # fmt: skip
            said = run(folder, "mail", "send", status=status).output
        return {each["To"]: each for each in server.letters}, said

    return send


def morning(day, hour=9):
    """An hour in Tokyo."""
    return datetime(2026, 10, day, hour, tzinfo=UTC) - timedelta(hours=9)


def test_the_clerk_reads_what_waits_until_when_where_and_whom_to_call(city, sending):
    sheet = story.sheet_of(story.opened(city), city.citizens)
    took, _ = sending(morning(22))
    mail = took["p001234@city.example.lg.jp"]
    text = mail.get_content()
    assert "対応待ち 1件" in mail["Subject"] and "10月30日" in mail["Subject"]
    assert "市民課" in text and "あと8日" in text and "佐藤　花子" in text
    assert f"http://127.0.0.1:8000/self-check/sheets/{sheet.id}" in text
    assert "お知らせ" in took["p004001@city.example.lg.jp"].get_content()  # the secretariat
    assert not any("002001" in to for to in took), "who has no address gets none"
    assert Letter.select().where(Letter.state == State.SENT).count() == len(took)


def test_a_morning_without_news_brings_no_mail_and_a_near_date_does(city, sending):
    story.opened(city)
    to = "p001234@city.example.lg.jp"
    assert to in sending(morning(22))[0]
    assert sending(morning(22, 12)) == ({}, "0 letters written, 0 sent, 0 refused, 0 wait\n")
    assert to not in sending(morning(23))[0], "nothing new, five working days left"
    assert sending(morning(24))[0] == {}, "a Saturday"
    assert sending(morning(27, 5))[0] == {}, "before the morning"
    assert to in sending(morning(27))[0], "three working days left"


def test_what_was_sent_back_is_told_at_once_without_a_word_of_it(city, sending):
    sheet = story.sheet_of(story.opened(city), city.citizens)
    sending(morning(22))
    gap = {sheet.questions[0].replace("-", "_"): Given("partial", REASON)}
    story.answer_all(city, "hanako", sheet, **gap)
    story.submitted(city, "hanako", sheet)
    steps.return_sheet(
        sheet.id, "ＵＳＢの台帳がありません。", by=city.acting("tanaka"), **story.now()
    )
    evening = clock.real_now().replace(tzinfo=UTC) + timedelta(hours=9)
    took, _ = sending(evening)
    mail = took["p001234@city.example.lg.jp"]
    assert "差し戻され" in mail["Subject"] and list(took) == ["p001234@city.example.lg.jp"]
    assert "台帳" not in mail.get_content() and REASON not in mail.get_content()
    assert sending(evening + timedelta(minutes=10))[0] == {}
    assert Letter.get(kind=Kind.URGENT).text == "", "forgotten once it is sent"


def test_who_runs_the_machine_sees_it_beforehand_and_how_it_stands(app, city, mailed, tmp_path):
    story.opened(city)
    folder = configure(tmp_path, app.config["DATABASE_URL"])
    (folder / "config.toml").chmod(0o600)
    assert "MAIL_HOST" in run(folder, "mail", "send", status=2).output
    assert "対応待ち 1件" in run(folder, "mail", "preview", "001234").output
    assert "mail address" in run(folder, "mail", "preview", "002001", status=2).output
    assert not Letter.select().exists()
    assert "手で貼り付け" in run(folder, "doctor").output
    with relay() as gone:
        pass
    configure(
        tmp_path, app.config["DATABASE_URL"], MAIL_HOST="127.0.0.1", MAIL_TLS="none",
        MAIL_PORT=gone.port, MAIL_FROM="secaudit@city.example.lg.jp",
    )  # fmt: skip
    (folder / "config.toml").chmod(0o600)
    assert "wait" in run(folder, "mail", "send", status=1).output
    assert "通が待っています" in run(folder, "doctor").output
    assert "letters wait" in run(folder, "mail", "status").output


def test_titles_of_findings_stay_on_the_page(app, city):
    from secaudit.digest.composing import _line
    from secaudit.home.tasks import Task

    task = Task(
        words="Mend and report %(number)s: %(title)s", button="Open",
        address=("findings.show", {"id": 3}), params={"number": "R8-12", "title": "鍵が開いている"},
    )  # fmt: skip
    with app.test_request_context():
        words = _line(task).words
    assert "R8-12" in words and "鍵" not in words


@pytest.mark.parametrize(
    ("due", "told", "worth"),
    [(None, [], True), (None, ["m"], False), (date(2026, 10, 30), ["m"], False),
     (date(2026, 10, 22), ["m"], True), (date(2026, 10, 23), ["m"], True),
     (date(2026, 10, 21), ["m"], True), (date(2026, 10, 20), ["m"], False),
     (date(2026, 10, 27), ["m"], True), (date(2026, 11, 2), ["m"], True)],
)  # fmt: skip
def test_a_mail_is_worth_it_for_news_and_near_dates(due, told, worth):
    line = Line("…", "/", "m", due)
    assert worth_sending([line], told, date(2026, 10, 22)) == worth
    assert not worth_sending([], told, date(2026, 10, 22))
