"""What a stranger may cost the server: every limit, in one place.

The figures leave Home Assistant and people far below them. Home Assistant has one connection per
answer, sends a few dozen events a second, and its longest event is the text of an answer. How many
may speak, and how long others wait for that, is in models/batching/admission.py, because it
follows the machine.
"""

from __future__ import annotations

MAX_TEXT_CHARACTERS = 20_000
"""Of one answer: about 25 minutes. A longer text is a mistake, and would be spoken for hours."""

MAX_SMALL_FILE_BYTES = 2_000_000
"""Of a lexicon, voices.yaml, a model's config, and what the server keeps of its own measurements. A
lexicon of that size has 60,000 words and takes 3 s and 90 MB to read."""
MAX_VOICE_STATE_BYTES = 300_000_000
"""A state of 30 s is 6 MB for `english`; 24 layers in float32 need 74."""

# Wyoming

MAX_CONNECTIONS = 256
MAX_CONNECTIONS_PER_PEER = 128
MAX_WAITING_REQUESTS = 8
"""Of one connection."""
MAX_LINE_BYTES = 64 * 1024
MAX_DATA_BYTES = 128 * 1024
"""Six times the longest text that is spoken. No event that a speech server reads has a payload."""
MAX_VOICE_NAME_CHARACTERS = 200
EVENT_SECONDS = 10.0
"""From an event's first byte to its last."""
EVENTS_PER_SECOND = 500.0
EVENTS_AT_ONCE = 5000

# HTTP

MAX_HTTP_CONNECTIONS = 100
"""More than a house has browsers and programs, far less than a process has file descriptors."""
MAX_HTTP_HEAD_BYTES = 32_768
MAX_JSON_BYTES = 256_000
"""The longest text with JSON's escapes."""
MAX_LOGIN_BYTES = 2000
MAX_RECORDING_SECONDS = 30
"""Of a voice that the page records or uploads."""
MAX_VOICES = 100
"""Of people's own, added by the page."""
MAX_LEXICON_BYTES = 1_000_000
MAX_WORDS = 2000
MAX_WRITTEN_CHARACTERS = 100
MAX_SAY_CHARACTERS = 500
"""Of one word in the page's table, and of how it is said."""
SHOWN_CHARACTERS = 1000
"""Normalising for the page runs on the event loop, where nothing may take longer than that does."""
SPOKEN_WORDS = 300
"""Words in the page's table that come with how they are spoken; each takes 0.2 ms of the loop."""
KEPT_ANSWERS = 200
KEPT_LOG_LINES = 200
KEPT_LINE_CHARACTERS = 1000
"""What the page shows of the past."""

# The log

WARNINGS_PER_MINUTE = 30
LINES_PER_MINUTE = 300
"""Of one peer: warnings and errors, and lines of level INFO, one per answer."""
LOG_CHARACTERS = 2000
"""Of one line."""
LOGGED_NAME_CHARACTERS = 64
"""Of a voice's name that a client made up."""
