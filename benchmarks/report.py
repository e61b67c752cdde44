"""Tables on the terminal, the goals, and the JSON file."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from benchmarks.conditions import Conditions


@dataclass(frozen=True, slots=True)
class Goal:
    """A figure that must not exceed its limit."""

    what: str
    limit: float
    value: float
    unit: str = "x"

    @property
    def reached(self) -> bool:
        """Whether it does not."""
        return self.value <= self.limit


class Report:
    """Collects what one subcommand found, and writes it to the output folder at the end."""

    def __init__(self, name: str, output: Path, conditions: Conditions) -> None:
        self.output = output
        self._name = name
        self._goals: list[Goal] = []
        self._data: dict[str, Any] = {"conditions": asdict(conditions), "results": {}}
        output.mkdir(parents=True, exist_ok=True)
        print(conditions, flush=True)

    def add(self, name: str, result: object) -> None:
        """Keep a result (plain data) for the JSON file."""
        self._data["results"][name] = result

    def goal(self, what: str, limit: float, value: float, unit: str = "x") -> None:
        """Keep a goal of the project with what was found."""
        self._goals.append(Goal(what, limit, value, unit))

    def table(self, title: str, header: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
        """Print a table, the first column to the left and the others to the right."""
        lines = [list(header), *([str(cell) for cell in row] for row in rows)]
        widths = [max(len(line[i]) for line in lines) for i in range(len(header))]
        print(f"\n{title}")
        for line in lines:
            cells = [line[0].ljust(widths[0])]
            cells += [cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True)]
            print("  " + "  ".join(cells), flush=True)

    def close(self) -> None:
        """Print the goals and write the JSON file."""
        if self._goals:
            self.table(
                "Goals",
                ("goal", "at most", "measured", ""),
                [
                    (
                        goal.what,
                        f"{goal.limit:g} {goal.unit}",
                        f"{goal.value:.3g} {goal.unit}",
                        "reached" if goal.reached else "missed",
                    )
                    for goal in self._goals
                ],
            )
        self._data["goals"] = [asdict(goal) | {"reached": goal.reached} for goal in self._goals]
        path = self.output / f"{self._name}.json"
        path.write_text(json.dumps(self._data, indent=2) + "\n", encoding="utf-8")
        print(f"\nAll figures: {path}")
