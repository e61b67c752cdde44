"""What the last lines of `script/test` say."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from support.system_tools import ROOT

if TYPE_CHECKING:
    from pathlib import Path

TESTS = """
import pytest

@pytest.mark.skipif(True, reason="no lamp here (apt-get install lamp)")
@pytest.mark.parametrize("number", range(3))
def test_lamp(number): ...

@pytest.fixture
def disk():
    pytest.skip("no disk (sudo script/test)")

def test_disk(disk): ...

def test_rest(): ...
"""


@pytest.mark.parametrize("processes", [0, 2])
def test_tests_that_were_left_out_are_counted_by_reason(tmp_path: Path, processes: int) -> None:
    (tmp_path / "test_some.py").write_text(TESTS)
    command = [sys.executable, "-m", "pytest", f"-n{processes}", "-p", "support.left_out", "."]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "tests"), *sys.path])}
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, check=False, capture_output=True, text=True
    )
    assert done.stdout.splitlines()[-3:-1] == [
        "Left out, 3: no lamp here (apt-get install lamp)",
        "Left out, 1: no disk (sudo script/test)",
    ]
    assert done.returncode == 0
