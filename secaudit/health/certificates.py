"""Until when people reach the server by https: the certificate that it, or the proxy in front, shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from secaudit.calendar.moments import to_tokyo
from secaudit.errors import N_
from secaudit.health.rules import Check, State
from secaudit.web.certificates import covers, ends_of, names_in, read_chain
from secaudit.web.starting import base_of

NAME = N_("Certificate for https")
SOON = timedelta(days=30)  # a city's authority takes weeks
RENEW = {
    "CERTIFICATE": N_(
        "Put the renewed certificate and key in their place, then restart: "
        "systemctl restart secaudit."
    ),
    "PROXY_CERTIFICATE": N_(
        "Put the renewed certificate and key in their place, then let the proxy read them "
        "(nginx, apache2: systemctl reload)."
    ),
}


@dataclass(frozen=True)
class Shown:
    """What a file of certificates says: until when all of it holds, and for which names."""

    ends: datetime  # naive UTC; of an intermediate certificate, where that one ends first
    names: list[str]


def of_https(config: Mapping[str, Any], now: datetime) -> Check:
    """The file is that of the server itself, or that of the proxy where the settings name it."""
    base = base_of(config)
    if base.scheme != "https":
        return Check(NAME, State.WELL, N_("None is needed: the address is of this machine only."))
    setting = "CERTIFICATE" if config["CERTIFICATE"] else "PROXY_CERTIFICATE"
    if not config[setting]:
        said = N_(
            "The proxy has it; its end is not known here. Name its file as PROXY_CERTIFICATE in "
            "config.toml, and it is watched."
        )
        return Check(NAME, State.WELL, said)
    try:
        shown = read(Path(config[setting]))
    except (OSError, ValueError):
        return _unreadable(setting, config[setting])
    return of_shown(shown, base.hostname or "", setting, now)


def read(file: Path) -> Shown:
    chain = read_chain(file)
    return Shown(ends_of(chain), names_in(chain[0]))


def _unreadable(setting: str, file: str) -> Check:
    said = N_("%(file)s, named as %(setting)s, is no certificate that can be read.")
    todo = N_("Correct the name in config.toml, or let the account secaudit read the file.")
    return Check(NAME, State.ATTENTION, said, todo, {"file": file, "setting": setting})


def of_shown(shown: Shown, host: str, setting: str, now: datetime) -> Check:
    """`setting`: who shows it, hence what is to be done once it is renewed."""
    left = shown.ends - now
    values = {"on": to_tokyo(shown.ends).date(), "days": left.days, "host": host}
    if left <= timedelta(0):
        return Check(NAME, State.WRONG, N_("It ended on %(on)s."), RENEW[setting], values)
    if not any(covers(name, host) for name in shown.names):
        said = N_("It is not for %(host)s but for %(names)s.")
        todo = N_("Change BASE_URL or the certificate.")
        return Check(NAME, State.WRONG, said, todo, values | {"names": ", ".join(shown.names)})
    if left <= SOON:
        said = N_("It ends in %(days)s days, on %(on)s.")
        return Check(NAME, State.ATTENTION, said, RENEW[setting], values)
    return Check(NAME, State.WELL, N_("It holds until %(on)s."), values=values)
