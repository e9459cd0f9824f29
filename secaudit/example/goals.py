"""Targets of every year, and four measures over several years: one ran well, one was put off."""

from dataclasses import dataclass
from datetime import date

from secaudit.access.roles import Role
from secaudit.example.story import Story, noon
from secaudit.measures.actions import measures, targets
from secaudit.measures.kinds import CITY, Evaluation
from secaudit.measures.models import Measure
from secaudit.measures.rules import Outline

OWNER = "デジタル推進課長"
CHAPTERS = ("AST", "OUT", "PHY", "ACC", "EDU", "INC", "BCP", "VUL")
FIRST = 80  # percent, in the first year of the story; two more every year
A, P, M = Evaluation.ACHIEVED, Evaluation.PARTLY, Evaluation.MISSED


@dataclass(frozen=True)
class Done:
    """What a year was to bring, what it came to, and how that was seen."""

    plan: str
    result: str = ""
    evaluation: Evaluation | None = None
    words: str = ""


@dataclass(frozen=True)
class Told:
    """A measure from the year before this one on."""

    title: str
    purpose: str
    owner: str
    chapters: tuple[str, ...]
    controls: tuple[str, ...]
    years: tuple[Done, ...]
    put_off: tuple[str, str] | None = None  # why, and the plan of the added year


MEASURES = [
    Told(
        "媒体と台帳の一元管理", "課ごとの台帳を市で一つにし、棚卸しを年2回とする。", OWNER,
        ("AST", "PHY"), ("AST-01",),
        (
            Done("台帳の様式を決め、5課で試す。", "様式を決め、6課で試した。", A, "計画を上回った。様式の直しも済んだ。"),
            Done("全課が新しい台帳に移る。"),
            Done("年2回の棚卸しを定着させる。"),
        ),
    ),
    Told(
        "委託先の点検の仕組み", "委託契約のすべてで、年1回の点検を行う。", "総務課長",
        ("OUT",), ("OUT-01",),
        (
            Done("契約書の特記事項を改める。", "改める案を作ったが、例規の審査が翌年度になった。", P, "案はできている。審査の日程を先に押さえること。"),
            Done("点検票を配り、重要な委託20件を点検する。"),
        ),
        ("例規の審査が翌年度になったため。", "残りの委託を点検する。"),
    ),
    Told(
        "全職員研修の未受講をなくす", "年度内の受講率を100％にする。", OWNER,
        ("EDU",), ("EDU-02",),
        (
            Done("未受講者に個別に連絡する。", "受講率は前年度より上がったが、100％には届かなかった。", M, "窓口職場の受講時間が取れていない。章を分けること。"),
            Done("短い章に分け、窓口職場は交代で受講する。"),
        ),
    ),
    Told(
        "復元試験と初動訓練", "基幹系の復元を毎年確かめ、初動の手順を訓練で直す。", OWNER,
        ("BCP", "INC"), (),
        (
            Done("住民記録の復元試験を行う。", "10月に行い、手順書の3か所を直した。", A, "目標の3時間に収まった。"),
            Done("税の復元試験と、夜間の初動訓練を行う。"),
            Done("全基幹系に広げる。"),
        ),
    ),
]  # fmt: skip


def set_targets(story: Story) -> None:
    """Proposed and approved every April; this year's were raised once."""
    for year in range(story.this_year - max(story.years, 1) + 1, story.this_year + 1):
        rates = _rates(FIRST + 2 * (year - story.this_year + story.years))
        _approved(story, year, rates, "", date(year, 4, 17))
    now = _rates(FIRST + 2 * story.years + 1)
    reason = "昨年度の監査報告を受け、外部委託の目標を上げるため。"
    _approved(story, story.this_year, now | {"OUT": 90}, reason, date(story.this_year, 6, 5))


def _rates(city: int) -> dict[str, int | None]:
    """More is wanted where others depend on it."""
    steps = dict(zip(CHAPTERS, (4, 0, 2, 5, 6, 3, -2, 0), strict=True))
    return {CITY: city, **{chapter: city + step for chapter, step in steps.items()}}


def _approved(story: Story, year: int, rates: dict, reason: str, on: date) -> None:
    secretariat, chief = story.as_role(Role.SECR, on), story.as_role(Role.CHIEF, on)
    row = targets.propose(year, rates, CHAPTERS, reason, by=secretariat, at=noon(on))
    targets.approve(row.id, row.version, "", by=chief, at=noon(on, 240), on=on)


def take_measures(story: Story) -> None:
    """Planned last April; what that year came to was recorded and evaluated in March."""
    for told in MEASURES:
        row = _planned(story, told)
        _close_year(story, row, told)
        if told.put_off:
            _put_off(story, row, told)


def _outline(story: Story, told: Told, more: tuple[str, ...] = ()) -> Outline:
    first = story.this_year - 1
    plans = [each.plan for each in told.years] + list(more)
    return Outline(
        told.title, told.owner, first, first + len(plans) - 1,
        {first + n: plan for n, plan in enumerate(plans)}, told.purpose, told.chapters, told.controls,
    )  # fmt: skip


def _known(told: Told) -> measures.Known:
    return measures.Known(told.chapters, told.controls)


def _planned(story: Story, told: Told) -> Measure:
    on = date(story.this_year - 1, 4, 21)
    by = story.as_role(Role.SECR, on)
    return measures.plan(_outline(story, told), _known(told), by=by, at=noon(on))


def _close_year(story: Story, row: Measure, told: Told) -> None:
    on, year = date(story.this_year, 3, 19), story.this_year - 1
    first = told.years[0]
    secretariat, chief = story.as_role(Role.SECR, on), story.as_role(Role.CHIEF, on)
    made = measures.report(row.id, year, 0, first.result, by=secretariat, at=noon(on), on=on)
    measures.evaluate(
        row.id, year, made.version, first.evaluation or A, first.words, by=chief, at=noon(on, 120)
    )


def _put_off(story: Story, row: Measure, told: Told) -> None:
    on = date(story.this_year, 4, 24)
    reason, plan = told.put_off or ("", "")
    measures.change(
        row.id, row.version, _outline(story, told, (plan,)), _known(told), reason,
        by=story.as_role(Role.SECR, on), at=noon(on),
    )  # fmt: skip
