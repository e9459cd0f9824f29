"""A city brings its own list and last year's answers: chosen, previewed, taken over as a whole."""

import io
import re
from datetime import date

import pytest

from secaudit.catalogue.installed import in_force, to_open_with
from secaudit.catalogue.models import Edition
from secaudit.editing import actions as editing
from secaudit.editing.models import Release
from secaudit.errors import Refused
from secaudit.journal.verification import verify
from secaudit.schema import JOURNALED
from secaudit.selfcheck import actions, reading
from secaudit.selfcheck.answers import given
from secaudit.selfcheck.models import Answer, Period, Sheet
from secaudit.web.spreadsheets import Table, as_csv, as_xlsx
from tests.selfcheck import story

HEADINGS = ["設問番号", "分野", "設問", "課コード", "回答", "理由"]
ROWS = [
    ["1-1", "情報資産の分類と管理", "鍵の台帳を整えていますか。", "0210", "○", ""],
    [
        "1-1",
        "情報資産の分類と管理",
        "鍵の台帳を整えていますか。",
        "0220",
        "×",
        "来年度に整えます。",
    ],
    ["1-2", "市の特別な点検", "夜間の戸締まりを記録していますか。", "市民課", "はい", ""],
    ["1-2", "市の特別な点検", "夜間の戸締まりを記録していますか。", "0220", "", ""],
    ["AST-01", "", "情報資産台帳を更新しましたか。", "0210", "△", "一部の係だけ"],
]


class Wizard:
    """The secretariat at the pages, one after the other."""

    def __init__(self, browser):
        self.browser, self.page = browser, ""

    def upload(self, rows=ROWS, headings=HEADINGS, name="last-year.csv", status=200, **more):
        table = Table("list", headings, rows)
        data = as_xlsx([table], actions_time()) if name.endswith("xlsx") else as_csv(table)
        said = {"year": "2025", "on": "2026-03-31", "label": "2026-L1", "file": (io.BytesIO(data), name)}  # fmt: skip
        self.page = self.browser.post("/takeover", {**said, **more}, status=status).text
        return self

    def go_on(self, page, status=200, **said):
        draft = re.search(r'name="draft"[^>]*value="([^"]*)"', self.page)[1]
        answer = self.browser.post(f"/takeover/{page}", {"draft": draft, **said}, status=status)
        self.page = answer.text
        return answer

    def columns(self, **changes):
        found = re.findall(r'<select[^>]*name="(\w+)".*?</select>', self.page, re.DOTALL)
        said = {name: self._selected(name) for name in found} | {"wide": "long"} | changes
        self.go_on("columns", **said)
        return self

    def words(self, status=200, **changes):
        names = re.findall(r'<select[^>]*name="(word-\d+)"', self.page)
        self.go_on("words", status, **({name: self._selected(name) for name in names} | changes))
        return self

    def _selected(self, name):
        select = re.search(rf'<select[^>]*name="{name}".*?</select>', self.page, re.DOTALL)[0]
        chosen = re.search(r'<option[^>]*selected[^>]*value="([^"]*)"|<option[^>]*value="([^"]*)"[^>]*selected', select)  # fmt: skip
        return next(filter(None, chosen.groups()), "") if chosen else ""

    def preview(self, **uploaded):
        return self.upload(**uploaded).columns().words()


def actions_time():
    return story.now()["at"]


@pytest.fixture
def wizard(browse, city):
    return Wizard(browse(city.watanabe))


def test_list_and_answers_become_own_controls_and_a_frozen_year(app, wizard, city):
    page = wizard.preview().page
    assert "市の特別な点検" in page and "L-AST-01" in page and "新規" in page

    wizard.go_on("confirmation", status=302)

    period = Period.get(Period.imported)
    assert (period.fiscal_year, period.state) == (2025, "frozen")
    answers = {(a.control, a.unit_id): a for a in Answer.select().where(Answer.period == period)}
    assert answers["L-AST-01", city.citizens.id].value == "implemented"
    assert answers["L-AST-01", city.tax.id].reason == "来年度に整えます。"
    assert answers["AST-01", city.citizens.id].value == "partial"
    assert ("L-L01-01", city.tax.id) not in answers  # asked and not answered
    sheet = Sheet.get((Sheet.period == period) & (Sheet.unit == city.tax))
    assert sheet.questions == ["L-AST-01", "L-L01-01"]
    assert reading.catalogue_of(reading.period(period.id)).control("L-AST-01").mappings["city"] == ("1-1",)  # fmt: skip
    with app.app_context():
        assert not verify(JOURNALED).faults


def test_the_questions_wait_for_an_approver_and_are_then_offered_as_last_years(
    browse, wizard, city
):
    wizard.preview().go_on("confirmation", status=302)
    release = Release.get()
    app = wizard.browser.app
    with app.app_context():
        editing.ask(release.id, release.version, "", by=city.acting("watanabe"), **story.now())
        editing.approve(
            release.id, release.hash, shipped=in_force(app.config).shipped,
            folder=app.config["LOCAL_CONTROLS"], by=city.acting("saito"), **story.now(),
        )  # fmt: skip
        catalogue = to_open_with(app.config)
        assert "L-AST-01" in catalogue and catalogue.edition == "2026-L1"
        period = actions.plan_period(story.PLAN, by=city.acting("watanabe"), **story.now())
        actions.approve_period(period.id, 1, by=city.acting("saito"), **story.now())
        actions.open_period(period.id, 2, catalogue, by=city.acting("watanabe"), **story.today())

    sheet = story.sheet_of(period, city.citizens)
    assert reading.last_year_answers(sheet)["L-AST-01"][0].value == "implemented"
    page = browse(city.hanako).get(f"/self-check/sheets/{sheet.id}/AST").text
    assert "鍵の台帳を整えていますか。" in page and "昨年度" in page


def test_what_was_taken_over_is_read_and_not_changed(browse, wizard, city):
    wizard.preview().go_on("confirmation", status=302)
    period = Period.get(Period.imported)
    sheet = Sheet.get((Sheet.period == period) & (Sheet.unit == city.citizens))

    assert (
        "引き継いだ回答です" in browse(city.watanabe).get(f"/self-check/periods/{period.id}").text
    )
    assert "一部の係だけ" in browse(city.tanaka).get(f"/self-check/sheets/{sheet.id}/AST").text
    with pytest.raises(Refused):
        actions.propose_correction(sheet.id, "AST-01", given("implemented"), "why", by=city.acting("tanaka"), **story.now())  # fmt: skip


def test_departments_in_columns(wizard, city):
    rows = [["1", "設問ですか。", "○", "△"], ["2", "設問ですね。", "－", ""]]
    wizard.upload(rows, ["番号", "設問", "市民課", "0220"], name="wide.xlsx")

    wizard.columns(wide="wide", department="0", answer="0").words().go_on(
        "confirmation", status=302
    )

    values = [a.value for a in Answer.select().order_by(Answer.id)]
    assert values == ["implemented", "not applicable", "partial"]


def test_questions_only(wizard, city):
    wizard.upload([["1", "設問ですか。"]], ["番号", "設問"]).columns()
    assert "引き継ぐ内容を確かめる" in wizard.page
    wizard.go_on("confirmation", status=302)

    assert Release.select().count() == 1 and Period.select().count() == 0


def test_every_wrong_cell_is_named_and_nothing_is_written(wizard, city):
    rows = [
        *ROWS,
        ["", "x", "番号がありません。", "0210", "○", ""],
        ["9", "x", "", "0210", "○", ""],
        ["1-1", "x", "別の文ですか。", "0110", "○", ""],
        ["1-1", "x", "鍵の台帳を整えていますか。", "9999", "○", ""],
        ["1-1", "x", "鍵の台帳を整えていますか。", "0210", "×", ""],
        ["7", "x", "<b>太字</b>ですか。", "0210", "○", ""],
        ["8", "x", "長い" * 200, "0210", "○", "理" * 500],
    ]
    page = wizard.preview(rows=rows).page

    for address in ("A7", "C8", "C9", "D10", "E11", "C12", "C13"):
        assert f"<b>{address}</b>" in page, address
    wizard.upload(rows=rows).columns().words()
    assert Period.select().count() == Release.select().count() == Edition.select().count() == 0


def test_words_that_nobody_knows_must_be_given_a_meaning(wizard, city):
    rows = [["1", "", "設問ですか。", "0210", "まる", ""]]
    wizard.upload(rows=rows).columns().words(status=400)
    assert "すべての言葉の意味" in wizard.page

    wizard.words(**{"word-0": "implemented"})
    wizard.go_on("confirmation", status=302)
    assert Answer.get().value == "implemented"


@pytest.mark.parametrize(
    "changes", [{"id": "0"}, {"question": "0"}, {"question": "1"}, {"answer": "0"}]
)
def test_columns_that_do_not_fit(wizard, city, changes):
    wizard.upload().columns(**changes)

    assert "error" in wizard.page and "列の意味を選ぶ" in wizard.page


def test_years_that_cannot_be_taken_over(wizard, city):
    assert "年度を書いてください" in wizard.upload(year="2026").page
    assert "年度を書いてください" in wizard.upload(year="1").page
    wizard.preview().go_on("confirmation", status=302)
    assert "すでにあります" in wizard.upload().page


def test_the_same_list_of_another_year_is_the_same_controls(wizard, city):
    wizard.preview().go_on("confirmation", status=302)
    Release.update(state="dropped").execute()
    wizard.preview(year="2024").go_on("confirmation", status=302)

    pairs = {(a.control, a.period_id) for a in Answer.select()}
    assert len({control for control, _ in pairs}) == 3


@pytest.mark.parametrize("draft", ["", "x", "W10.x", "a" * 5000])
def test_a_draft_that_was_not_ours(browse, city, draft):
    for page in ("columns", "words", "confirmation"):
        browse(city.watanabe).post(f"/takeover/{page}", {"draft": draft}, status=400)


def test_somebody_elses_draft(browse, wizard, city):
    wizard.upload()
    other = browse(city.nakamura)
    draft = re.search(r'name="draft"[^>]*value="([^"]*)"', wizard.page)[1]
    other.post("/takeover/columns", {"draft": draft}, status=403)


@pytest.mark.parametrize("name, data", [("x.xlsx", b"PK\x03\x04 no"), ("x.csv", b"\xff\xfe\x00"), ("x.pdf", b"%PDF"), ("x.csv", b"")])  # fmt: skip
def test_files_that_are_none(wizard, city, name, data):
    said = {"year": "2025", "on": "2026-03-31", "label": "x", "file": (io.BytesIO(data), name)}
    page = wizard.browser.post("/takeover", said, status=200).text

    assert "error-summary" in page


def test_in_english(browse, city):
    browser = browse(city.watanabe)
    browser.post("/language", {"language": "en", "next": "/controls"})
    wizard = Wizard(browser)

    assert "Take over exactly this" in wizard.preview().page


def test_others_may_not(browse, city):
    browse(city.hanako).get("/takeover", status=403)


def test_the_day_of_the_departments_is_before_the_city_had_any(wizard, city):
    wizard.preview(on="2000-01-01")

    assert "引き継ぐ内容を確かめる" in wizard.page
    wizard.go_on("confirmation", status=302)
    assert Sheet.select().count() == 2 and date(2000, 1, 1) == Period.get().organisation_date
