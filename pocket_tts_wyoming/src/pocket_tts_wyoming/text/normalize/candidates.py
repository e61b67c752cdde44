"""Which patterns can match at a place, known from its first characters.

A language has 120 to 170 rules, and at most places none of them fits. Their patterns, as `re` has
parsed them, become one automaton. It follows the text from a place and forgets each pattern that
can no longer match, so that only the others are tried. Its states are made when a text first needs
them (the lazy DFA of RE2: Cox, "Regular Expression Matching in the Wild", 2010).

It may name a pattern that does not match after all, never the other way round: what it does not
follow (look-behind, back references, an operation that a later Python adds) counts as fitting.
"""

from __future__ import annotations

import re
from re import _compiler, _constants, _parser  # type: ignore[attr-defined] # the parser of `re`
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

# Hardly any word is longer; where the automaton has not decided by then, the patterns do.
_LOOK_CHARACTERS = 32
# A repeat of more is followed as if it had no end.
_COUNTED_REPEATS = 3
# Some 1,500 are made by a thousand everyday texts. A hostile text begins again at this number.
_MOST_STATES = 4000
_REPEATS = frozenset(
    {_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT}
)
_ONE_CHARACTER = frozenset(
    {_constants.LITERAL, _constants.NOT_LITERAL, _constants.IN, _constants.ANY}
)

Tree = Any
"""A pattern as the parser of `re` gives it: a sequence of (operation, argument)."""


def parse(pattern: str) -> Tree:
    """Parse a pattern; raises `re.error`."""
    return _parser.parse(pattern)


def compile_tree(tree: Tree) -> re.Pattern[str]:
    """Compile what `parse` gave, which saves parsing it again."""
    compiled: re.Pattern[str] = _compiler.compile(tree)
    return compiled


class _Node:
    """A place in a pattern, in front of something."""

    __slots__ = ()


class _End(_Node):
    """The end of a pattern: it fits."""

    __slots__ = ("rule",)

    def __init__(self, rule: int) -> None:
        self.rule = rule


class _Fork(_Node):
    """Several ways to go on."""

    __slots__ = ("ways",)

    def __init__(self, ways: list[_Node]) -> None:
        self.ways = ways


class _Read(_Node):
    """In front of one character. `may_end`: the text may also end here."""

    __slots__ = ("after", "may_end", "rule", "test")

    def __init__(
        self, rule: int, test: Callable[[str], object], after: _Node, *, may_end: bool = False
    ) -> None:
        self.rule = rule
        self.test = test
        self.after = after
        self.may_end = may_end

    def follow(self, char: str) -> _Node | None:
        return self.after if self.test(char) else None


class _Literals(_Read):
    """In front of one of some certain characters, each with its own way to go on."""

    __slots__ = ("ways",)

    def __init__(self, rule: int, ways: dict[str, _Node]) -> None:
        self.rule = rule
        self.ways = ways
        self.may_end = False

    def follow(self, char: str) -> _Node | None:
        return self.ways.get(char)


class _Guard(_Read):
    """In front of a character that has to pass one of some tests, or with `negative` none."""

    __slots__ = ("negative", "tests")

    def __init__(
        self, rule: int, tests: list[Callable[[str], object]], after: _Node, *, negative: bool
    ) -> None:
        self.rule = rule
        self.tests = tests
        self.after = after
        self.negative = negative
        self.may_end = negative

    def follow(self, char: str) -> _Node | None:
        if any(test(char) for test in self.tests) is self.negative:
            return None
        reads, ends = _reach([self.after])
        ways = [node for read in reads if (node := read.follow(char)) is not None]
        return _Fork([*ends, *ways])


def _reach(nodes: Iterable[_Node]) -> tuple[set[_Read], set[_End]]:
    """Find what is behind the forks."""
    reads: set[_Read] = set()
    ends: set[_End] = set()
    seen: set[_Node] = set()
    waiting = list(nodes)
    while waiting:
        node = waiting.pop()
        if isinstance(node, _Read):
            reads.add(node)
        elif isinstance(node, _End):
            ends.add(node)
        elif isinstance(node, _Fork) and node not in seen:
            seen.add(node)
            waiting += node.ways
    return reads, ends


class _Builder:
    """Makes the nodes of one pattern, from its end to its beginning."""

    def __init__(self, rule: int, tests: _Tests) -> None:
        self._end = _End(rule)
        self._rule = rule
        self._tests = tests
        # Words with the same ending share it.
        self._literals: dict[tuple[str, _Node], _Literals] = {}

    def build(self, tree: Tree) -> _Node:
        return self._sequence(tree, self._end, tree.state.flags)

    def _sequence(self, items: Tree, after: _Node, flags: int) -> _Node:
        for operation, argument in reversed(items):
            after = self._item(operation, argument, after, flags)
        return after

    def _item(self, operation: object, argument: Any, after: _Node, flags: int) -> _Node:
        if operation in _ONE_CHARACTER:
            return self._one(operation, argument, after, flags)
        if operation is _constants.SUBPATTERN:
            _, added, removed, inner = argument
            return self._sequence(inner, after, (flags | added) & ~removed)
        if operation is _constants.ATOMIC_GROUP:
            return self._sequence(argument, after, flags)
        if operation is _constants.BRANCH:
            return self._fork([self._sequence(way, after, flags) for way in argument[1]])
        if operation in _REPEATS:
            return self._repeat(*argument, after, flags)
        if operation is _constants.AT:
            return self._at(argument, after)
        if operation in {_constants.ASSERT, _constants.ASSERT_NOT}:
            direction, inner = argument
            if direction < 0:
                return after
            negative = operation is _constants.ASSERT_NOT
            if after is self._end and not negative:
                return self._sequence(inner, after, flags)
            return self._before(inner, after, flags, negative=negative)
        return self._end

    def _one(self, operation: object, argument: Any, after: _Node, flags: int) -> _Node:
        if operation is not _constants.LITERAL or flags & re.IGNORECASE:
            return _Read(self._rule, self._tests.of(operation, argument, flags), after)
        key = chr(argument), after
        if key not in self._literals:
            self._literals[key] = _Literals(self._rule, {chr(argument): after})
        return self._literals[key]

    def _fork(self, ways: Iterable[_Node]) -> _Node:
        """Join ways; those that begin with certain characters in one node."""
        literals: dict[str, list[_Node]] = {}
        others: list[_Node] = []
        for way in ways:
            if isinstance(way, _Literals):
                for char, after in way.ways.items():
                    literals.setdefault(char, []).append(after)
            else:
                others.append(way)
        if literals:
            joined = {
                char: afters[0] if len(afters) == 1 else self._fork(afters)
                for char, afters in literals.items()
            }
            others.append(_Literals(self._rule, joined))
        return others[0] if len(others) == 1 else _Fork(others)

    def _repeat(self, least: int, most: int, body: Tree, after: _Node, flags: int) -> _Node:
        optional = most - least
        if optional <= _COUNTED_REPEATS:
            node = after
            for _ in range(optional):
                node = self._fork([self._sequence(body, node, flags), after])
        else:
            loop = _Fork([after])
            loop.ways.append(self._sequence(body, loop, flags))
            node = loop
        for _ in range(min(least, _COUNTED_REPEATS)):
            node = self._sequence(body, node, flags)
        return node

    def _at(self, where: object, after: _Node) -> _Node:
        if where is _constants.AT_END and after is self._end:
            return _Read(self._rule, "\n".__eq__, after, may_end=True)
        return after

    def _before(
        self, body: Tree, after: _Node, flags: int, *, negative: bool
    ) -> _Node:
        r"""Follow `(?=…)` and `(?!\w|…)` as far as they are about one character."""
        ways = body[0][1][1] if len(body) == 1 and body[0][0] is _constants.BRANCH else [body]
        ones = [way[0] for way in ways if len(way) == 1 and way[0][0] in _ONE_CHARACTER]
        if not ones or (not negative and len(ones) < len(ways)):
            return after
        tests = [self._tests.of(operation, argument, flags) for operation, argument in ones]
        return _Guard(self._rule, tests, after, negative=negative)


class _Tests:
    """Whether a character is in a class of a pattern; `re` itself decides."""

    def __init__(self) -> None:
        self._known: dict[tuple[object, object, int], Callable[[str], object]] = {}

    def of(self, operation: object, argument: Any, flags: int) -> Callable[[str], object]:
        key = operation, tuple(argument) if isinstance(argument, list) else argument, flags
        if key not in self._known:
            state = _parser.State()
            state.flags = flags
            one = _parser.SubPattern(state, [(operation, argument)])
            self._known[key] = compile_tree(one).match
        return self._known[key]


class _State:
    """What is known behind some characters: patterns that fit, and those that still may."""

    __slots__ = ("found", "following", "reads")

    def __init__(self, found: tuple[int, ...], reads: tuple[_Read, ...]) -> None:
        self.found = found
        self.reads = reads
        self.following: dict[str, _State] = {}

    def found_or_open(self) -> tuple[int, ...]:
        return tuple(sorted({*self.found, *(read.rule for read in self.reads)}))

    def found_at_end(self) -> tuple[int, ...]:
        return tuple(sorted({*self.found, *(read.rule for read in self.reads if read.may_end)}))


class Candidates:
    """Tells which of some patterns can match at a place of a text.

    Patterns go by their numbers in `trees`. Keeps what it has found out; belongs to one thread.
    """

    def __init__(self, trees: Sequence[Tree]) -> None:
        tests = _Tests()
        starts = [_Builder(rule, tests).build(tree) for rule, tree in enumerate(trees)]
        self._states: dict[tuple[tuple[int, ...], tuple[_Read, ...]], _State] = {}
        self._first = self._state((), starts)

    def at(self, text: str, place: int) -> tuple[int, ...]:
        """Return the numbers of the patterns that may match at a place, in order."""
        state = self._first
        part = text[place : place + _LOOK_CHARACTERS]
        for char in part:
            state = state.following.get(char) or self._step(state, char)
            if not state.reads:
                return state.found
        return state.found_or_open() if len(part) == _LOOK_CHARACTERS else state.found_at_end()

    def _step(self, state: _State, char: str) -> _State:
        nodes = [node for read in state.reads if (node := read.follow(char)) is not None]
        following = self._state(state.found, nodes)
        if len(self._states) > _MOST_STATES:
            self._states.clear()
            self._first.following.clear()
        state.following[char] = following
        return following

    def _state(self, found: tuple[int, ...], nodes: Iterable[_Node]) -> _State:
        """Find the state of some nodes; behind forks, and without patterns that fit already."""
        reads, ends = _reach(nodes)
        fitting = {*found, *(end.rule for end in ends)}
        open_reads = (read for read in reads if read.rule not in fitting)
        key = tuple(sorted(fitting)), tuple(sorted(open_reads, key=id))
        state = self._states.get(key)
        if state is None:
            state = self._states[key] = _State(*key)
        return state
