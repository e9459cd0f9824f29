"""Last year's two meetings of the committee with what they decided; this year's first, and the next
one with its agenda."""

from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import force_locale

from secaudit.access.roles import Role
from secaudit.calendar.workdays import next_open_day
from secaudit.example.story import Story, acting, noon
from secaudit.meetings import rows
from secaudit.meetings.actions import following, holding, planning
from secaudit.meetings.kinds import USUAL_MEMBERS, Outcome, Reflected, Source
from secaudit.meetings.members import as_lines, members
from secaudit.meetings.models import AgendaItem, Meeting, MeetingAction
from secaudit.meetings.proposals import Proposal, proposals
from secaudit.meetings.rules import Agreed, Attendance, Decision, Wanted, When
from secaudit.meetings.views.agenda import proposed_words
from secaudit.organisation.reading import tree

PLACE, TIME = "庁議室", "10:00～11:30"
SHOWN = 2  # of each kind are on the agenda of the next meeting
D, C, P = Outcome.DECIDED, Outcome.CHANGED, Outcome.POSTPONED


@dataclass(frozen=True)
class To:
    """What was agreed: which office by its head, days after the meeting, and how far it is."""

    what: str
    unit: str
    days: int
    report: str = ""
    checked: bool = False
    moved: int = 0  # days after the meeting to which it was put off since
    why: str = ""


@dataclass(frozen=True)
class Point:
    title: str
    text: str
    outcome: Outcome
    words: str
    reflected: tuple[Reflected, ...] = ()
    where: str = ""
    agreed: tuple[To, ...] = ()


SPRING = [
    Point("今年度の自己点検と監査の計画", "別紙の計画案のとおり。", D, "原案のとおり決定した。",
          (Reflected.PLAN,), "年度の監査計画"),
    Point("全職員研修の進め方", "7月に全職員、4月に転入者を対象とする。", C, "会計年度任用職員も対象に加えて実施する。",
          (Reflected.PLAN,), "研修計画",
          (To("会計年度任用職員の受講者名簿を作る", "総務課", 60, "名簿を作り、受講の案内を送った。", True),)),
    Point("生成AIの利用基準", "試行の結果を踏まえた案。", P, "県の指針を確かめ、次回に改めて諮る。"),
]  # fmt: skip
WINTER = [
    Point("監査報告と改善の指示", "重大な指摘を含む報告のとおり。", D, "報告のとおり了承し、改善を指示した。",
          (Reflected.BUDGET,), "暗号化媒体の購入費",
          (To("暗号化機能付き媒体の購入費を予算に要求する", "財政課", 20, "要求書に計上した。", True),)),
    Point("外部委託の点検", "重要な委託20件を毎年点検する。", C, "まず10件から始め、結果を次回に報告する。",
          (Reflected.RULES, Reflected.PLAN), "外部委託の実施手順第5条",
          (To("重要な委託の一覧を作る", "総務課", 75, "一覧を作り、全課に照会した。"),
           To("委託契約の特記事項を改める", "企画調整課", 180, moved=250,
              why="県の標準契約書が11月に改められるため、それに合わせる。"))),
]  # fmt: skip
SUMMER = [
    Point("目標値の見直し", "外部委託の分野を90％に上げる。", D, "原案のとおり決定した。", (Reflected.PLAN,), "年度の目標値"),
    Point("改善の約束の延期", "2回以上延びているものの扱い。", C, "3回目の延期は、部長が委員会で説明する。",
          (Reflected.RULES,), "監査実施要領",
          (To("延期の申請様式に部長の欄を加える", "総務課", 45, "様式を改めた。", True),
           To("延びている約束を部ごとに点検する", "秘書課", 200))),
]  # fmt: skip


def last_year(story: Story, year: int) -> None:
    """In May on the plan of the year, in March on what the audits found."""
    _held(story, date(year, 5, 21), SPRING)
    _held(story, date(year + 1, 3, 24), WINTER)


def this_year(story: Story) -> None:
    """In June on targets and slipped promises, where June is over; and the next one."""
    if story.today > date(story.this_year, 8, 1):
        _held(story, date(story.this_year, 6, 11), SUMMER)
    _next(story)


def _planned(story: Story, day: date) -> Meeting:
    day = next_open_day(day)
    on = min(day, story.today) - timedelta(days=30)
    when = When(day, TIME, PLACE, USUAL_MEMBERS)
    return planning.plan(when, by=story.as_role(Role.SECR, on), at=noon(on))


def _held(story: Story, day: date, points: list[Point]) -> None:
    row = _planned(story, day)
    before, on = row.on - timedelta(days=7), row.on
    secretariat = story.as_role(Role.SECR, before)
    wanted = [Wanted(Source.FREE, each.title, text=each.text) for each in points]
    items = planning.add(row.id, wanted, by=secretariat, at=noon(before))
    there = story.as_role(Role.SECR, on)
    present = as_lines(members(row.members, on))
    holding.attend(row.id, 0, Attendance(present), by=there, at=noon(on, 200), on=on)
    agreed = [pair for item, told in zip(items, points, strict=True)
              for pair in _decided(story, item, told, on)]  # fmt: skip
    closed = next_open_day(on + timedelta(days=12))
    version = rows.meeting(row.id).version
    holding.close(row.id, version, by=story.as_role(Role.SECR, closed), at=noon(closed))
    for to, action in agreed:
        _moved(story, to, action, on)
        _followed(story, to, action, on)


def _decided(story: Story, item: AgendaItem, told: Point, on: date):
    by, at = story.as_role(Role.SECR, on), noon(on, 240)
    decision = Decision(told.outcome, told.words, told.reflected, told.where)
    holding.decide(item.id, 0, decision, by=by, at=at)
    for to in told.agreed:
        unit = _unit(story, to.unit, on)
        title = _title(story, unit, on)
        if title:
            wanted = Agreed(to.what, unit, title, next_open_day(on + timedelta(days=to.days)))
            yield to, holding.agree(item.id, wanted, by=by, at=at)


def _unit(story: Story, name: str, on: date) -> int:
    """The office of that name, or the first that has a head."""
    there = {office.id for office in tree(on).answering()} & set(story.heads)
    named = story.units.get(name)
    return named if named in there else min(there)


def _title(story: Story, unit: int, on: date) -> str:
    posts = acting(story.heads[unit], on).posts
    return next((post.title for post in posts if post.unit == unit), "")


def _moved(story: Story, to: To, action: MeetingAction, held: date) -> None:
    """The CHIEF puts the day off a fortnight before it comes, and says why."""
    on = action.due_on - timedelta(days=14)
    if not to.moved or on > story.today:
        return
    chief, later = story.as_role(Role.CHIEF, on), next_open_day(held + timedelta(days=to.moved))
    following.move(action.id, action.version, later, to.why, by=chief, at=noon(on), on=on)


def _followed(story: Story, to: To, action: MeetingAction, on: date) -> None:
    done = action.due_on - timedelta(days=3)
    if not to.report or done > story.today:
        return
    head = acting(story.heads[action.owner_unit_id], done)
    row = following.report(
        action.id, action.version, done, to.report, by=head, at=noon(done), on=done
    )
    if to.checked:
        later = min(done + timedelta(days=5), story.today)
        chief = story.as_role(Role.CHIEF, later)
        following.check(row.id, row.version, by=chief, at=noon(later, 60))


def _next(story: Story) -> None:
    """In three weeks, its agenda ticked from what calls for a decision."""
    row = _planned(story, story.today + timedelta(days=29))
    on = story.today - timedelta(days=1)
    found = proposals(row, story.today)
    chosen = [each for source in Source for each in _first(found, source)]
    with force_locale("ja"):
        wanted = [Wanted(p.source, proposed_words(p)[:200], p.about) for p in chosen]
    wanted.append(
        Wanted(Source.FREE, "来年度の監査の重点", text="外部委託と媒体の管理を重点とする案。")
    )
    planning.add(row.id, wanted, by=story.as_role(Role.SECR, on), at=noon(on))


def _first(found: list[Proposal], source: Source) -> list[Proposal]:
    return [each for each in found if each.source == source][:SHOWN]
