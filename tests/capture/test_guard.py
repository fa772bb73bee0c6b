"""Which numeric addresses may be connected to."""

from __future__ import annotations

import pytest

from onrecord.capture.guard import check, is_public
from onrecord.errors import AddressRefused


@pytest.mark.parametrize(
    "address",
    """0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 127.0.0.1 127.255.255.254 169.254.169.254 169.254.0.1 172.16.0.1
    172.31.255.255 192.0.0.1 192.0.2.1 192.88.99.1 192.168.0.1 192.168.255.255 198.18.0.1 198.51.100.7 203.0.113.9 224.0.0.1
    239.255.255.255 240.0.0.1 255.255.255.255 :: ::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 ::ffff:0:127.0.0.1
    ::127.0.0.1 ::7f00:1 64:ff9b::127.0.0.1 64:ff9b::a00:1 64:ff9b:1::7f00:1 2002:7f00:1:: 2002:a9fe:a9fe:: 2002:c0a8:1::1
    2001:0:7f00:1::1 2001:0:4136:e378:8000:63bf:80ff:fffe 2001:db8::1 fc00::1 fd00:ec2::254 fd12:3456::1 fe80::1 febf::1 fec0::1
    ff02::1 ff05::2 100::1 3fff::1 5f00::1""".split(),
)
def test_what_is_not_public(address: str) -> None:
    """This machine, its network, link-local and metadata addresses, and reserved ones, also wrapped in IPv6."""
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    "1.1.1.1 8.8.8.8 172.15.0.1 172.32.0.1 192.167.1.1 100.128.0.1 93.184.216.34 2606:4700::1111 2a00:1450::1 ::ffff:8.8.8.8 64:ff9b::808:808 2002:808:808::1".split(),
)
def test_what_is_public(address: str) -> None:
    """Ordinary addresses, also wrapped ones, are reached."""
    assert is_public(address)


def test_one_bad_address_makes_a_name_unusable() -> None:
    """A name with a public and a private address is refused whole; so is one without any."""
    assert check("example.org", ["8.8.8.8", "1.1.1.1"]) == ["8.8.8.8", "1.1.1.1"]
    with pytest.raises(AddressRefused, match=r"10\.0\.0\.1, which is not on the public internet"):
        check("example.org", ["8.8.8.8", "10.0.0.1"])
    with pytest.raises(AddressRefused, match="no address"):
        check("example.org", [])
