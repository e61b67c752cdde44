"""Other work waits for both kinds of engines."""

from __future__ import annotations

import threading

from pocket_tts_wyoming.models.room import Room


def test_both_engines_are_waited_for() -> None:
    log: list[str] = []
    answers = iter([True, True, False])

    def torch_speaks() -> bool:
        log.append("torch?")
        return next(answers)

    Room(lambda: log.append("scheduler"), torch_speaks, threading.Event()).wait()
    assert log == ["scheduler", "torch?", "torch?", "torch?"]


def test_stop_holds_nobody_up() -> None:
    stopped = threading.Event()
    stopped.set()
    Room(lambda: None, lambda: True, stopped).wait()
