"""The file of a user's lexicon, read again when it has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pocket_tts_wyoming import regular_file
from pocket_tts_wyoming.text.normalize.lexicon import Lexicon, LexiconError, parse_lexicon

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class LexiconFile:
    """Owns the lexicon of one path; a missing file is an empty lexicon.

    Blocks on the disk: call `reload_if_changed` off the event loop. `lexicon` may be read from any
    thread; it is replaced, never changed. It is a `Replacer` itself, so a normaliser that was given
    the file always uses the latest entries.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen: object = "nothing yet"  # time and size, or an error; None: there is no file
        self.lexicon = Lexicon()

    @property
    def summary(self) -> str:
        """What was found at the last look, for the log."""
        if self._seen is None:
            return f"{self._path} does not exist; make it to say how words are spoken"
        count = len(self.lexicon.entries)
        return f"{count} {'entry' if count == 1 else 'entries'}"

    def reload_if_changed(self) -> bool:
        """Read the file if its time or size changed; True if it did, or if it has gone.

        Raises `LexiconError` once per changed content, and once for a file that cannot be read;
        the entries before stay in use.
        """
        before = self._seen
        try:
            status = self._path.stat()
            self._seen = status.st_mtime_ns, status.st_size
            if self._seen == before:
                return False
            source = regular_file.read_text(self._path, "utf-8-sig")
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            raise LexiconError(
                f"{self._path.name}, line {line}: the file is not UTF-8 text."
            ) from error
        except FileNotFoundError:
            self._seen, self.lexicon = None, Lexicon()
            return before is not None
        except OSError as error:
            self._seen = error.strerror
            if self._seen == before:
                return False
            raise LexiconError(f"{self._path.name} cannot be read: {error.strerror}.") from error
        self.lexicon = parse_lexicon(source, self._path.name)
        return True

    def replace(
        self, text: str, *, language: str, voice: str | None, keep: Callable[[str], str]
    ) -> str:
        """Apply the entries read last."""
        return self.lexicon.replace(text, language=language, voice=voice, keep=keep)
