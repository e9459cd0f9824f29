"""Exceptions as a city has them: one that holds, one that ends soon, one that ran out, one that
waits for approval, one that was refused."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from secaudit.access.roles import Role
from secaudit.example.story import Story, acting, noon
from secaudit.exceptions import actions
from secaudit.exceptions.models import Deviation
from secaudit.organisation.reading import tree


@dataclass(frozen=True)
class Case:
    """Whose, from what, why, and when: days before and after today."""

    units: tuple[str, ...]  # the first that this city has
    control: str
    what: str
    reason: str
    compensation: str
    asked: int
    ends: int
    then: Callable[[Story, Deviation, date], object] | None
    words: str = ""


def _approve(story: Story, row: Deviation, on: date) -> object:
    chief = story.as_role(Role.CHIEF, on)
    return actions.approve(row.id, row.version, "四半期ごとに状況を報告すること。", by=chief, at=noon(on, 60), on=on)  # fmt: skip


def _approve_at_the_top(story: Story, row: Deviation, on: date) -> object:
    ciso = story.as_role(Role.CISO, on)
    return actions.approve(row.id, row.version, "", by=ciso, at=noon(on, 60), on=on)


def _refuse(story: Story, row: Deviation, on: date) -> object:
    words = "記録簿を課で一つにまとめれば守れる。様式は情報政策担当に相談すること。"
    chief = story.as_role(Role.CHIEF, on)
    return actions.refuse(row.id, row.version, words, by=chief, at=noon(on, 60), on=on)


CASES = [
    Case(
        ("市民課", "市民税課"), "IDP-03",
        "窓口の番号発券機1台は、共用のIDで使う。",
        "製品が個人別のIDに対応していない。令和9年3月の更新で対応する。",
        "使用簿に氏名と時刻を書き、係長が毎週確かめる。発券機から他の業務系へはつながらない。",
        140, 160, _approve,
    ),
    Case(
        ("市民課", "財政課"), "VUL-04",
        "証明書の自動交付機1台は、サポートの終わった基本ソフトのまま使う。",
        "後継機の納入が12月になった。",
        "市のネットワークから切り離し、保守業者が月1回点検する。",
        180, 49, _approve_at_the_top,
    ),
    Case(
        ("市民税課", "総務課"), "PHY-11",
        "申告会場では、暗号化機能のないUSBメモリ2本を使う。",
        "暗号化機能付きの媒体の納品が遅れた。",
        "金庫で保管し、貸出簿に2人で記録する。会場からの持ち帰りは職員2人で行う。",
        320, -22, _approve,
    ),
    Case(
        ("保険年金課", "財政課", "総務課"), "HUM-05",
        "相談窓口の端末2台は、離席時の自動ロックを15分にする。",
        "相談の途中で画面が消え、来庁者を待たせる。",
        "のぞき見防止フィルターを付け、窓口を離れるときは手でロックする。",
        3, 177, None,
    ),
    Case(
        ("高齢介護課", "企画調整課", "秘書課"), "AST-06",
        "訪問調査の書類は、1件ごとの許可を取らずに持ち出す。",
        "件数が多く、許可に時間がかかる。",
        "週ごとにまとめて課長に報告する。",
        95, 180, _refuse,
    ),
]  # fmt: skip


def grant(story: Story) -> None:
    there = {office.id for office in tree(story.today).answering()}
    for case in sorted(CASES, key=lambda each: -each.asked):
        named = (story.units[name] for name in case.units if name in story.units)
        unit = next((id for id in named if id in there and id in story.heads), None)
        if unit is not None:
            _tell(story, case, unit)


def _tell(story: Story, case: Case, unit: int) -> None:
    on = story.today - timedelta(days=case.asked)
    who = story.contacts.get(unit) or story.heads[unit]
    wish = actions.Wish(
        case.control, case.what, case.reason, case.compensation,
        on + timedelta(days=7), story.today + timedelta(days=case.ends),
    )  # fmt: skip
    row = actions.request(unit, wish, [case.control], by=acting(who, on), at=noon(on), on=on)
    if case.then:
        case.then(story, row, on + timedelta(days=5))
