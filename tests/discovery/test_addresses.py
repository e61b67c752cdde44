"""Which addresses are announced, without a network."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pocket_tts_wyoming.discovery.addresses import (
    InterfaceAddress,
    bound_addresses,
    choose_addresses,
    machine_addresses,
)

EVERYWHERE = ["0.0.0.0", "::"]  # noqa: S104 - compared, not listened on
LOOPBACK = [InterfaceAddress("lo", "127.0.0.1"), InterfaceAddress("lo", "::1")]
HOME_ASSISTANT_OS = [
    *LOOPBACK,
    InterfaceAddress("docker0", "172.30.232.1"),
    InterfaceAddress("hassio", "172.30.32.1"),
    InterfaceAddress("hassio", "fd0c:ac1e:2100::1"),
    InterfaceAddress("end0", "fe80::1"),
    InterfaceAddress("end0", "2001:db8::5"),
    InterfaceAddress("end0", "192.168.1.5"),
    InterfaceAddress("veth12", "fe80::2"),
]


@pytest.mark.parametrize(
    ("bound", "machine", "expected"),
    [
        (EVERYWHERE, HOME_ASSISTANT_OS, ("192.168.1.5", "2001:db8::5")),
        (EVERYWHERE[:1], HOME_ASSISTANT_OS, ("192.168.1.5",)),
        (EVERYWHERE[1:], HOME_ASSISTANT_OS, ("2001:db8::5",)),
        (["192.168.1.5"], HOME_ASSISTANT_OS, ("192.168.1.5",)),
        (["127.0.0.1"], HOME_ASSISTANT_OS, ("127.0.0.1",)),
        (["::1", "127.0.0.1"], HOME_ASSISTANT_OS, ("::1", "127.0.0.1")),
        (["fe80::1%end0"], HOME_ASSISTANT_OS, ("fe80::1",)),
        (EVERYWHERE, LOOPBACK, ()),
        (EVERYWHERE, [], ()),
        (
            EVERYWHERE,
            [*LOOPBACK, InterfaceAddress("docker0", "172.17.0.1")],
            ("172.17.0.1",),
        ),
        (
            EVERYWHERE,
            [InterfaceAddress("eth0", "169.254.1.2"), InterfaceAddress("eth0", "fe80::1")],
            ("169.254.1.2", "fe80::1"),
        ),
        (
            EVERYWHERE,
            [InterfaceAddress("wlan0", "10.0.0.3"), InterfaceAddress("eth0", "10.0.0.2")],
            ("10.0.0.3", "10.0.0.2"),
        ),
        (EVERYWHERE, [InterfaceAddress("eth0", "10.0.0.2")] * 2, ("10.0.0.2",)),
    ],
)
def test_choice(
    bound: list[str], machine: list[InterfaceAddress], expected: tuple[str, ...]
) -> None:
    assert choose_addresses(bound, machine) == expected


@given(
    st.lists(
        st.builds(
            InterfaceAddress,
            st.sampled_from(["lo", "eth0", "wlan0", "docker0", "veth1"]),
            st.ip_addresses().map(str),
        )
    )
)
def test_what_is_announced_is_an_address_of_the_machine_that_others_can_use(
    machine: list[InterfaceAddress],
) -> None:
    chosen = [ipaddress.ip_address(ip) for ip in choose_addresses(EVERYWHERE, machine)]
    assert {str(ip) for ip in chosen} <= {str(ipaddress.ip_address(m.ip)) for m in machine}
    assert not any(ip.is_loopback or ip.is_unspecified or ip.is_multicast for ip in chosen)
    assert [ip.version for ip in chosen] == sorted(ip.version for ip in chosen)
    assert len(chosen) == len(set(chosen))
    assert len({ip.is_link_local for ip in chosen}) <= 1


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        (None, {"0.0.0.0", "::"}),  # noqa: S104 - expected
        ("", {"0.0.0.0", "::"}),  # noqa: S104 - expected
        ("192.168.1.5", {"192.168.1.5"}),
        ("::", {"::"}),
    ],
)
def test_host_to_bound_addresses(host: str | None, expected: set[str]) -> None:
    assert set(bound_addresses(host)) == expected


def test_name_is_looked_up() -> None:
    assert "127.0.0.1" in bound_addresses("localhost")


def test_machine_knows_its_loopback() -> None:
    assert "127.0.0.1" in {address.ip for address in machine_addresses()}
