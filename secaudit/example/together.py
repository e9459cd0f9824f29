"""Sheets that several people worked on: evidence, questions and replies, shared sections, deputies,
and answers that were typed in from paper. Chosen by their place, so that chance elsewhere stays."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from secaudit.access.guard import COMMAND, Actor
from secaudit.access.roles import Role
from secaudit.accounts.actions import open_account
from secaudit.catalogue.controls import Catalogue, Control
from secaudit.evidence.actions import Proof
from secaudit.example.story import Story, acting, noon
from secaudit.people.actions import add_person, assign
from secaudit.people.models import Assignment, Person
from secaudit.selfcheck import actions, reading
from secaudit.selfcheck.answers import Given
from secaudit.selfcheck.kinds import Form, SheetState, Source, Value
from secaudit.selfcheck.models import Period, Sheet

PROVED, PIECES = 12, 3  # departments, and answers of each, with evidence
TYPED_IN = 8  # questions that stand on paper
PLACES = ("課の共有フォルダ（03_情報セキュリティ）", "事務室の書庫 棚3", "グループウェアの掲示板")
DEPUTIES = (  # number, name, kana, English
    ("002901", "中島　和子", "なかじま　かずこ", "Kazuko Nakajima"),
    ("002902", "西村　健", "にしむら　けん", "Ken Nishimura"),
    ("002903", "福田　真由美", "ふくだ　まゆみ", "Mayumi Fukuda"),
)
ASKED = (  # about which chapter, question, reply (none yet where empty), suggested answer
    ("AST", "USBメモリを使わない課でも、管理簿は必要ですか。", "", None),
    ("BCP", "手順書は全庁のものを使っています。課で別に作る必要がありますか。",
     "全庁の手順に、課の連絡先と紙の様式を書き足したものがあれば足ります。なければ「一部実施」です。", Value.PARTIAL),
    ("EDU", "会計年度任用職員は、研修の対象に入りますか。",
     "入ります。受講の記録があれば「実施」と答えてください。", Value.IMPLEMENTED),
)  # fmt: skip


def prove(story: Story, sheet: Sheet, year: int, on: date, catalogue: Catalogue) -> None:
    """A department says where its evidence is; a year later some of it does not hold any more."""
    if sheet.position > PROVED:
        return
    clerk = acting(story.contacts[sheet.unit_id], on)
    for index, control in enumerate(_answered(sheet, catalogue)):
        place, days = PLACES[(sheet.position + index) % len(PLACES)], (330, 700, 0)[index % 3]
        proof = Proof(
            title=control.evidence[0].example["ja"],
            kept_at=place,
            kind=control.evidence[0].code,
            covers_from=date(year, 4, 1),
            covers_to=on,
            expires_on=on + timedelta(days=days) if days else None,
        )
        at = noon(on, 100 + index)
        actions.attach_evidence(sheet.id, control.id, proof, by=clerk, at=at, on=on)


def _answered(sheet: Sheet, catalogue: Catalogue) -> Iterator[Control]:
    """The first answers that say that something is so."""
    found = 0
    for id, answer in reading.answers_of(sheet).items():
        control = catalogue.control(id)
        if answer.value == Value.IMPLEMENTED and control.evidence and found < PIECES:
            found += 1
            yield control


def work_together(story: Story, period: Period) -> None:
    """This year, in departments that are at different steps."""
    by_state: dict[SheetState, list[Sheet]] = {}
    for sheet in reading.sheets_of(period):
        if sheet.form == Form.DEPARTMENT:
            by_state.setdefault(sheet.state, []).append(sheet)
    under_way = by_state.get(SheetState.IN_PROGRESS, [])
    ask(story, under_way)
    for sheet in under_way[:1]:
        share(story, sheet, _deputy(story, sheet, *DEPUTIES[0]))
    for sheet in under_way[-1:]:
        type_in(story, sheet, acting(story.contacts[sheet.unit_id], story.today), Source.PAPER)
    for sheet in by_state.get(SheetState.NOT_STARTED, [])[-1:]:
        type_in(story, sheet, story.as_role(Role.SECR, story.today), Source.PROXY)
    for sheet, deputy in zip(by_state.get(SheetState.SUBMITTED, []), DEPUTIES[1:], strict=False):
        confirm_in_place(story, sheet, _deputy(story, sheet, *deputy), deputy is DEPUTIES[2])


def ask(story: Story, sheets: list[Sheet]) -> None:
    """One question still waits, one is answered, one everybody can read."""
    on = story.today - timedelta(days=2)
    secretary = story.as_role(Role.SECR, on)
    for sheet, (chapter, text, reply, suggests) in zip(sheets, ASKED, strict=False):
        control = next(each for each in sheet.questions if each.startswith(chapter))
        clerk = acting(story.contacts[sheet.unit_id], on)
        row = actions.ask(sheet.id, control, text, None, 0, by=clerk, at=noon(on, 20), on=on)
        if not reply:
            continue
        row = actions.reply(
            sheet.id, control, reply, suggests, row.version, by=secretary, at=noon(on, 90)
        )
        if suggests == Value.IMPLEMENTED:
            actions.publish(
                sheet.id, control, text, reply, row.version, by=secretary, at=noon(on, 95)
            )


def share(story: Story, sheet: Sheet, colleague: Person) -> None:
    """The last section is a colleague's."""
    on = story.today - timedelta(days=1)
    clerk = acting(story.contacts[sheet.unit_id], on)
    chapter = reading.catalogue_of(sheet.period).control(sheet.questions[-1]).chapter
    actions.give_section(sheet.id, chapter, colleague.id, by=clerk, at=noon(on, 30), on=on)


def type_in(story: Story, sheet: Sheet, by: Actor, source: Source) -> None:
    """From a form on which everything of these questions was circled ○."""
    there = reading.answers_of(sheet)
    asked = [control for control in sheet.questions if control not in there][:TYPED_IN]
    typed = {control: actions.Typed(0, Given(Value.IMPLEMENTED)) for control in asked}
    on, at = story.today, noon(story.today, -60)
    actions.save_section(sheet.id, typed, by=by, at=at, on=on, source=source)


def confirm_in_place(story: Story, sheet: Sheet, deputy: Person, seen: bool) -> None:
    """代決; and where the head is back, 後閲."""
    on = story.today - timedelta(days=1)
    actions.open_for_confirmation(sheet.id, by=acting(deputy, on), at=noon(on, 60))
    actions.confirm(sheet.id, sheet.submitted_hash, by=acting(deputy, on), at=noon(on, 65))
    if seen:
        head = acting(story.heads[sheet.unit_id], story.today)
        actions.see_afterwards(sheet.id, sheet.submitted_hash, by=head, at=noon(story.today, -30))


def _deputy(story: Story, sheet: Sheet, number: str, name: str, kana: str, english: str) -> Person:
    """Somebody of the department who stands in for the head for three weeks."""
    since = story.today - timedelta(days=10)
    head = Assignment.get(
        (Assignment.person == story.heads[sheet.unit_id])
        & (Assignment.role == Role.MGR)
        & (Assignment.unit == sheet.unit_id)
    )
    told: dict[str, Any] = {"by": COMMAND, "at": noon(since)}
    person = add_person(number, name, kana=kana, name_en=english, **told)
    assign(
        person.id,
        Role.MGR,
        unit=sheet.unit_id,
        title="課長補佐",
        valid_from=since,
        valid_to=since + timedelta(days=21),
        acting_for=head.id,
        reason="課長の出張中",
        **told,
    )
    open_account(person, **told)
    return person
