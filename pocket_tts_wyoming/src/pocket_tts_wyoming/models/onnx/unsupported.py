"""What a model's configuration may say that the graphs cannot express."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class UnsupportedModelError(ValueError):
    """The graphs cannot express this configuration; the message is a sentence with the reason."""


def require(condition: bool, sentence: str) -> None:  # noqa: FBT001 - a condition is the point
    """Raise UnsupportedModelError with this sentence unless the condition holds."""
    if not condition:
        raise UnsupportedModelError(sentence)


@contextmanager
def reading_configuration() -> Iterator[None]:
    """Turn what a missing or strange value raises into UnsupportedModelError."""
    try:
        yield
    except (KeyError, TypeError) as error:
        raise UnsupportedModelError(f"The configuration is not understood: {error!r}.") from error
    except ZeroDivisionError as error:
        raise UnsupportedModelError("The configuration has a size of zero.") from error
