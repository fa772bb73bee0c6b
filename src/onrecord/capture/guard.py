"""A host's numeric addresses to those that may be connected to: public ones of the internet, and no others.

A page, a redirect or a name server must not make this machine talk to itself, to the network it stands in, or to a
cloud's metadata service. So the check is made on the number that the connection then goes to, whatever spelling, name or
redirect led there; IPv4 addresses that are wrapped in IPv6 ones are unwrapped first. One address that may not be reached
makes the whole name unusable: a public site has no reason to name one.
"""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TypeAlias

from onrecord.errors import AddressRefused

Address: TypeAlias = IPv4Address | IPv6Address

_NOT_PUBLIC = tuple(
    map(
        ip_network,
        (
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
            "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "::/128", "::1/128",
            "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10",
            "ff00::/8",
        ),
    )
)  # fmt: skip
"""IANA's special-purpose address registries, IPv4 and IPv6, with multicast and reserved space."""
_WRAPS_IPV4: tuple[tuple[IPv6Network, int], ...] = (
    (IPv6Network("::ffff:0:0/96"), 0),
    (IPv6Network("::ffff:0:0:0/96"), 0),
    (IPv6Network("::/96"), 0),
    (IPv6Network("64:ff9b::/96"), 0),
    (IPv6Network("64:ff9b:1::/48"), 0),
    (IPv6Network("2002::/16"), 80),
)
"""Networks whose addresses hold an IPv4 address, and how many bits stand behind it."""
_TEREDO = IPv6Network("2001::/32")


def check(host: str, addresses: Iterable[str]) -> list[str]:
    """The addresses of a host, all of which may be connected to. Raises AddressRefused when one may not be, or none is given."""
    found = [address.split("%")[0] for address in addresses]
    if not found:
        raise AddressRefused(f"{host} has no address: see whether it is spelled right.")
    for one in found:
        if not is_public(one):
            raise AddressRefused(
                f"{host} leads to {one}, which is not on the public internet: save the page yourself and add the file."
            )
    return found


def is_public(address: str) -> bool:
    """Whether a numeric address is one of the public internet, also when it is wrapped in another."""
    return all(not any(one in network for network in _NOT_PUBLIC) for one in _unwrapped(ip_address(address)))


def _unwrapped(address: Address) -> list[Address]:
    """The address, and those that it wraps; of one that only wraps, those alone."""
    if isinstance(address, IPv4Address):
        return [address]
    if address in _TEREDO:
        client = IPv4Address(~int(address) & 0xFFFFFFFF)
        return [address, IPv4Address(int(address) >> 64 & 0xFFFFFFFF), client]
    for network, behind in _WRAPS_IPV4:
        if address in network and address not in (IPv6Address("::"), IPv6Address("::1")):
            return [IPv4Address(int(address) >> behind & 0xFFFFFFFF)]
    return [address]
