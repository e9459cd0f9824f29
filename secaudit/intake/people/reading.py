"""From the rows of the file to people with their posts."""

from secaudit.access.roles import OF_A_SYSTEM, OF_A_UNIT, Role
from secaudit.errors import N_
from secaudit.intake.entries import Entry, Fault, without_zeros
from secaudit.intake.people.wanted import Comparison, Post, Wanted, read_role
from secaudit.organisation.texts import code, line, mail
from secaudit.people.actions import LONGEST


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
