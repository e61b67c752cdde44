"""Allocator and collector are judged by what they do, in a process of their own."""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(
    not hasattr(ctypes.CDLL(None), "mallinfo2"), reason="glibc 2.33 or newer only"
)

# A freed block of 20 MB makes glibc raise its threshold above 2 MB by itself; whether the next
# 2 MB are mapped separately, and so go back to the system at once, shows which setting holds.
PROGRAM = """
import ctypes, json, sys
if sys.argv[1] == "flat":
    from pocket_tts_wyoming.malloc import keep_memory_flat
    keep_memory_flat()
libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
libc.malloc.argtypes = [ctypes.c_size_t]
libc.free.argtypes = [ctypes.c_void_p]
class Info(ctypes.Structure):
    _fields_ = [(n, ctypes.c_size_t) for n in
        "arena ordblks smblks hblks hblkhd usmblks fsmblks uordblks fordblks keepcost".split()]
libc.mallinfo2.restype = Info
libc.free(libc.malloc(20_000_000))
before = libc.mallinfo2().hblks
libc.malloc(2_000_000)
print(json.dumps(libc.mallinfo2().hblks - before))
"""


def _mapped_blocks(mode: str) -> int:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("MALLOC_")}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, mode],
        env=environment,
        capture_output=True,
        check=True,
        text=True,
    )
    return int(json.loads(done.stdout))


def test_large_blocks_go_back_to_the_system() -> None:
    assert _mapped_blocks("flat") == 1


def test_without_the_settings_they_would_not() -> None:
    assert _mapped_blocks("default") == 0


# A model is a cycle of objects here. What a collection looks at is what Python lists.
COLLECTIONS = """
import gc, json, weakref
from pocket_tts_wyoming.malloc import give_memory_back, give_model_back, keep_what_is_loaded
class Node: pass
def cycle():
    nodes = [Node() for _ in range(10_000)]
    nodes[0].others = nodes
    return nodes[0]
looked_at = lambda: len(gc.get_objects())
model = cycle()
before = looked_at()
keep_what_is_loaded()
kept = looked_at()
gone = []
def leave(give):
    ended = []
    weakref.finalize(cycle(), ended.append, True)
    give()
    gone.append(bool(ended))
leave(give_memory_back)
weakref.finalize(model, gone.append, "model")
del model
give_memory_back()
gone.append("put away")
give_model_back()
print(json.dumps({"before": before, "kept": kept, "gone": gone, "after": looked_at()}))
"""


def test_a_collection_passes_over_what_is_loaded_until_it_is_put_away() -> None:
    done = subprocess.run(
        [sys.executable, "-c", COLLECTIONS], capture_output=True, check=True, text=True
    )
    found = json.loads(done.stdout)
    assert found["before"] > 10_000
    assert found["kept"] < 100
    assert found["gone"] == [True, "put away", "model"]
    assert found["after"] < 100
