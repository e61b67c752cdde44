#!/usr/bin/env python3
"""Write the table of options into README.md, from the settings; a test fails while it is old."""

from __future__ import annotations

from pathlib import Path

from pocket_tts_wyoming.settings import Settings, shown_default, variable

README = Path(__file__).parent.parent / "README.md"
BEGIN, END = "<!-- options: script/update_docs.py -->\n", "<!-- end of options -->\n"


def options_table() -> str:
    """Return the options as a Markdown table."""
    lines = ["| variable | default | meaning |", "|---|---|---|"]
    for name, info in Settings.model_fields.items():
        lines.append(f"| `{variable(name)}` | {shown_default(info)} | {info.description} |")
    return "\n".join(lines) + "\n"


def with_table(text: str) -> str:
    """Return a document with the present table between the marks."""
    head, _, rest = text.partition(BEGIN)
    _, _, tail = rest.partition(END)
    return f"{head}{BEGIN}\n{options_table()}\n{END}{tail}"


if __name__ == "__main__":
    README.write_text(with_table(README.read_text(encoding="utf-8")), encoding="utf-8")
