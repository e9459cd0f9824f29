"""Until when people reach the server by https: the certificate that it, or the proxy in front, shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from secaudit.calendar.moments import to_tokyo
from secaudit.errors import N_
from secaudit.health.rules import Check, State
from secaudit.web.certificates import (
    BadCertificate,
    covers,
    ends_of,
    missing_behind,
    names_in,
    read_chain,
    refuse_gap,
    refuse_no_pair,
)
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
    missing: str = ""  # who issued it, where the file has nothing of theirs


def of_https(config: Mapping[str, Any], now: datetime) -> Check:
    """The file is that of the server itself, or that of the proxy where the settings name it."""
    base = base_of(config)
    if base.scheme != "https":
        return Check(NAME, State.WELL, N_("None is needed: the address is of this machine only."))
    setting = "CERTIFICATE" if config["CERTIFICATE"] else "PROXY_CERTIFICATE"
    if not config[setting]:
        return _of_proxy(config["PROXIES"])
    try:
        shown = read(Path(config[setting]), Path(config["CERTIFICATE_KEY"]), setting)
    except BadCertificate as problem:
        return Check(NAME, State.WRONG, problem.message, values=problem.params)
    except (OSError, ValueError):
        return _unreadable(setting, config[setting])
    return of_shown(shown, base.hostname or "", setting, now)


def _of_proxy(proxies: int) -> Check:
    """Not counted, the proxy is taken for the one computer from which everybody comes."""
    if not proxies:
        said = N_("Neither a certificate nor a proxy is named, yet people are to type https.")
        todo = N_("Behind a proxy write PROXIES = 1 into config.toml; without one, CERTIFICATE.")
        return Check(NAME, State.ATTENTION, said, todo)
    said = N_(
        "The proxy has it; its end is not known here. Name its file as PROXY_CERTIFICATE in "
        "config.toml, and it is watched."
    )
    return Check(NAME, State.WELL, said)


def read(file: Path, key: Path, setting: str) -> Shown:
    """With its key, where the server itself has it; ended or of another name is said by of_shown."""
    chain = read_chain(file)
    refuse_gap(file, chain)
    if setting == "CERTIFICATE":
        refuse_no_pair(file, key)
    return Shown(ends_of(chain), names_in(chain[0]), missing_behind(chain))


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
        return Check(
            NAME, State.WRONG, said, todo, values | {"names": ", ".join(shown.names) or "-"}
        )
    if left <= SOON:
        said = N_("It ends in %(days)s days, on %(on)s.")
        return Check(NAME, State.ATTENTION, said, RENEW[setting], values)
    if shown.missing:
        said = N_("It holds until %(on)s, but the certificate of %(issuer)s is not in the file.")
        todo = N_("Add it behind the server's own: browsers refuse what they cannot trace back.")
        return Check(NAME, State.ATTENTION, said, todo, values | {"issuer": shown.missing})
    return Check(NAME, State.WELL, N_("It holds until %(on)s."), values=values)
