"""Two or three incidents a year: most small, one to be reported, this year's still running."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from secaudit.access.roles import Role
from secaudit.example.story import Story, noon
from secaudit.incidents import actions
from secaudit.incidents.kinds import Duty, Ground, Kind
from secaudit.incidents.models import Incident
from secaudit.incidents.rules import Facts
from secaudit.organisation.reading import tree


@dataclass(frozen=True)
class Case:
    """What happened, and after how many days what was known and done."""

    day: tuple[int, int]
    kind: Kind
    units: tuple[str, ...]  # the first that there is
    what: str
    affected: int
    cause: str
    prevention: str
    grounds: tuple[Ground, ...] = ()
    why: str = ""
    told: str = "電話と文書で全員に説明し、おわびした。"
    first: int = 3
    full: int = 26
    prevented: int = 70


YEAR = [
    Case((6, 9), Kind.MISDIRECTED, ("納税課", "総務課"), "納税通知書1通を同姓の別の世帯に送った。", 1,
         "封入のときに宛名を1人で照合していた。", "宛名の照合を2人で行い、照合表に残す。",
         why="要配慮個人情報を含まず、1人で、財産的被害のおそれもない。", told="訪問して説明し、通知書を回収した。"),
    Case((9, 2), Kind.LOST, ("障がい福祉課", "職員課"), "訪問用の名簿を外出先で一時なくした。", 38,
         "持ち出しの記録を付けずに持ち出していた。", "名簿は番号だけのものに替え、持出簿に課長の印を要する。",
         (Ground.SENSITIVE,), "障害の有無が載っていた。"),
    Case((1, 14), Kind.ACCESS, ("観光課", "広報広聴課"), "講座の申込みサイトに不正なアクセスがあり、申込者の一覧が見られたおそれがある。", 214,
         "委託先が初期の管理者パスワードを替えていなかった。", "公開前の点検表に管理者パスワードの項目を加え、委託先に報告させる。",
         (Ground.WRONGFUL, Ground.MANY), "外部からの攻撃で、100人を超える。", full=48),
]  # fmt: skip
NOW = Case(
    (10, 1), Kind.MISDIRECTED, ("健康づくり課", "秘書課"), "説明会の案内を送るメールで、全員の宛先が見える状態で送った。", 143,
    "", "", (Ground.MANY,), "100人を超える。", "全員におわびのメールを送り、削除を依頼した。",
)  # fmt: skip


def run_year(story: Story, year: int) -> None:
    """What happened until today; the newest is not settled yet."""
    for case in YEAR:
        noticed = date(year if case.day[0] >= 4 else year + 1, *case.day)
        if noticed + timedelta(days=1) < story.today:
            _tell(story, case, noticed)
    if year == story.this_year:
        _tell(story, NOW, story.today - timedelta(days=21))


def _tell(story: Story, case: Case, noticed: date) -> None:
    """The first sentence on the day, then what is known, then what was done against it."""
    facts = Facts(noticed, case.kind, case.what, _office(story, case.units, noticed))
    row = actions.enter(facts, **_by(story, noticed))
    for days, more in _steps(case, noticed):
        on = noticed + timedelta(days=days)
        if on <= story.today:
            facts = replace(facts, **more)
            row = actions.change(row.id, row.version, facts, "", **_by(story, on))
    if case.kind == Kind.ACCESS:
        _count_again(story, row, noticed + timedelta(days=case.prevented + 5))


def _steps(case: Case, noticed: date):
    """After how many days what is filled in."""
    known = {"affected": case.affected, "why": case.why,
             "duty": Duty.REPORT if case.grounds else Duty.NONE, "grounds": case.grounds}  # fmt: skip
    told = {"told_on": noticed + timedelta(days=case.first + 1), "told_how": case.told}
    made = {"first_on": noticed + timedelta(days=case.first)} if case.grounds else {}
    full = {"full_on": noticed + timedelta(days=case.full)} if case.grounds else {}
    yield case.first, known | made
    yield case.first + 1, told
    yield case.full, full | {"cause": case.cause, "prevention": case.prevention}
    if case.prevention:
        yield case.prevented, {"prevented_on": noticed + timedelta(days=case.prevented)}


def _count_again(story: Story, row: Incident, on: date) -> None:
    if on <= story.today:
        facts = replace(row.facts, affected=209)
        reason = "同じ人の重複した申込みを除いた。"
        actions.change(row.id, row.version, facts, reason, **_by(story, on))


def _office(story: Story, names: tuple[str, ...], on: date) -> int | None:
    there = {office.id for office in tree(on).answering()}
    named = (story.units[name] for name in names if name in story.units)
    return next((unit for unit in named if unit in there), None)


def _by(story: Story, on: date) -> dict:
    return {"by": story.as_role(Role.SECR, on), "at": noon(on, 40), "on": on}
