"""Under which conditions something was measured."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PACKAGES = ("pocket-tts", "torch", "onnxruntime", "numpy", "wyoming")
# Of all cores: more than that at the start, and the figures are those of the neighbours too.
BUSY_LOAD_PER_CORE = 0.15


@dataclass(frozen=True, slots=True)
class Conditions:
    """The machine and what runs on it; `load_average` over the last minute, at the start."""

    cpu: str
    cores: int
    memory_gb: float
    system: str
    python: str
    packages: dict[str, str]
    load_average: float

    @classmethod
    def now(cls) -> Conditions:
        """Look at this machine."""
        return cls(
            cpu=_cpu(),
            cores=len(os.sched_getaffinity(0)),
            memory_gb=round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9, 1),
            system=f"{platform.system()} {platform.release()} {platform.machine()}",
            python=platform.python_version(),
            packages={name: _version(name) for name in PACKAGES},
            load_average=round(os.getloadavg()[0], 2),
        )

    @property
    def is_busy(self) -> bool:
        """Whether something else was at work when the measurement began."""
        return self.load_average > BUSY_LOAD_PER_CORE * self.cores

    def __str__(self) -> str:
        """Two or three lines for the terminal."""
        packages = ", ".join(f"{name} {number}" for name, number in self.packages.items())
        lines = [
            f"{self.cpu}, {self.cores} cores, {self.memory_gb:.0f} GB, {self.system}",
            f"Python {self.python}, {packages}; load average {self.load_average}",
        ]
        if self.is_busy:
            lines.append("WARNING: this machine is busy with something else; figures are worse.")
        return "\n".join(lines)


def _cpu() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        name, _, value = line.partition(":")
        if name.strip() == "model name":
            return value.strip()
    return platform.processor() or platform.machine()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "missing"
