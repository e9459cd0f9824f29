"""What becomes of each person and their posts."""

from flask_babel import gettext

from secaudit.access.roles import Role
from secaudit.accounts.models import Account
from secaudit.errors import N_
from secaudit.intake.entries import Entry, Fault
from secaudit.intake.people.wanted import Comparison, Post, Wanted
from secaudit.intake.plans import Line, Note, Outcome
from secaudit.organisation.drafting import fill
from secaudit.people import posts
from secaudit.people.models import Assignment, Person

LABELS = {
    "name": N_("Name"),
    "name_en": N_("Name in English"),
    "kana": N_("Reading (kana)"),
    "mail": N_("Mail address"),
}


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
    missing = [post for key, post in wanted.posts.items() if key not in held]
    begins = [post for post in missing if not is_over(person, post)]
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


def is_over(person: Person, post: Post) -> bool:
    """An outside auditor of today's list whose engagement ends before the day: nothing begins anew."""
    mine = (Assignment.person == person) & (Assignment.role == Role.EXTERNAL)
    return post.role == Role.EXTERNAL and Assignment.select().where(mine).exists()


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
    """市民課 住民記録システム 主事 推進員; a title that is also the role's name is said once."""
    unit, system = places(post)
    office = work.state.names.get(unit, "") if unit else ""
    of = work.state.system_names.get(system, "") if system else ""
    title = "" if post.title == gettext(post.role.label) else post.title
    return " ".join(word for word in (office, of, title, gettext(post.role.label)) if word)


def places(post: Post | Assignment) -> tuple[int | None, int | None]:
    """Office and system, by number."""
    if isinstance(post, Post):
        return post.unit, post.system
    return post.unit_id, post.system_id  # type: ignore[attr-defined]


def gone(work: Comparison, person: Person) -> Line:
    if work.by.person == person.id:
        return missing_reader(work, person)
    held = work.state.held.get(person.id, [])
    person.left_on = work.state.on
    for post in held:
        posts.end(post, work.state.on)
    work.changed_people.append(person)
    work.changed_posts += held
    work.ended += held
    notes = tuple(Note(N_("Post held"), words_of(work, post), "") for post in held)
    return Line((Outcome.LEFT,), person.number, person.name, notes)


def missing_reader(work: Comparison, person: Person) -> Line:
    """Whoever reads the file in stays; alone at the first set-up they need no row in it."""
    if len(work.state.people) > 1:
        message = N_(
            "You yourself are not in the file. Add your row as it is today, or take the mark from "
            "“The file is the complete list”."
        )
        work.plan.faults.append(Fault("", message))
    return Line((Outcome.UNCHANGED,), person.number, person.name)


def refuse_own(work: Comparison, entry: Entry, person: Person) -> None:
    if work.by.person == person.id:
        message = N_(
            "This is your own row: leave your posts as they are today, or leave the row out. "
            "Somebody else must change them."
        )
        work.plan.faults.append(entry.fault("role", message))
