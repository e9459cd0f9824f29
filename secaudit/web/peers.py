"""Which machine is at the other end of the connection, whatever the headers of a request say. Pure."""

from collections.abc import Iterable, Mapping
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Any

Network = IPv4Network | IPv6Network
BEFORE_PROXY = "werkzeug.proxy_fix.orig"  # where ProxyFix keeps what the connection itself said


def peer(environ: Mapping[str, Any]) -> str:
    """The address of the socket's other end: the nearest proxy, not whoever stands behind it."""
    return environ.get(BEFORE_PROXY, environ).get("REMOTE_ADDR") or ""


def networks(addresses: Iterable[str]) -> list[Network]:
    """`10.1.2.3`, `10.1.2.0/28`, `fd00::1`. ValueError for anything else, and for "everybody"."""
    found = [ip_network(each) for each in addresses]
    if any(each.prefixlen == 0 for each in found):
        raise ValueError("every address of the world")
    return found


def is_among(address: str, accepted: Iterable[Network]) -> bool:
    """Whether one of them holds that address; an IPv4 address written as IPv6 is the same machine."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    parsed = getattr(parsed, "ipv4_mapped", None) or parsed
    return any(parsed.version == each.version and parsed in each for each in accepted)
