"""Training, drills, reviews and tests of every year: most were held, one fell out, one waits too long."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from secaudit.access.roles import Role
from secaudit.activities import actions
from secaudit.activities.attendance import Listed
from secaudit.activities.kinds import Kind, Took
from secaudit.activities.models import Activity
from secaudit.activities.rules import Held, Plan
from secaudit.example.story import Story, noon
from secaudit.organisation.models import Unit
from secaudit.people.models import Assignment, Person
from secaudit.people.reading import in_force

OWNER = "デジタル推進課長"
PLANNED = (4, 3)  # the plan of the year is made
MAILED = 1180


@dataclass(frozen=True)
class Usual:
    """What happens in a year: from month and day on, for so many days."""

    kind: Kind
    title: str
    day: tuple[int, int]
    audience: str
    place: str
    result: str
    lessons: str
    evidence: str
    days: int = 0
    fact: str = ""  # only offices of which it is true
    listed: bool = False


YEAR = [
    Usual(Kind.NEWCOMERS, "新規採用・転入者研修", (4, 10), "新規採用職員、転入職員", "大会議室",
          "1時間の講義と、報告先を確かめる演習を行った。", "年度途中の転入者が受けられない。毎月の配信にする。（デジタル推進課・9月末）",
          "受講者名簿、研修資料"),
    Usual(Kind.MY_NUMBER, "特定個人情報の取扱い研修", (6, 15), "個人番号を扱う職員", "eラーニング",
          "確認テストの平均は84点だった。", "持出しの問いの正答が低い。来年度の資料に例を加える。（デジタル推進課・3月末）",
          "受講記録", 21, "my_number", True),
    Usual(Kind.STAFF, "全職員情報セキュリティ研修", (7, 1), "全職員（会計年度任用職員を含む）", "eラーニング",
          "受講期間中に2回、未受講者の一覧を課長へ送った。", "窓口職場は勤務時間中の受講が難しい。短い章に分ける。（デジタル推進課・来年度6月）",
          "受講記録、確認テストの結果", 50, "", True),
    Usual(Kind.LEADERS, "幹部向け説明会", (7, 22), "市長、副市長、部局長", "庁議",
          "近隣市の事故を題材に、初動で決めることを話し合った。", "公表の判断を誰がするか、手順に書く。（デジタル推進課・12月末）", "庁議の資料と要旨"),
    Usual(Kind.MAIL, "標的型メール訓練", (9, 8), "メールを使う全職員", "疑似メール",
          "2種類の文面を時刻をずらして送った。", "開いた後に報告しない人が多い。報告の手順を名札の裏に刷る。（デジタル推進課・11月末）",
          "訓練の集計表", 2),
    Usual(Kind.RESTORE, "遠隔地バックアップの復元試験", (10, 8), "デジタル推進課、保守事業者", "予備機",
          "住民記録の前日分を予備機に戻した。2時間40分かかった（目標3時間）。", "手順書の3か所が実際と違った。直した。", "復元試験の記録（所要時間、照合結果）"),
    Usual(Kind.DISASTER, "災害時のシステム停止訓練", (11, 10), "デジタル推進課、市民課、防災担当", "本庁舎",
          "停電を想定し、窓口を手書きの受付に切り替えた。", "懐中電灯と手書き様式の置き場所を決める。（各課・1月末）", "訓練の結果報告"),
    Usual(Kind.SPECIALISTS, "CSIRT要員の専門研修", (12, 3), "CSIRT要員、システム担当者", "県の共同研修",
          "2人が2日間の演習を受けた。", "記録の残し方を庁内の手順に取り入れる。（デジタル推進課・2月末）", "修了証の写し"),
    Usual(Kind.INCIDENT, "インシデント対応机上訓練", (1, 20), "CISO、CSIRT、広報担当、市民課", "災害対策本部室",
          "ランサムウェアを想定し、2時間で公表の判断まで進めた。", "外部との連絡先の一覧が古かった。更新した。", "訓練の結果報告、時系列の記録"),
    Usual(Kind.CONTINUITY, "ICT-BCPの見直し", (2, 12), "デジタル推進課、各システム所管課", "会議",
          "組織改正とシステムの更新を反映し、版を改めた。", "クラウドへ移した業務の復旧手順が薄い。来年度に書き足す。（デジタル推進課・9月末）",
          "ICT-BCPの改定履歴"),
]  # fmt: skip
NEW = Usual(
    Kind.GENERATIVE_AI, "生成AIの使い方研修", (11, 18), "希望する職員", "オンライン", "", "", ""
)


def run_year(story: Story, year: int) -> None:
    """Everything that was planned for a year; what lies before today was held, but for two."""
    on = date(year, *PLANNED)
    usual = [*YEAR, NEW] if year == story.this_year else YEAR
    rows = [_plan(story, each, year, on) for each in usual]
    for each, row in zip(usual, rows, strict=True):
        if each.kind == Kind.DISASTER and year == story.this_year - 1:
            _fell_out(story, row)
        elif _was_held(story, each, row):
            _hold(story, each, row)


def _plan(story: Story, each: Usual, year: int, on: date) -> Activity:
    first = date(year if each.day[0] >= 4 else year + 1, *each.day)
    plan = Plan(
        each.kind,
        each.title,
        first,
        first + timedelta(days=each.days) if each.days else None,
        audience=each.audience,
        units=_concerned(story, each.fact, on),
        owner=OWNER,
        place=each.place,
    )
    by = story.as_role(Role.SECR, on)
    return actions.plan(plan, (), by=by, at=noon(on, 10 + each.day[0]), on=on)


def _concerned(story: Story, fact: str, on: date) -> tuple[int, ...]:
    if not fact:
        return ()
    there = Unit.closed_on.is_null() | (Unit.closed_on > on)
    rows = Unit.select().where(there & (Unit.opened_on <= on))
    return tuple(unit.id for unit in rows if fact in unit.facts)


def _was_held(story: Story, each: Usual, row: Activity) -> bool:
    """This year's restore test is late."""
    late = each.kind == Kind.RESTORE and row.fiscal_year == story.this_year
    return row.last_day + timedelta(days=5) < story.today and not late


def _fell_out(story: Story, row: Activity) -> None:
    on = row.planned_on - timedelta(days=3)
    by = story.as_role(Role.SECR, on)
    reason = "大雨の対応に職員が出たため。年度内に代わりの日を取れなかった。"
    actions.cancel(row.id, row.version, reason, by=by, at=noon(on), on=on)


def _hold(story: Story, each: Usual, row: Activity) -> None:
    on = row.last_day + timedelta(days=3)
    by = story.as_role(Role.SECR, on)
    if each.listed:
        people = _people(story, row)
        actions.take_attendance(row.id, row.version, people, by=by, at=noon(on, 5), on=on)
    held = Held(
        row.last_day,
        each.result,
        each.lessons,
        each.evidence,
        "デジタル推進課の共有フォルダー「研修・訓練」",
    )
    if each.kind == Kind.MAIL:
        held = _counted(story, held, row.fiscal_year)
    version = row.version + (1 if each.listed else 0)
    actions.hold(row.id, version, held, by=by, at=noon(on, 20), on=on)
    if each.kind == Kind.STAFF and row.fiscal_year == story.this_year - 1:
        _correct(story, row.id, version + 1, held, on + timedelta(days=30))


def _correct(story: Story, id: int, version: int, held: Held, on: date) -> None:
    right = Held(
        held.held_on,
        f"{held.result}出先機関には紙の資料も配った。",
        held.lessons,
        held.evidence,
        held.kept_at,
    )
    by = story.as_role(Role.SECR, on)
    reason = "出先機関での受講の方法を書き落としていたため。"
    actions.correct(id, version, right, reason, by=by, at=noon(on), on=on)


def _counted(story: Story, held: Held, year: int) -> Held:
    """From year to year fewer open the mail and more report it."""
    past = year - (story.this_year - story.years)
    opened, reported = 142 - 23 * min(past, 4), 96 + 71 * min(past, 4)
    return Held(held.held_on, held.result, held.lessons, held.evidence, held.kept_at,
                MAILED, opened, reported)  # fmt: skip


def _people(story: Story, row: Activity) -> list[Listed]:
    """Whoever has a post in the offices concerned; good departments have nearly all of theirs."""
    on = row.planned_on
    posts = Assignment.select(Assignment, Person).join(Person, on=Assignment.person)
    posts = posts.where(in_force(on) & Assignment.unit.is_null(False)).order_by(Assignment.id)
    found: dict[int, Listed] = {}
    dice = Random(
        row.fiscal_year * 100 + len(row.kind.value)
    )  # of its own: other chapters keep theirs
    for post in posts:
        if (not row.units or post.unit_id in row.units) and post.person_id not in found:
            found[post.person_id] = _one(story, dice, row, post)
    return list(found.values())


def _one(story: Story, dice: Random, row: Activity, post: Assignment) -> Listed:
    unit = post.unit_id or 0
    chance = dice.random()
    missed = 0.02 + 0.3 * (1 - story.skill.get(unit, 0.8))
    state = Took.EXCUSED if chance > 0.985 else Took.ABSENT if chance < missed else Took.ATTENDED
    took = row.planned_on + timedelta(days=int(chance * 1000) % 20)
    return Listed(post.person.number, post.person.name, unit, state,
                  took if state == Took.ATTENDED else None, post.person_id)  # fmt: skip
