import io
import re
from dataclasses import replace

import pytest

from secaudit.access.guard import COMMAND
from secaudit.calendar import clock
from secaudit.journal.actions import record, transaction
from secaudit.organisation.models import Unit
from secaudit.selfcheck import reading
from tests.selfcheck import story
from tests.workbooks.office import Workbook


class Desk:
    """Somebody's desk: their browser on one sheet, and the workbook they downloaded."""

    def __init__(self, browser, sheet):
        self.browser, self.sheet = browser, sheet
        self.address = f"/self-check/sheets/{sheet.id}/workbook"

    def download(self) -> bytes:
        return self.browser.get(f"{self.address}/file").data

    def workbook(self) -> Workbook:
        return Workbook(self.download())

    def upload(self, data: bytes, status: int = 200, name: str = "0210_市民課.xlsx"):
        file = (io.BytesIO(data), name)
        return Page(self.browser.post(self.address, {"file": file}, status))

    def take(self, page: "Page", status: int = 302, **chosen):
        return self.browser.post(f"{self.address}/answers", {**page.hidden(), **chosen}, status)

    def answers(self) -> dict:
        return reading.answers_of(reading.sheet(self.sheet.id))


class Page:
    def __init__(self, response):
        self.html = response.text
        self.text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.text))

    def hidden(self) -> dict:
        field = r'name="draft_token" type="hidden" value="([^"]*)"'
        return {"draft_token": re.search(field, self.html)[1]}

    @property
    def counts(self) -> tuple[int, ...]:
        """To be taken in, unchanged, conflicts, to put right."""
        chips = self.html.split('<ul class="chips"')[1].split("</ul>")[0]
        return tuple(map(int, re.findall(r"<b>(\d+)</b>", chips)))


@pytest.fixture
def period(city):
    """All questions of the catalogue, and a department to which all of them apply: over 120."""
    unit = Unit.get_by_id(city.units["citizens"].id)
    unit.facts = [gate.id for gate in story.catalogue().gates]
    with transaction():
        record(COMMAND, "test.facts", unit, [unit], at=clock.now())
    return story.opened(city, replace(story.PLAN, core_only=False))


@pytest.fixture
def sheet(city, period):
    return story.sheet_of(period, city.units["citizens"])


@pytest.fixture
def desk(city, browse, sheet):
    """`desk("hanako")`: her own department's sheet on her screen."""

    def sit_down(who: str, row=sheet) -> Desk:
        return Desk(browse(city.people[who]), row)

    return sit_down
