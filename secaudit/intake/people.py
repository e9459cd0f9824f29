"""The list of people and their posts as of a day, compared with what is there."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from peewee import fn

from secaudit.access.guard import Actor
from secaudit.access.roles import OF_A_SYSTEM, OF_A_UNIT, Role
from secaudit.accounts.models import Account
from secaudit.database import Record
from secaudit.errors import N_, Refused
from secaudit.intake.columns import PEOPLE, ROLES
from secaudit.intake.entries import Entry, Fault, choice, read, without_zeros
from secaudit.intake.plans import Line, Note, Outcome, Plan
from secaudit.organisation.drafting import fill, stamp
from secaudit.organisation.models import System
from secaudit.organisation.reading import last_names, tree
from secaudit.organisation.texts import code, line, mail
from secaudit.people import posts
from secaudit.people.actions import LONGEST
from secaudit.people.models import Assignment, Person
from secaudit.web.spreadsheets import Row

LABELS = {
    "name": N_("Name"),
    "name_en": N_("Name in English"),
    "kana": N_("Reading (kana)"),
    "mail": N_("Mail address"),
}
read_role = choice(
    ROLES, N_("“%(typed)s” is no role. Write a code such as MGR, CONTACT, STAFF or SECR.")
)


@dataclass(frozen=True)
class Post:
    """A post as the file wants it."""

    role: Role
    unit: int | None
    system: int | None
    title: str
    entry: Entry

    @property
    def key(self) -> tuple:
        return self.role, self.unit, self.system


@dataclass
class Wanted:
    entry: Entry
    number: str
    values: dict[str, str]
    posts: dict[tuple, Post] = field(default_factory=dict)


@dataclass
class State:
    """People and posts as they are on the day."""

    on: date
    people: dict[str, Person]
    held: dict[int, list[Assignment]]
    units: dict[str, int]
    systems: dict[str, int]
    names: dict[int, str]  # of offices, also those that are gone


@dataclass
class Comparison:
    state: State
    plan: Plan
    by: Actor
    wanted: dict[str, Wanted] = field(default_factory=dict)
    new_people: list[Record] = field(default_factory=list)
    changed_people: list[Record] = field(default_factory=list)
    new_posts: list[Assignment] = field(default_factory=list)
    changed_posts: list[Assignment] = field(default_factory=list)
    ended: list[Assignment] = field(default_factory=list)
    accounts: list[Record] = field(default_factory=list)

    def rows(self) -> list[Record]:
        """In the order of writing: those that others point to first."""
        people, held = (
            [*self.new_people, *self.changed_people],
            [*self.new_posts, *self.changed_posts],
        )
        return [*people, *held, *self.accounts]


def newest() -> int:
    """The entry that last changed anything a plan of people is made from."""
    found = [table.select(fn.MAX(table.entry)).scalar() for table in (Person, Assignment)]
    return max([stamp(), *(number for number in found if number is not None)])


def state(on: date) -> State:
    offices = tree(on)
    held: dict[int, list[Assignment]] = defaultdict(list)
    for post in Assignment.select().where(posts.open_on(on)).order_by(Assignment.id):
        held[post.person_id].append(post)
    units = {post.unit_id for each in held.values() for post in each if post.unit_id}
    systems = System.select().where(System.closed_on.is_null() | (System.closed_on > on))
    return State(
        on,
        {person.number: person for person in Person.select().order_by(Person.number)},
        held,
        {office.code: office.id for office in offices},
        {system.code: system.id for system in systems},
        {id: row.name for id, row in last_names(units | set(offices.offices)).items()},
    )


def plan_people(on: date, rows: Sequence[Row], complete: bool, by: Actor) -> Plan:
    """What the file changes. The plan's rows are ready to be written where it has no faults."""
    table = read(rows, PEOPLE)
    plan = Plan(on, newest(), faults=list(table.faults), ignored=table.ignored)
    work = Comparison(state(on), plan, by)
    for entry in table.entries:
        want(work, entry)
    refuse_lost_zeros(work)
    if plan.faults:
        return plan
    for wanted in work.wanted.values():
        plan.lines.append(compare(work, wanted))
    if complete:
        plan.lines += [gone(work, person) for person in vanished(work)]
    refuse_without_administrator(work)
    plan.rows = [] if plan.faults else work.rows()
    return plan


def want(work: Comparison, entry: Entry) -> None:
    """One row: a person, or one more post of a person of a row before."""
    faults = work.plan.faults
    number = entry.read("number", code, faults=faults)
    values = words(entry, faults)
    if number is None:
        return
    wanted = work.wanted.setdefault(number, Wanted(entry, number, values))
    refuse_other_words(wanted, entry, values, faults)
    post = wanted_post(work, entry)
    if post is None:
        return
    if post.key in wanted.posts:
        message = N_("Row %(row)s gives %(number)s the same post.")
        row = wanted.posts[post.key].entry.row
        faults.append(entry.fault("number", message, row=row, number=number))
    wanted.posts.setdefault(post.key, post)


def words(entry: Entry, faults: list[Fault]) -> dict[str, str]:
    found = {
        key: entry.read(key, line, LONGEST[key], key == "name", faults=faults)
        for key in ("name", "name_en", "kana")
        if entry[key] is not None
    }
    if entry["mail"] is not None:
        found["mail"] = entry.read("mail", mail, faults=faults)
    return {key: value or "" for key, value in found.items()}


def refuse_other_words(wanted: Wanted, entry: Entry, values: dict, faults: list[Fault]) -> None:
    for key, value in values.items():
        if value != wanted.values[key]:
            message = N_("Row %(row)s says “%(other)s” for the same number.")
            other = {"row": wanted.entry.row, "other": wanted.values[key]}
            faults.append(entry.fault(key, message, **other))


def wanted_post(work: Comparison, entry: Entry) -> Post | None:
    faults, before = work.plan.faults, len(work.plan.faults)
    unit = known(
        entry,
        "unit_code",
        work.state.units,
        N_("There is no office with code %(code)s on that day."),
        faults,
    )
    system = known(
        entry,
        "system_code",
        work.state.systems,
        N_("There is no system with code %(code)s."),
        faults,
    )
    title = entry.read("title", line, 60, faults=faults) or ""
    role = entry.read("role", read_role, faults=faults) if entry.text("role") else None
    if len(faults) > before:
        return None
    if role is None:
        if system is not None:
            message = N_("Write whether the person owns (SYSMGR) or operates (SYSOP) the system.")
            faults.append(entry.fault("role", message))
        if unit is None:
            return None
        role = Role.STAFF
    post = Post(role, unit, system, title, entry)  # type: ignore[arg-type]
    refuse_place(post, faults)
    return post


def known(entry: Entry, key: str, rows: dict[str, int], message: str, faults: list) -> int | None:
    """The row's number for a code; several codes that differ only in zeros are not guessed at."""
    typed = entry.text(key)
    if not typed:
        return None
    if typed in rows:
        return rows[typed]
    padded = [one for one in rows if one[:1] == "0" and without_zeros(one) == typed]
    if padded:
        message = N_("%(code)s has lost its leading zeros: it is %(old)s. Save the column as text.")
        faults.append(entry.fault(key, message, code=typed, old=padded[0]))
    else:
        faults.append(entry.fault(key, message, code=typed[:40]))
    return None


def refuse_place(post: Post, faults: list[Fault]) -> None:
    if post.role in OF_A_UNIT and post.unit is None:
        faults.append(post.entry.fault("unit_code", N_("This role needs an office.")))
    if post.role in OF_A_SYSTEM and post.system is None:
        faults.append(post.entry.fault("system_code", N_("This role needs a system.")))
    if post.role not in OF_A_SYSTEM and post.system is not None:
        message = N_("Only owners and operators are named for a system.")
        faults.append(post.entry.fault("system_code", message))


def refuse_lost_zeros(work: Comparison) -> None:
    """A spreadsheet makes 1234 of 001234; the import would take it for somebody new."""
    short = {
        without_zeros(n): n for n in work.state.people if n[:1] == "0" and n not in work.wanted
    }
    for number, wanted in work.wanted.items():
        if number not in work.state.people and number in short:
            message = N_(
                "%(code)s has lost its leading zeros: it is %(old)s. Save the column as text."
            )
            fault = wanted.entry.fault("number", message, code=number, old=short[number])
            work.plan.faults.append(fault)


def compare(work: Comparison, wanted: Wanted) -> Line:
    person = work.state.people.get(wanted.number)
    if person is None:
        return newcomer(work, wanted)
    notes = [
        Note(LABELS[key], getattr(person, key), value)
        for key, value in wanted.values.items()
        if getattr(person, key) != value
    ]
    outcomes = [Outcome.CHANGED] if notes else []
    back = {"left_on": None} if person.left_on and person.left_on <= work.state.on else {}
    if back:
        notes.append(Note(N_("works here again")))
        outcomes.append(Outcome.CHANGED)
    if fill(person, {**wanted.values, **back}):
        work.changed_people.append(person)
    moved = compare_posts(work, wanted, person)
    if moved:
        outcomes.append(moved[0])
        notes += moved[1]
        refuse_own(work, wanted.entry, person)
    kinds = tuple(dict.fromkeys(outcomes)) or (Outcome.UNCHANGED,)
    return Line(kinds, wanted.number, wanted.values["name"], tuple(notes))


def newcomer(work: Comparison, wanted: Wanted) -> Line:
    person = Person(number=wanted.number, **wanted.values)
    work.new_people.append(person)
    work.accounts.append(Account(person=person))
    work.new_posts += [new_post(work, person, post) for post in wanted.posts.values()]
    notes = tuple(Note(N_("Post held"), "", words_of(work, post)) for post in wanted.posts.values())
    return Line((Outcome.NEW,), wanted.number, wanted.values["name"], notes)


def new_post(work: Comparison, person: Person, post: Post) -> Assignment:
    if post.role == Role.EXTERNAL:
        message = N_("External auditors are entered on their own page, with a last day.")
        work.plan.faults.append(post.entry.fault("role", message))
    return Assignment(
        person=person,
        role=post.role,
        unit=post.unit,
        system=post.system,
        title=post.title,
        valid_from=work.state.on,
    )


def compare_posts(
    work: Comparison, wanted: Wanted, person: Person
) -> tuple[Outcome, list[Note]] | None:
    """Posts that end, begin or change their title from the day on; None where all stay."""
    all_held = work.state.held.get(person.id, [])
    held = {posts.key(each): each for each in all_held if each.acting_for_id is None}
    begins = [post for key, post in wanted.posts.items() if key not in held]
    ends = [post for key, post in held.items() if key not in wanted.posts]
    stays = [(held[key], post) for key, post in wanted.posts.items() if key in held]
    differing = [(old, new) for old, new in stays if old.title != new.title]
    late = [old for old, _new in stays if old.valid_from > work.state.on]
    if not (begins or ends or differing or late):
        return None
    moves = {post.unit for post in begins if post.unit} | {post.unit_id for post in ends}
    notes = [Note(N_("Post held"), words_of(work, post), "") for post in ends]
    notes += [Note(N_("Post held"), "", words_of(work, post)) for post in begins]
    notes += [Note(N_("Job title"), old.title, new.title) for old, new in differing]
    for old in late:
        notes.append(Note(N_("Post held"), "", words_of(work, old)))
        old.valid_from = work.state.on
    for post in ends:
        posts.end(post, work.state.on)
    work.ended += ends
    work.new_posts += [new_post(work, person, post) for post in begins]
    work.new_posts += retitled(work, differing)
    touched = {id(post): post for post in [*ends, *late, *(old for old, _new in differing)]}
    work.changed_posts += touched.values()
    return (Outcome.TRANSFERRED if ends and begins and moves else Outcome.CHANGED), notes


def retitled(work: Comparison, differing: list[tuple[Assignment, Post]]) -> list[Assignment]:
    """A title that began on the day itself is mended; an older one ends and the new one begins."""
    new = []
    for old, post in differing:
        if old.valid_from >= work.state.on:
            old.title = post.title
        else:
            new.append(posts.continued(old, work.state.on, title=post.title))
            posts.end(old, work.state.on)
    return new


def words_of(work: Comparison, post: Post | Assignment) -> str:
    """市民課 課長 MGR."""
    unit = post.unit if isinstance(post, Post) else post.unit_id
    office = work.state.names.get(unit, "") if unit else ""
    return " ".join(word for word in (office, post.title, post.role.value) if word)


def vanished(work: Comparison) -> list[Person]:
    there = (person for person in work.state.people.values() if person.left_on is None)
    return [person for person in there if person.number not in work.wanted]


def gone(work: Comparison, person: Person) -> Line:
    if work.by.person == person.id:
        work.plan.faults.append(Fault("", N_("You yourself are not in the file.")))
    held = work.state.held.get(person.id, [])
    person.left_on = work.state.on
    for post in held:
        posts.end(post, work.state.on)
    work.changed_people.append(person)
    work.changed_posts += held
    work.ended += held
    notes = tuple(Note(N_("Post held"), words_of(work, post), "") for post in held)
    return Line((Outcome.LEFT,), person.number, person.name, notes)


def refuse_own(work: Comparison, entry: Entry, person: Person) -> None:
    if work.by.person == person.id:
        work.plan.faults.append(entry.fault("role", posts.OWN))


def refuse_without_administrator(work: Comparison) -> None:
    if any(post.role == Role.ADMIN for post in work.new_posts):
        return
    try:
        posts.refuse_without_administrator(work.ended, work.state.on)
    except Refused as problem:
        work.plan.faults.append(Fault("", problem.message))
