from __future__ import annotations

import contextvars
import logging

import pytest

from pocket_tts_wyoming import limits
from pocket_tts_wyoming.protocol.limits import PEER, ConnectionLimits, EventRate, PeerLogLimit


def test_one_peer_cannot_take_all_connections() -> None:
    connections = ConnectionLimits(open_files=100_000)
    refusals = [connections.enter("10.0.0.1") for _ in range(limits.MAX_CONNECTIONS_PER_PEER + 1)]
    assert refusals[:-1] == [None] * limits.MAX_CONNECTIONS_PER_PEER
    assert refusals[-1] is not None
    assert connections.enter("10.0.0.2") is None
    connections.leave("10.0.0.1")
    assert connections.enter("10.0.0.1") is None


def test_all_peers_together_cannot_either() -> None:
    connections = ConnectionLimits(open_files=100_000)
    entered = [connections.enter(f"10.0.0.{n}") for n in range(limits.MAX_CONNECTIONS + 1)]
    assert entered.count(None) == limits.MAX_CONNECTIONS
    assert entered[-1] is not None


@pytest.mark.parametrize(("open_files", "most"), [(128, 64), (10, 1)])
def test_connections_leave_files_for_the_server_itself(open_files: int, most: int) -> None:
    connections = ConnectionLimits(open_files)
    assert [connections.enter(str(n)) for n in range(70)].count(None) == most


class Time:
    """A clock that only waiting moves."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


def drive(rate: EventRate, events: int) -> None:
    for _ in range(events):
        counting = rate.count()
        with pytest.raises(StopIteration):
            counting.send(None)


def test_a_burst_of_events_passes_and_a_flood_is_slowed_down() -> None:
    time = Time()
    rate = EventRate(time, time.sleep)
    drive(rate, limits.EVENTS_AT_ONCE)
    assert time.now == 0.0
    drive(rate, 1000)
    assert time.now == pytest.approx(1000 / limits.EVENTS_PER_SECOND)


def test_a_rest_earns_another_burst() -> None:
    time = Time()
    rate = EventRate(time, time.sleep)
    drive(rate, limits.EVENTS_AT_ONCE)
    time.now += 3600
    drive(rate, limits.EVENTS_AT_ONCE)
    assert time.now == 3600


def logged(caplog: pytest.LogCaptureFixture, time: Time, peer: str | None, lines: int) -> list[str]:
    caplog.clear()
    logger = logging.getLogger("pocket_tts_wyoming.test")
    caplog.handler.addFilter(limit := PeerLogLimit(time))
    context = contextvars.copy_context()
    context.run(PEER.set, peer)
    for number in range(lines):
        context.run(logger.warning, "line %d", number)
    caplog.handler.removeFilter(limit)
    return [record.getMessage() for record in caplog.records]


def test_a_peer_has_so_many_lines_a_minute(caplog: pytest.LogCaptureFixture) -> None:
    lines = logged(caplog, Time(), "10.0.0.1", 1000)
    assert lines[:-1] == [f"line {number}" for number in range(limits.WARNINGS_PER_MINUTE)]
    assert lines[-1].startswith("10.0.0.1 causes too many lines")


def test_answers_do_not_use_up_the_room_for_warnings() -> None:
    limit = PeerLogLimit(Time())
    context = contextvars.copy_context()
    context.run(PEER.set, "10.0.0.1")
    line = logging.LogRecord("x", logging.INFO, "", 0, "line", (), None)
    warning = logging.LogRecord("x", logging.WARNING, "", 0, "warning", (), None)
    for _ in range(limits.LINES_PER_MINUTE + 5):
        context.run(limit.filter, line)
    assert context.run(limit.filter, warning)


def test_the_servers_own_lines_are_not_counted(caplog: pytest.LogCaptureFixture) -> None:
    assert len(logged(caplog, Time(), None, 1000)) == 1000


def test_the_next_minute_is_a_new_one() -> None:
    time = Time()
    limit = PeerLogLimit(time)
    record = logging.LogRecord("x", logging.INFO, "", 0, "line", (), None)
    context = contextvars.copy_context()
    context.run(PEER.set, "10.0.0.1")
    passed = [context.run(limit.filter, record) for _ in range(limits.LINES_PER_MINUTE + 5)]
    assert passed[-1] is False
    time.now += 61
    assert context.run(limit.filter, record)


def test_a_long_line_is_cut() -> None:
    limit = PeerLogLimit(Time())
    record = logging.LogRecord("x", logging.INFO, "", 0, "%s", ("x" * 1_000_000,), None)
    assert limit.filter(record)
    assert len(record.getMessage()) < limits.LOG_CHARACTERS + 20
