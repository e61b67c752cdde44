"""Pictures for the README."""

from __future__ import annotations

from typing import TYPE_CHECKING

import matplotlib as mpl
import matplotlib.patches

mpl.use("agg")  # no screen

from matplotlib import pyplot as plt

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from benchmarks.timing import Arrivals

DPI = 150
SHOWN_SECONDS = 8.0
MIDDLE = 0.5


def plot_ttfa(path: Path, title: str, milliseconds: Mapping[str, Sequence[float]]) -> None:
    """Draw the distribution of times to first audio: for each value, the share that was as fast."""
    figure, axes = plt.subplots(figsize=(8, 4), layout="constrained")
    for name, values in milliseconds.items():
        ordered = sorted(values)
        shares = [(i + 1) / len(ordered) for i in range(len(ordered))]
        (line,) = axes.step([ordered[0], *ordered], [0, *shares], where="post", label=name)
        median = ordered[len(ordered) // 2]
        axes.plot([median], [MIDDLE], "o", color=line.get_color())
    axes.set(
        title=title,
        xlabel="time to first audio, ms (dot: median)",
        ylabel="share of utterances",
        xlim=(0, None),
        ylim=(0, 1),
    )
    axes.legend()
    axes.grid(alpha=0.3)
    figure.savefig(path, dpi=DPI)
    plt.close(figure)


def plot_trace(path: Path, title: str, milliseconds: Mapping[str, Mapping[str, float]]) -> None:
    """Draw the time from stop to stop: a bar per request, a colour per stop."""
    figure, axes = plt.subplots(figsize=(10, 4), layout="constrained")
    names = list(dict.fromkeys(name for spans in milliseconds.values() for name in spans))
    colours = mpl.colormaps["tab20"].resampled(len(names))
    for row, spans in enumerate(milliseconds.values()):
        left = 0.0
        for name, width in spans.items():
            axes.barh(row, width, left=left, color=colours(names.index(name)))
            left += width
    axes.set(title=title, xlabel="ms since the request was sent", xlim=(0, None))
    axes.set_yticks(range(len(milliseconds)), list(milliseconds))
    handles = [mpl.patches.Patch(color=colours(i), label=name) for i, name in enumerate(names)]
    figure.legend(handles=handles, loc="outside lower center", ncols=4, fontsize="small")
    figure.savefig(path, dpi=DPI)
    plt.close(figure)


def plot_speakers(path: Path, subjects: Mapping[str, Mapping[str, Sequence[Arrivals]]]) -> None:
    """Draw the audio in hand over time: a row per subject, a column per number of speakers."""
    sizes = list(next(iter(subjects.values())))
    figure, grid = plt.subplots(
        len(subjects),
        len(sizes),
        figsize=(3 * len(sizes), 2.6 * len(subjects)),
        sharex=True,
        sharey=True,
        squeeze=False,
        layout="constrained",
    )
    for row, (name, crowds) in zip(grid, subjects.items(), strict=True):
        for axes, size in zip(row, sizes, strict=True):
            for arrivals in crowds[size]:
                points = arrivals.in_hand()
                axes.plot([at for at, _ in points], [audio for _, audio in points], linewidth=1)
            axes.axhspan(-SHOWN_SECONDS, 0, color="tab:red", alpha=0.1)
            axes.set(
                title=f"{name}, {size} at once",
                xlim=(0, SHOWN_SECONDS),
                ylim=(-SHOWN_SECONDS / 2, SHOWN_SECONDS),
            )
            axes.grid(alpha=0.3)
    figure.supxlabel("seconds since the request")
    figure.supylabel("audio in hand, s (red: the player waits)")
    figure.savefig(path, dpi=DPI)
    plt.close(figure)
