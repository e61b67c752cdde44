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
    from collections.abc import Callable, Iterable

# Hardly any word is longer; where the automaton has not decided by then, the patterns do.
_LOOK_CHARACTERS = 32
# A repeat of more is followed as if it had no end.
_COUNTED_REPEATS = 4
# Some 1,500 are made by a thousand everyday texts. A hostile text begins again at this number.
_MOST_STATES = 4000
_IGNORE_CASE = int(re.IGNORECASE)
_REPEATS = frozenset({_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT})
_PLACES = frozenset({_constants.AT, _constants.ASSERT, _constants.ASSERT_NOT})
_ONE_CHARACTER = frozenset(
    {_constants.LITERAL, _constants.NOT_LITERAL, _constants.IN, _constants.ANY}
)

Tree = Any
"""A pattern as the parser of `re` gives it, a sequence of (operation, argument), or an argument."""


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

    def lets_pass(self, char: str) -> bool:
        return any(test(char) for test in self.tests) is not self.negative


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


def _behind(reads: Iterable[_Read], char: str) -> list[_Node]:
    """Find the nodes behind a character."""
    nodes: list[_Node] = []
    seen: set[_Read] = set()
    waiting = list(reads)
    while waiting:
        read = waiting.pop()
        if read in seen:  # `(?:(?!a))*` comes back to itself
            continue
        seen.add(read)
        if not isinstance(read, _Guard):
            node = read.follow(char)
            nodes += () if node is None else (node,)
        elif read.lets_pass(char):
            more, ends = _reach([read.after])
            nodes += ends
            waiting += more
    return nodes


class _Builder:
    """Makes the nodes of one pattern, from its end to its beginning."""

    def __init__(self, rule: int, tests: _Tests) -> None:
        self._end = _End(rule)
        self._rule = rule
        self._tests = tests
        # Words with the same ending share it.
        self._literals: dict[tuple[int, _Node], _Literals] = {}

    def build(self, tree: Tree) -> _Node:
        return self._sequence(tree, self._end, tree.state.flags)

    def _sequence(self, items: Tree, after: _Node, flags: int) -> _Node:
        # Nine of ten items are literals, of long lists of units and abbreviations.
        exact = not flags & _IGNORE_CASE
        known = self._literals
        for operation, argument in reversed(items.data if hasattr(items, "data") else items):
            if operation is _constants.LITERAL and exact:
                key = argument, after
                literal = known.get(key)
                if literal is None:
                    literal = known[key] = _Literals(self._rule, {chr(argument): after})
                after = literal
            else:
                after = self._item(operation, argument, after, flags)
        return after

    def _item(self, operation: object, argument: Tree, after: _Node, flags: int) -> _Node:
        if operation in _ONE_CHARACTER:
            return _Read(self._rule, self._tests.of(operation, argument, flags), after)
        if operation in _REPEATS:
            least, most, body = argument
            return self._repeat(least, most, body, after, flags)
        if operation in _PLACES:
            return self._place(operation, argument, after, flags)
        if operation is _constants.BRANCH:
            return self._fork([self._sequence(way, after, flags) for way in argument[1]])
        if operation is _constants.SUBPATTERN:
            _, added, removed, inner = argument
            return self._sequence(inner, after, (flags | added) & ~removed)
        return self._end

    def _place(self, operation: object, argument: Tree, after: _Node, flags: int) -> _Node:
        """Follow what reads nothing, as far as it is about the character behind it."""
        if operation is _constants.AT:
            at_end = argument is _constants.AT_END and after is self._end
            return _Read(self._rule, "\n".__eq__, after, may_end=True) if at_end else after
        direction, body = argument
        if direction < 0:
            return after
        if operation is _constants.ASSERT and after is self._end:
            return self._sequence(body, after, flags)
        # Otherwise of `(?=…)` and `(?!\w|…)` the ways of one character alone.
        negative = operation is _constants.ASSERT_NOT
        ways = body[0][1][1] if len(body) == 1 and body[0][0] is _constants.BRANCH else [body]
        ones = [way[0] for way in ways if len(way) == 1 and way[0][0] in _ONE_CHARACTER]
        if not ones or (not negative and len(ones) < len(ways)):
            return after
        tests = [self._tests.of(one, of_one, flags) for one, of_one in ones]
        return _Guard(self._rule, tests, after, negative=negative)

    def _fork(self, ways: Iterable[_Node]) -> _Node:
        """Join ways; those that begin with certain characters in one node."""
        literals: dict[str, list[_Node]] = {}
        others: list[_Node] = []
        for way in ways:
            if type(way) is _Literals:
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
        if most <= _COUNTED_REPEATS:
            node = after
            for _ in range(most - least):
                node = self._fork([self._sequence(body, node, flags), after])
        else:
            loop = _Fork([after])
            loop.ways.append(self._sequence(body, loop, flags))
            node = loop
        for _ in range(min(least, _COUNTED_REPEATS)):
            node = self._sequence(body, node, flags)
        return node


class _Tests:
    """Whether a character is in a class of a pattern; `re` itself decides."""

    def __init__(self) -> None:
        self._known: dict[tuple[object, object, int], Callable[[str], object]] = {}

    def of(self, operation: object, argument: Tree, flags: int) -> Callable[[str], object]:
        key = operation, tuple(argument) if isinstance(argument, list) else argument, flags
        if key not in self._known:
            state = _parser.State()
            state.flags = flags
            one = _parser.SubPattern(state, [(operation, argument)])
            self._known[key] = _compiler.compile(one).match
        return self._known[key]


class _State:
    """What is known behind some characters: patterns that fit, and those that still may."""

    __slots__ = ("following", "found", "reads")

    def __init__(self, found: tuple[int, ...], reads: tuple[_Read, ...]) -> None:
        self.found = found
        self.reads = reads
        self.following: dict[str, _State] = {}

    def found_or_open(self) -> tuple[int, ...]:
        return tuple(sorted({*self.found, *(read.rule for read in self.reads)}))

    def found_at_end(self) -> tuple[int, ...]:
        return tuple(sorted({*self.found, *(read.rule for read in self.reads if read.may_end)}))


class Candidates:
    """Patterns by their numbers, and which of them can match at a place of a text.

    `matchers`: the `match` of each pattern. Keeps up to `most_states` of what it has found out,
    then begins again; belongs to one thread. Raises `re.error` for what is no pattern.
    """

    def __init__(self, patterns: Iterable[str], *, most_states: int = _MOST_STATES) -> None:
        self.matchers: list[Callable[[str, int], re.Match[str] | None]] = []
        tests = _Tests()
        starts = []
        for rule, pattern in enumerate(patterns):
            # Parsed once for both, and forgotten: all of them together would be 4 MB.
            tree = _parser.parse(pattern)
            self.matchers.append(_compiler.compile(tree).match)
            starts.append(_Builder(rule, tests).build(tree))
        self._most_states = most_states
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
        following = self._state(state.found, _behind(state.reads, char))
        if len(self._states) > self._most_states:
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
