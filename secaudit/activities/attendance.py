"""From the rows of an attendance file to who took part, and what is wrong at which cell."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from secaudit.activities.kinds import Took
from secaudit.activities.rules import Taken
from secaudit.calendar.reading import read_date
from secaudit.errors import N_, Invalid
from secaudit.intake.columns import Column
from secaudit.intake.entries import Entry, Fault, plain, read, without_zeros
from secaudit.organisation.texts import line
from secaudit.web.spreadsheets import Row

COLUMNS = (
    Column("number", "職員番号", True, ("番号", "社員番号", "ユーザーID")),
    Column("name", "氏名", also=("名前", "職員名")),
    Column("unit_code", "所属コード", True, ("組織コード", "課コード")),
    Column("took_part", "受講", True, ("受講状況", "参加", "出欠", "出席", "状況", "修了")),
    Column("on", "受講日", also=("参加日", "修了日", "実施日", "完了日")),
)
WORDS = {
    Took.ATTENDED: ("○", "〇", "◯", "済", "受講", "受講済", "参加", "出席", "修了", "完了", "はい", "1",
                    "yes", "attended"),
    Took.ABSENT: ("", "×", "✕", "未", "未受講", "不参加", "欠席", "未修了", "未完了", "いいえ", "0", "no",
                  "not attended"),
    Took.EXCUSED: ("免除", "休職", "休業", "育休", "産休", "対象外", "excused"),
}  # fmt: skip
KNOWN = {plain(word): took for took, words in WORDS.items() for word in words}


@dataclass(frozen=True)
class Listed:
    number: str
    name: str
    unit: int
    state: Took
    on: date | None = None
    person: int | None = None


@dataclass
class Reading:
    """What a file says: everybody, or what has to be put right."""

    people: list[Listed] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)

    def by_unit(self) -> dict[int, Taken]:
        found: dict[int, Taken] = {}
        for each in self.people:
            one = Taken(1, each.state == Took.ATTENDED, each.state == Took.EXCUSED)
            found[each.unit] = found.get(each.unit, Taken()) + one
        return found

    @property
    def total(self) -> Taken:
        return sum(self.by_unit().values(), Taken())


@dataclass(frozen=True)
class Known:
    """What the city knows: offices by code, registered people by number, who was to take part."""

    offices: Mapping[str, int]  # `short` code → id
    people: Mapping[str, tuple[int, str]]  # number → (id, name)
    concerned: frozenset[int]  # empty: the whole city
    on: date  # today


def read_people(rows: Sequence[Row], known: Known) -> Reading:
    found = read(rows, COLUMNS)
    reading = Reading(faults=list(found.faults), ignored=found.ignored)
    for entry in found.entries:
        if person := _person(entry, known, reading.faults):
            reading.people.append(person)
    reading.faults += _twice(found.entries)
    return reading


def _person(entry: Entry, known: Known, faults: list[Fault]) -> Listed | None:
    before = len(faults)
    number = entry.read("number", line, 20, True, faults=faults) or ""
    person, registered = known.people.get(number, (None, ""))
    name = entry.read("name", line, 80, faults=faults) or registered
    if not name and number:
        faults.append(
            entry.fault("name", N_("Nobody with this number is registered: write the name."))
        )
    unit = entry.read("unit_code", _unit, known, faults=faults)
    state = entry.read("took_part", _took, faults=faults)
    on = entry.read("on", _day, state, known.on, faults=faults)
    if len(faults) > before or unit is None or state is None:
        return None
    return Listed(number, name, unit, state, on, person)  # fmt: skip


def _unit(code: str, key: str, known: Known) -> int:
    if not code:
        raise Invalid(N_("Fill this in."))
    unit = known.offices.get(short(code))
    if unit is None:
        raise Invalid(N_("There is no office with the code %(code)s on this day."), code=code[:20])
    if known.concerned and unit not in known.concerned:
        raise Invalid(N_("The activity does not concern the office %(code)s."), code=code[:20])
    return unit


def short(code: str) -> str:
    """Spreadsheets take leading zeros away."""
    return without_zeros(plain(code))


def _took(word: str, key: str) -> Took:
    if plain(word) not in KNOWN:
        raise Invalid(
            N_("Write ○, × or 免除 (excused), or leave it empty; not “%(typed)s”."), typed=word[:20]
        )
    return KNOWN[plain(word)]


def _day(typed: str, key: str, state: Took | None, today: date) -> date | None:
    if not typed:
        return None
    on = read_date(typed)
    if on > today:
        raise Invalid(N_("Choose today or an earlier day."))
    if state is not None and state != Took.ATTENDED:
        raise Invalid(N_("There is a day, but the person did not take part."))
    return on


def _twice(entries: Iterable[Entry]) -> list[Fault]:
    first: dict[str, int] = {}
    faults = []
    for entry in entries:
        number = entry.text("number")
        if number and number in first:
            message = N_("The number %(number)s stands in row %(row)s already.")
            faults.append(entry.fault("number", message, number=number[:20], row=first[number]))
        first.setdefault(number, entry.row)
    return faults
