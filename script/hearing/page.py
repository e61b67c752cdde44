"""One HTML page to listen through: each text once, with all engines side by side."""

from __future__ import annotations

from html import escape
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hearing.takes import Group, Run, Take

_TEMPLATE = Path(__file__).with_name("page.html")


def render(run: Run) -> str:
    """Return the page; it needs the folder's recordings beside it and nothing else."""
    parts = dict.fromkeys((group.model, group.part) for group in run.groups)
    sections = [
        _section(model, part, [g for g in run.groups if (g.model, g.part) == (model, part)])
        for model, part in parts
    ]
    if run.sameness:
        sections.append(_sameness(run))
    return Template(_TEMPLATE.read_text(encoding="utf-8")).substitute(
        title=escape(", ".join(dict.fromkeys(group.model for group in run.groups))),
        verdict="Failed" if run.failures else "Nothing is beyond the limits.",
        verdict_class="failed" if run.failures else "passed",
        failures=_failures(run),
        conditions=escape("; ".join(f"{name}: {value}" for name, value in run.conditions.items())),
        sections="\n".join(sections),
    )


def _failures(run: Run) -> str:
    lines = "".join(
        f"<li><b>{escape(failure.where)}</b>: {escape(failure.what)} "
        f'<span class="small">({escape(failure.reason)})</span></li>'
        for failure in run.failures
    )
    return f"<ul>{lines}</ul>" if lines else ""


def _section(model: str, part: str, groups: Sequence[Group]) -> str:
    heads = "".join(f'<th scope="col">{escape(group.engine)}</th>' for group in groups)
    by_key: list[dict[tuple[str, str], Take]] = [
        {(take.text, take.voice): take for take in group.takes} for group in groups
    ]
    keys = dict.fromkeys(key for takes in by_key for key in takes)
    rows = "".join(_row([takes.get(key) for takes in by_key]) for key in keys)
    return (
        f"<h2>{escape(model)}: {escape(part)}</h2>"
        f'<div class="scroll"><table><thead><tr><th scope="col">Text</th>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _row(takes: Sequence[Take | None]) -> str:
    present = [take for take in takes if take is not None]
    first = present[0]
    name = first.voice or first.text
    spoken = "" if first.right == first.written else f"<br>{escape(first.right)}"
    kind = "marked" if any(take.marks for take in present) else "plain"
    cells = "".join("<td></td>" if take is None else f"<td>{_cell(take)}</td>" for take in takes)
    return (
        f'<tr class="{kind}"><th scope="row"><span class="small">{escape(name)}</span><br>'
        f"{escape(first.written)}{spoken}</th>{cells}</tr>"
    )


def _cell(take: Take) -> str:
    return "".join(_cell_parts(take))


def _cell_parts(take: Take) -> Iterable[str]:
    if take.file:
        label = escape(f"{take.voice or take.text}: {take.written}")
        yield f'<audio controls preload="none" src="{quote(take.file)}" aria-label="{label}">'
        yield "</audio>"
    yield f'<div class="small">heard: {escape(take.heard) or "nothing"}</div>'
    for mark in take.marks:
        yield f'<div class="mark">{escape(mark.kind)}: {escape(mark.sentence)}</div>'
    if any(take.cut_ms):
        cut = ", ".join(str(ms) for ms in take.cut_ms)
        yield f'<div class="small">cut off: {cut} ms</div>'
    if take.loudness is not None:
        loudness = take.loudness
        yield (
            f'<div class="small">{loudness.before_lufs:.1f} LUFS, with a gain of '
            f"{loudness.gain_db:+.1f} dB {loudness.after_lufs:.1f} LUFS</div>"
        )


def _sameness(run: Run) -> str:
    rows = "".join(
        f'<tr><th scope="row">{escape(same.model)}, {same.precision}</th>'
        f"<td>{same.latents:.2g}</td><td>{same.audio:.2g}</td></tr>"
        for same in run.sameness
    )
    return (
        "<h2>Against the library, step by step</h2><table><thead><tr>"
        '<th scope="col">Model</th><th scope="col">Largest difference of latents</th>'
        f'<th scope="col">of audio</th></tr></thead><tbody>{rows}</tbody></table>'
    )
