"""Standard output, whose reader may leave before the end (`| head`)."""

from __future__ import annotations

import os
import sys


def print_out(text: str) -> bool:
    """Write and flush; False if the reader has left: this and all further text goes nowhere."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        # Python would flush what is left at its exit, and complain.
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
        return False
    return True
