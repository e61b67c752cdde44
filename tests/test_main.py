"""The command line, as far as it needs no server; as a program, for it takes the signals over."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = (sys.executable, "-m", "pocket_tts_wyoming", *arguments)
    return subprocess.run(command, check=False, capture_output=True, encoding="utf-8")


def test_normalize_prints_what_would_be_spoken() -> None:
    done = run("normalize", "--model-variant", "german", "Es", "sind", "21,5 °C.")
    assert done.stdout == "Es sind einundzwanzig Komma fünf Grad Celsius.\n"
    assert done.returncode == 0


def test_normalize_names_the_line_of_a_bad_lexicon(tmp_path: Path) -> None:
    lexicon = tmp_path / "words.yaml"
    lexicon.write_text("HA: Home Assistant\nTV: [\n", encoding="utf-8")
    done = run("normalize", "--lexicon", str(lexicon), "Hello.")
    assert done.stderr.startswith("words.yaml, line 3: ")
    assert done.returncode == 1
