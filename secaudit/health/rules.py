"""What is well, what wants attention, what is wrong. Pure."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from secaudit.errors import N_
from secaudit.mail.rules import Standing

GIB = 1024**3
FREE = N_("%(folder)s: %(free)s GB are free.")


class State(StrEnum):
    WELL = "well"
    ATTENTION = "attention"
    WRONG = "wrong"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    State.WELL: N_("Well"),
    State.ATTENTION: N_("Wants attention"),
    State.WRONG: N_("Wrong"),
}


@dataclass(frozen=True)
class Check:
    """One thing that was looked at; `said` and `todo` are message ids filled from `values`."""

    name: str
    state: State
    said: str
    todo: str = ""
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Run:
    """When something that has to be done regularly was done last, and whether it went well."""

    at: datetime
    good: bool


@dataclass(frozen=True)
class Disk:
    """Where something is kept."""

    folder: str
    free: int  # bytes
    there: bool = True
    read_only: bool = False


def of_disk(name: str, disk: Disk) -> Check:
    """Below 200 MiB saving may fail within hours; below 2 GiB there is time to make room."""
    values = {"folder": disk.folder, "free": f"{disk.free / GIB:.1f}"}
    for wrong, said, todo in (
        (
            not disk.there,
            N_("%(folder)s is not there."),
            N_("Mount the disk, or mend config.toml."),
        ),
        (disk.read_only, N_("%(folder)s is read-only."), N_("Mount it so that it can be written.")),
        (disk.free < GIB // 5, FREE, N_("Make room now: soon nothing can be saved.")),
    ):
        if wrong:
            return Check(name, State.WRONG, said, todo, values)
    if disk.free < 2 * GIB:
        return Check(name, State.ATTENTION, FREE, N_("Make room before the self-check."), values)
    return Check(name, State.WELL, FREE, values=values)


NAMES = {
    "nightly": N_("Nightly check of the journal"),
    "backup": N_("Backup"),
    "drill": N_("Proved restore"),
}
AHEAD = timedelta(minutes=5)
LONGEST = {"nightly": timedelta(days=2), "backup": timedelta(days=8), "drill": timedelta(days=100)}
DO = {
    "nightly": N_("Let a timer run `secaudit nightly` every night: see docs/operations.md."),
    "backup": N_("Let a timer run `secaudit backup` at least once a week: see docs/operations.md."),
    "drill": N_("Run `secaudit backup drill` and keep its minutes: see docs/operations.md."),
}
NOT_GOOD = {
    "nightly": N_("Run `secaudit journal verify`; it names what was changed behind the journal."),
    "backup": N_("Run `secaudit backup` again and read what it says."),
    "drill": N_(
        "The last drill did not succeed: run `secaudit backup drill` and read what it says."
    ),
}


def of_run(key: str, last: Run | None, now: datetime) -> Check:
    if last is None:
        return Check(NAMES[key], State.ATTENTION, N_("It has never run here."), DO[key])
    values = {"at": last.at}
    if not last.good:
        return Check(
            NAMES[key], State.WRONG, N_("It found faults on %(at)s."), NOT_GOOD[key], values
        )
    if last.at > now + AHEAD:
        said = N_("It last ran on %(at)s, which lies in the future.")
        return Check(
            NAMES[key], State.ATTENTION, said, N_("The clock was ahead: run it again."), values
        )
    if now - last.at > LONGEST[key]:
        return Check(NAMES[key], State.ATTENTION, N_("It last ran on %(at)s."), DO[key], values)
    return Check(NAMES[key], State.WELL, N_("It last ran on %(at)s."), values=values)


def of_clock(now: datetime, newest: datetime | None) -> Check:
    """The journal's newest entry is never later than now, unless the clock was set back."""
    name = N_("Clock")
    if newest is not None and newest > now + AHEAD:
        return Check(
            name,
            State.WRONG,
            N_("The newest entry of the journal, %(at)s, lies in the future."),
            N_("Put the machine's clock right; connect it to the city's time server."),
            {"at": newest},
        )
    return Check(name, State.WELL, N_("It agrees with the journal."))


LONGEST_WAIT = timedelta(days=1)


def of_mail(standing: Standing | None, now: datetime) -> Check:
    """`standing`: of the queue; None where the city has no relay."""
    name = N_("Mail")
    if standing is None:
        said = N_("No relay is set up: the texts of reminders are pasted by hand.")
        return Check(name, State.WELL, said)
    values = {
        "count": standing.waiting, "at": standing.oldest, "fault": standing.fault,
        "refused": standing.refused, "sent": standing.last_sent,
    }  # fmt: skip
    if standing.oldest and now - standing.oldest > LONGEST_WAIT:
        said = N_("%(count)s letters wait, the oldest since %(at)s. %(fault)s")
        todo = N_("Ask whoever runs the relay, and let a timer run `secaudit mail send`.")
        return Check(name, State.WRONG, said, todo, values)
    if standing.fault:
        said = N_("%(count)s letters wait and are tried again. %(fault)s")
        todo = N_("Nothing is lost. If it lasts, ask whoever runs the relay.")
        return Check(name, State.ATTENTION, said, todo, values)
    if standing.refused:
        said = N_("The relay refused %(refused)s letters in the last 90 days.")
        todo = N_("`secaudit mail status` names the addresses; correct them with the people.")
        return Check(name, State.ATTENTION, said, todo, values)
    if standing.last_sent is None:
        said = N_("A relay is set up; nothing has been sent yet.")
        return Check(name, State.WELL, said)
    return Check(name, State.WELL, N_("The last letter was sent on %(sent)s."), values=values)


def of_directory(url: str, fault: str) -> Check:
    """`fault`: why it cannot be asked just now, as it says itself."""
    name, values = N_("The city's directory (LDAP)"), {"url": url, "fault": fault}
    if fault:
        said = N_("%(url)s cannot be asked: %(fault)s")
        todo = N_(
            "Whoever has no password here does not come in. Compare LDAP_URL, LDAP_CA, LDAP_BASE and "
            "LDAP_READER in config.toml, then ask whoever runs the directory."
        )
        return Check(name, State.WRONG, said, todo, values)
    said = N_("%(url)s is asked, over TLS only, for the passwords of those who have none here.")
    return Check(name, State.WELL, said, values=values)


def of_yaml(implementation: str) -> Check:
    name, said = N_("Reader of the catalogue"), N_("YAML is read with %(what)s.")
    values = {"what": implementation}
    if implementation == "libyaml":
        return Check(name, State.WELL, said, values=values)
    todo = N_("Install PyYAML with libyaml: checking the catalogue is fifteen times faster.")
    return Check(name, State.ATTENTION, said, todo, values)


def of_keys(mode: int | None) -> Check:
    """`mode`: the permissions of config.toml, in which the key of all sessions stands."""
    name = N_("Keys of the server")
    if mode is None:
        return Check(name, State.WELL, N_("They are given by the environment."))
    if mode & 0o077:
        said = N_("Other accounts of this machine can read config.toml.")
        return Check(
            name, State.WRONG, said, N_("chmod 600 config.toml, then give out a new SECRET_KEY.")
        )
    return Check(name, State.WELL, N_("Only the server's own account can read config.toml."))


def worst(checks: list[Check]) -> State:
    return max((each.state for each in checks), key=list(State).index, default=State.WELL)
