from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from pocket_tts_wyoming.cli.player import Player, PlayerError, find_player

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("installed", "chosen"),
    [(["ffplay", "aplay"], "aplay"), (["ffplay", "paplay"], "paplay"), (["ffplay"], "ffplay")],
)
def test_the_first_player_that_is_there_is_taken(installed: list[str], chosen: str) -> None:
    command = find_player(lambda name: f"/bin/{name}" if name in installed else None)
    assert command[0] == f"/bin/{chosen}"
    assert any("{rate_hz}" in argument for argument in command)


def test_without_any_the_way_out_is_told() -> None:
    with pytest.raises(PlayerError, match=r"apt-get install alsa-utils.*--output"):
        find_player(lambda _: None)


def test_all_audio_reaches_the_player_with_the_rate(tmp_path: Path) -> None:
    out = tmp_path / "heard"

    async def scenario() -> None:
        player = await Player.start(["sh", "-c", f"echo {{rate_hz}} > {out}; cat >> {out}"], 24000)
        for part in (b"one ", b"two ", b"x" * 1_000_000):
            player.play(part)
        await player.finish()
        await player.close()

    asyncio.run(scenario())
    assert out.read_bytes() == b"24000\none two " + b"x" * 1_000_000


def test_a_failing_player_gives_its_reason() -> None:
    async def scenario() -> None:
        player = await Player.start(["sh", "-c", "echo no such device >&2; exit 1"], 24000)
        player.play(b"x" * 1_000_000)
        try:
            await player.finish()
        finally:
            await player.close()

    with pytest.raises(PlayerError, match="no such device"):
        asyncio.run(scenario())


def test_a_player_that_is_not_a_program_is_named() -> None:
    with pytest.raises(PlayerError, match="cannot be started"):
        asyncio.run(Player.start(["/no/such/player"], 24000))


def test_closing_stops_a_player_in_the_middle() -> None:
    async def scenario() -> None:
        player = await Player.start(["sh", "-c", "exec sleep 1000"], 24000)
        player.play(b"x" * 1_000_000)  # more than a pipe holds
        await player.close()

    asyncio.run(asyncio.wait_for(scenario(), 60))
