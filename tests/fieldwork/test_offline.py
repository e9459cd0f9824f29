"""A working paper taken along as a file, written in without a network, and read back."""

import io

import pytest

from secaudit.errors import Forbidden, Refused
from secaudit.fieldwork import actions
from secaudit.fieldwork.actions import Seen
from secaudit.fieldwork.judging import Judgement
from secaudit.fieldwork.models import PaperItem
from secaudit.fieldwork.offline import actions as offline
from secaudit.fieldwork.offline.columns import COLUMNS, PLACES, read_judgement
from secaudit.fieldwork.offline.filled import read
from secaudit.journal.models import JournalEntry
from tests.audits.story import again, by, in_fieldwork, issued, paper_of
from tests.workbooks.conftest import Page
from tests.workbooks.office import Workbook, place

SHEET = "監査調書"


class Bag:
    """What suzuki carries into the store room: the file, and how to write in it."""

    def __init__(self, browser, paper):
        self.browser, self.address = browser, f"/papers/{paper.id}/workbook"
        self.book = Workbook(browser.get(f"{self.address}/file").data)
        self.cells = self.book.sheets[SHEET]

    def row(self, control: str) -> int:
        here = PLACES["control"]
        return next(r for (r, c), value in self.cells.items() if c == here and value == control)

    def write(self, control: str, **typed) -> None:
        for key, text in typed.items():
            self.cells[self.row(control), PLACES[key]] = text

    def back(self, status: int = 200, address: str = "") -> Page:
        file = (io.BytesIO(self.book.saved()), "調書.xlsx")
        return Page(self.browser.post(address or self.address, {"file": file}, status))

    def take(self, page: Page, status: int = 302, **chosen):
        data = {**page.hidden(), **chosen}
        return self.browser.post(f"{self.address}/rows", data, status)


@pytest.fixture
def paper(city):
    engagement = in_fieldwork(city, units=("citizens", "tax"), team=("suzuki", "kobayashi"))
    return paper_of(engagement, city.citizens)


@pytest.fixture
def bag(city, browse, paper):
    return Bag(browse(city.suzuki), paper)


def rows(paper) -> list[PaperItem]:
    return list(PaperItem.select().where(PaperItem.paper == paper).order_by(PaperItem.position))


def entries(act: str) -> int:
    return JournalEntry.select().where(JournalEntry.act == act).count()


def test_written_in_the_store_room_and_read_back_at_the_desk(city, bag, paper):
    first, second, third, fourth = rows(paper)[:4]
    assert [bag.cells[1, place] for place in range(len(COLUMNS))] == [c.ja for c in COLUMNS]
    assert bag.book.hidden == {"secaudit"} and bag.cells[bag.row(first.control), 2]

    bag.write(first.control, judgement="△", seen="3本に記録がない。", population="USBメモリ12本",
              sample="12本すべて")  # fmt: skip
    bag.write(second.control, judgement="3", seen="=1+1")
    bag.write(third.control, judgement="たぶん")
    bag.write(fourth.control, judgement="○", sample="長" * 201)
    page = bag.back()
    assert page.counts == (2, len(rows(paper)) - 4, 0, 2)
    assert f"G{bag.row(third.control) + 1}" in page.text and "「たぶん」" in page.text
    assert f"K{bag.row(fourth.control) + 1}" in page.text

    bag.take(page)
    first, second, third, fourth = rows(paper)[:4]
    assert (first.judgement, first.sample) == (Judgement.PARTLY, "12本すべて")
    assert first.judged_by_id == city.suzuki.id
    assert (second.judgement, second.seen) == (Judgement.NOT, "=1+1")
    assert third.judgement == fourth.judgement == Judgement.UNCHECKED
    assert (entries("paper.workbook"), entries("export.working_paper")) == (1, 1)
    assert bag.back().counts == (0, len(rows(paper)) - 2, 0, 2)  # nothing is taken in twice
    bag.take(page, status=409)  # an old preview shows the new state instead of writing
    assert entries("paper.workbook") == 1


def test_who_wrote_the_same_row_on_screen_is_not_overwritten(city, bag, paper):
    mine, theirs, same = rows(paper)[:3]
    for item in (mine, theirs, same):
        seen = Seen(Judgement.CONFORMING, "現物を見た。")
        actions.judge(item, seen, 1, **by(city, "kobayashi"))
        bag.write(item.control, judgement="×", seen="見当たらない。")
    bag.write(same.control, judgement="適合", seen="現物を見た。")
    page = bag.back()
    assert page.counts == (0, len(rows(paper)) - 2, 2, 0) and "現物を見た。" in page.text

    bag.take(page, **{f"keep-{mine.control}": "mine", f"keep-{theirs.control}": "theirs"})
    mine, theirs, same = rows(paper)[:3]
    assert (mine.judgement, mine.judged_by_id) == (Judgement.NOT, city.suzuki.id)
    assert (theirs.judgement, theirs.judged_by_id) == (Judgement.CONFORMING, city.kobayashi.id)


def test_rows_and_columns_may_be_moved_doubled_rows_and_foreign_ones_are_named(bag, paper):
    first, second = rows(paper)[:2]
    bag.write(first.control, judgement="－", seen="対象の機器がない。")
    bag.book.turn_columns(SHEET)
    assert bag.back().counts[0] == 1

    bag.book.turn_columns(SHEET)
    bag.cells = bag.book.sheets[SHEET]
    below = max(r for r, _c in bag.cells) + 1
    for offset, (control, mark) in enumerate([(first.control, "○"), ("XXX-99", "○"), ("", "△")]):
        bag.cells[below + offset, PLACES["control"]] = control
        bag.cells[below + offset, PLACES["judgement"]] = mark
    page = bag.back()
    assert page.counts[0] == 0 and page.counts[3] == 3

    del bag.cells[place("G2")]  # the heading of the judgements
    assert "判定" in bag.back().text and second.judgement == Judgement.UNCHECKED


def test_another_file_another_paper_another_person(city, browse, bag, paper):
    other = paper_of(paper.engagement, city.units["tax"])
    assert "別の調書" in bag.back(status=400, address=f"/papers/{other.id}/workbook").text
    bag.write(rows(paper)[0].control, judgement="○")
    page = bag.back()
    colleague = browse(city.people["kobayashi"])
    colleague.post(f"{bag.address}/rows", page.hidden(), status=400)
    bag.browser.post(f"/papers/{other.id}/workbook/rows", page.hidden(), status=400)
    bag.take(Page(type("Cut", (), {"text": page.html.replace('value="', 'value="x')})), status=400)
    for who, status in (("tanaka", 403), ("saito", 403), ("mori", 404)):
        browse(city.people[who]).get(f"{bag.address}/file", status=status)
        browse(city.people[who]).get(bag.address, status=status)
    del bag.book.sheets["secaudit"]
    bag.book.hidden = set()
    assert "調書のファイル" in bag.back(status=400).text
    assert entries("paper.workbook") == 0


def test_a_locked_paper_takes_nothing_in(city, browse):
    paper = issued(city).paper
    bag = Bag(browse(city.suzuki), paper)
    browse(city.suzuki).get(bag.address, status=409)
    filled = read(bag.book.saved(), "a.xlsx")
    with pytest.raises(Refused):
        offline.take(again(paper), filled, "", **by(city, "suzuki"))
    with pytest.raises(Forbidden):
        offline.take(again(paper), filled, "", **by(city, "mori"))


@pytest.mark.parametrize(
    ("typed", "judgement"),
    [("", "not checked"), ("〇", "conforming"), ("１", "conforming"), ("一部適合", "partly conforming"),
     ("x", None), ("×", "not conforming"), ("ー", "out of scope"), ("?", "not checked"),
     ("Out of scope", "out of scope")],
)  # fmt: skip
def test_a_judgement_is_read_by_sign_digit_or_word(typed, judgement):
    if judgement is None:
        with pytest.raises(Exception, match="no judgement"):
            read_judgement(typed)
    else:
        assert read_judgement(typed) == judgement
