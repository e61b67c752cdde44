"""The routes of the page's table of words."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from starlette.routing import Route

from pocket_tts_wyoming.limits import SHOWN_CHARACTERS, SPOKEN_WORDS
from pocket_tts_wyoming.text.languages import SUPPORTED_LANGUAGES
from pocket_tts_wyoming.text.normalize.lexicon import LexiconEntry
from pocket_tts_wyoming.web.bodies import read_json, text_field
from pocket_tts_wyoming.web.errors import RequestError
from pocket_tts_wyoming.web.page_api import json_answer
from pocket_tts_wyoming.web.words import Word, WordsFile, problems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from pocket_tts_wyoming.web.backend import Backend


class WordsApi:
    """Reads, checks and saves the table."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._file = None if backend.lexicon is None else WordsFile(backend.lexicon)

    def routes(self) -> list[Route]:
        """Return them for Starlette."""
        return [
            Route("/api/words", self._read),
            Route("/api/words", self._save, methods=["PUT"]),
            Route("/api/words/check", self._check, methods=["POST"]),
        ]

    async def _read(self, _: Request) -> Response:
        version, words = await self._backend.disk.call(self._words_file().read)
        lines = [
            {**_shown(word), "spoken": await self._spoken(word) if place < SPOKEN_WORDS else ""}
            for place, word in enumerate(words)
        ]
        return json_answer({"version": version, "words": lines})

    async def _check(self, request: Request) -> Response:
        content = await read_json(request)
        words = _words(content)
        spoken = ""
        edited = content.get("edited")
        if isinstance(edited, int) and 0 <= edited < len(words):
            spoken = await self._spoken(words[edited])
        return json_answer({"problems": self._problems(words), "spoken": spoken})

    async def _save(self, request: Request) -> Response:
        file, content = self._words_file(), await read_json(request)
        version, words = text_field(content, "version"), _words(content)
        found = self._problems(words)
        if any(problem is not None and problem["blocking"] for problem in found):
            raise RequestError("Some lines have errors; correct them first.", "bad-words")
        disk = self._backend.disk
        version = await disk.call(lambda: file.save(version, words))
        await disk.call(self._backend.refresh)
        return json_answer({"version": version})

    async def _spoken(self, word: Word) -> str:
        """Return what will be heard for a word; others get their turn in between."""
        await asyncio.sleep(0)
        entry = word.entry
        of_language = (v.name for v in self._backend.voices() if v.language in entry.languages)
        voice = min(entry.voices, default=None) or next(of_language, None)
        return " ".join(await self._backend.show(entry.say[:SHOWN_CHARACTERS], voice))

    def _problems(self, words: Sequence[Word]) -> list[dict[str, object] | None]:
        voices = {voice.name for voice in self._backend.voices()}
        return [
            None if found is None else {"code": found.code, "blocking": found.blocking}
            for found in problems(words, SUPPORTED_LANGUAGES, voices)
        ]

    def _words_file(self) -> WordsFile:
        if self._file is None:
            raise RequestError("Set LEXICON to the path of a file.", "words-off", 409)
        return self._file


def _shown(word: Word) -> dict[str, object]:
    entry = word.entry
    return {
        "origin": word.origin,
        "written": entry.written,
        "say": entry.say,
        "languages": sorted(entry.languages),
        "voices": sorted(entry.voices),
        "exact": entry.exact_case,
    }


def _words(content: dict[str, Any]) -> list[Word]:
    lines = content.get("words")
    if not isinstance(lines, list) or not all(isinstance(line, dict) for line in lines):
        raise RequestError("`words` must be a list of objects.", parameter="words")
    return [_word(line) for line in lines]


def _word(line: dict[str, Any]) -> Word:
    origin = line.get("origin")
    entry = LexiconEntry(
        written=" ".join(text_field(line, "written").split()),
        say=" ".join(text_field(line, "say").split()),
        languages=_names(line, "languages"),
        voices=_names(line, "voices"),
        exact_case=line.get("exact") is True,
    )
    return Word(entry, origin if isinstance(origin, int) else None)


def _names(line: dict[str, Any], field: str) -> frozenset[str]:
    names = line.get(field, [])
    if not isinstance(names, list):
        raise RequestError(f"`{field}` must be a list.", parameter=field)
    return frozenset(text_field({field: name}, field) for name in names)
