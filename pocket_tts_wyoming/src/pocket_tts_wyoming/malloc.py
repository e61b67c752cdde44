"""Keeps the process from growing: glibc's allocator and Python's collector, told what to do."""

from __future__ import annotations

import ctypes
import gc
import os

# mallopt(3). Left alone, glibc raises both thresholds with each large block that is freed, and
# then keeps what falls free between the blocks: 2 clients and 24 requests grew the library's
# process to 1389 MB; with these it stayed at 800 to 820.
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3
MMAP_THRESHOLD_BYTES = 1024 * 1024
TRIM_THRESHOLD_BYTES = 128 * 1024


def keep_memory_flat() -> None:
    """Fix glibc's thresholds for this process; does nothing with another C library.

    What the environment says (MALLOC_MMAP_THRESHOLD_ ...) stays in force.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is None:
        return
    if "MALLOC_MMAP_THRESHOLD_" not in os.environ:
        mallopt(_M_MMAP_THRESHOLD, MMAP_THRESHOLD_BYTES)
    if "MALLOC_TRIM_THRESHOLD_" not in os.environ:
        mallopt(_M_TRIM_THRESHOLD, TRIM_THRESHOLD_BYTES)


def keep_what_is_loaded() -> None:
    """Let later collections of cycles pass over all objects that are there now.

    A collection holds every thread. Over all objects of a server with one model it takes 36 ms
    of CPU (engine onnx, 69,000 objects) or 204 ms (torch, 370,000), also in the middle of
    somebody's speech; over what some answers leave less than 2 ms.
    """
    gc.collect()
    gc.freeze()
    gc.collect()  # Python takes how rarely it has to look from what the last collection left


def give_memory_back() -> None:
    """Free what only cycles of objects hold, and what the allocator keeps.

    Answers that were cancelled leave cycles, and the more objects there are, the rarer Python
    looks for those: 40 answers left 0.5 to 2 MB. 20 answers of 58 s that nobody read left 46 MB,
    in pieces of 8 kB, and trimming returned all. Passes over what is kept.
    """
    gc.collect()
    malloc_trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if malloc_trim is not None:
        malloc_trim(0)


def give_model_back() -> None:
    """Free a model that was put away: without a collection all of its 150 MB may stay."""
    gc.unfreeze()
    give_memory_back()
    keep_what_is_loaded()
