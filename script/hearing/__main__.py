"""Speak a fixed list with the real weights, have it written down, and judge it.

Writes recordings, results.json, summary.md and index.html, a page to listen through; ends with 1 if
anything is beyond the limits of limits.toml. Open weights only: no token is sent.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
from pathlib import Path

from benchmarks.conditions import Conditions

import pocket_tts_wyoming
from hearing.judge import judge_run
from hearing.limits import Limits
from hearing.recognise import Sphinx, Whisper, fetch_whisper
from hearing.report import make_room, write_report
from hearing.session import Choice, Plan, Session, open_hub
from hearing.speak import SPARE
from hearing.takes import Run
from hearing.texts import texts_of
from pocket_tts_wyoming.assembly import PREFIX_MODELS
from pocket_tts_wyoming.errors import SpeechError
from pocket_tts_wyoming.models.store.files import find_variant
from pocket_tts_wyoming.text.languages import SUPPORTED_LANGUAGES, profile_of

OUTPUT = Path(__file__).parents[2] / "build/listen"


def plans_for(models: list[str], languages: list[str], *, own_text: bool = False) -> list[Plan]:
    """Return what to hear: the models named, or the one of each language; raises SettingsError.

    `own_text`: a text of somebody's own, and nothing else.
    """
    names = models or [profile_of(code).name for code in languages]
    if own_text:
        return [Plan(name, ("texts",)) for name in names]
    if not models and "en" in languages:
        names += PREFIX_MODELS
    plans = []
    for name in names:
        needs_prefix = find_variant(name).config_name in PREFIX_MODELS
        if needs_prefix and not models:
            plans.append(Plan(name, ("prefix",)))  # people keep it for its prefix
        elif needs_prefix:
            plans.append(Plan(name, ("texts", "prefix", "voices", "sameness")))
        else:
            plans.append(Plan(name, ("texts", "voices", "sameness")))
    return plans


def main() -> int:
    """Run from the command line."""
    args = _arguments()
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    for chatty in ("httpx2", "faster_whisper"):  # a line for each request, and for each recording
        logging.getLogger(chatty).setLevel(logging.WARNING)
    hub = open_hub()
    limits = Limits.read()
    try:
        make_room(args.output)
        plans = plans_for(args.models, args.languages, own_text=args.text is not None)
        if args.trial:
            plans = [Plan("english", ("texts",), (SPARE,))]
        recogniser = (
            Sphinx(form for text in texts_of("en") for form in text.spoken)
            if args.trial
            else Whisper(fetch_whisper(hub))
        )
    except (SpeechError, FileExistsError) as error:
        print(error, file=sys.stderr)
        return 1
    run = Run(_conditions(recogniser.name))
    choice = Choice.quick() if args.quick else Choice()
    if args.text is not None:
        choice = Choice.own_text(args.text, args.voice)
    session = Session(run, args.output, recogniser, limits, hub, choice)
    for plan in plans:
        session.hear(plan)
    run.failures += judge_run(run.groups, run.sameness, limits)
    write_report(run, args.output)
    print((args.output / "summary.md").read_text(encoding="utf-8"))
    print(f"To listen: {args.output / 'index.html'}", file=sys.stderr)
    return int(bool(run.failures) and not args.trial)


def _conditions(recogniser: str) -> dict[str, str]:
    conditions = Conditions.now()
    return {
        "version": pocket_tts_wyoming.__version__,
        "recogniser": recogniser,
        "machine": f"{conditions.cpu}, {conditions.cores} cores",
        "Python": conditions.python,
        **conditions.packages,
    }


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


def _languages(text: str) -> list[str]:
    languages = _names(text)
    for name in languages:
        if name not in SUPPORTED_LANGUAGES:
            raise argparse.ArgumentTypeError(
                f"{name!r} is not one of {', '.join(SUPPORTED_LANGUAGES)}"
            )
    return languages


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="script/listen",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--languages",
        type=_languages,
        default=list(SUPPORTED_LANGUAGES),
        help="two letters each, with commas between; default: all",
    )
    parser.add_argument(
        "--models",
        type=_names,
        default=_names(os.environ.get("MODEL_VARIANT", "")),
        help="instead of the languages' own: names as for MODEL_VARIANT, with commas between",
    )
    parser.add_argument("--text", help="hear this instead of the list, five times by each engine")
    parser.add_argument("--voice", help="who says it; default: the model's default voice")
    parser.add_argument("--quick", action="store_true", help="12 texts of 60, three voices")
    parser.add_argument(
        "--trial",
        action="store_true",
        help="no download: a plain voice and a plain recogniser, to see what comes out; its "
        "figures say nothing about the model",
    )
    parser.add_argument(
        "--output",
        type=Path,
        default=OUTPUT,
        help="folder; default: build/listen in the repository",
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
