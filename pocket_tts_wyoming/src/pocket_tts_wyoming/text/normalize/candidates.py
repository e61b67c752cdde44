"""Which patterns can match at a place, known from its first characters.

A language has 120 to 170 rules, and at most places none of them fits. Their patterns, as `re` has
parsed them, become one automaton. It follows the text from a place and forgets each pattern that
can no longer match, so that only the others are tried. Its states are made when a text first needs
them (the lazy DFA of RE2: Cox, "Regular Expression Matching in the Wild", 2010).

It may name a pattern that does not match after all, never the other way round: what it does not
follow (look-behind, back references, an operation that a later Python adds) counts as fitting.

Nodes and states are numbers, and what belongs to them stands in lists. As objects they made each
full garbage collection 6 ms longer per language; tuples and dicts of numbers are left out of it.
"""

from __future__ import annotations

import re
import string
from re import _compiler, _constants, _parser  # type: ignore[attr-defined] # the parser of `re`
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

# Hardly any word is longer; where the automaton has not decided by then, the patterns do.
_LOOK_CHARACTERS = 32
# A repeat of more is followed as if it had no end.
_COUNTED_REPEATS = 4
# Some 4,300 (2.6 MB) are made by three thousand everyday texts; at 4,000 these would begin again
# and take twice the time. A hostile text begins again, too.
_MOST_STATES = 8000
_IGNORE_CASE = int(re.IGNORECASE)
_REPEATS = frozenset({_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT})
_PLACES = frozenset({_constants.AT, _constants.ASSERT, _constants.ASSERT_NOT, _constants.FAILURE})
_ONE_CHARACTER = frozenset(
    {_constants.LITERAL, _constants.NOT_LITERAL, _constants.IN, _constants.ANY}
)
# Kinds of nodes, and what belongs to each:
_END = 0  # the pattern fits
_FORK = 1  # the nodes that follow at once
_LITERAL = 2  # a character, and the node behind it
_LITERALS = 3  # the node behind each of some characters
_READ = 4  # a test of one character, and the node behind it
_GUARD = 5  # a node to go on with, and tests of its first character of which one has to pass
_NOT_GUARD = 6  # the same, but none may pass; the text may end here
_LAST = 7  # a line break, and the node behind it; the text may end here
_GUARDS = frozenset({_GUARD, _NOT_GUARD})

Tree = Any
"""A pattern as the parser of `re` gives it, a sequence of (operation, argument), or an argument."""


class _Nodes:
    """The places in front of the parts of all patterns."""

    def __init__(self) -> None:
        self.kinds: list[int] = []
        self.rules: list[int] = []
        self.belongings: list[Any] = []
        self.tests: list[Callable[[str], object]] = []
        self._known_tests: dict[tuple[object, object, int], int] = {}

    def add(self, rule: int, kind: int, belongings: object = None) -> int:
        self.kinds.append(kind)
        self.rules.append(rule)
        self.belongings.append(belongings)
        return len(self.kinds) - 1

    def test_of(self, operation: object, argument: Tree, flags: int) -> int:
        """Find the test for a class of characters; `re` itself decides."""
        key = operation, tuple(argument) if isinstance(argument, list) else argument, flags
        number = self._known_tests.get(key)
        if number is None:
            state = _parser.State()
            state.flags = flags
            one = _parser.SubPattern(state, [(operation, argument)])
            number = self._known_tests[key] = len(self.tests)
            self.tests.append(_compiler.compile(one).match)
        return number

    def reached(self, nodes: Iterable[int]) -> tuple[set[int], set[int]]:
        """Find the nodes behind the forks that read, and the rules that fit."""
        reads: set[int] = set()
        fitting: set[int] = set()
        seen: set[int] = set()
        waiting = list(nodes)
        while waiting:
            node = waiting.pop()
            kind = self.kinds[node]
            if kind == _END:
                fitting.add(self.rules[node])
            elif kind != _FORK:
                reads.add(node)
            elif node not in seen:
                seen.add(node)
                waiting += self.belongings[node]
        return reads, fitting

    def behind(self, reads: Iterable[int], char: str) -> tuple[list[int], set[int]]:
        """Find the nodes behind a character, and the rules that fit in front of it already."""
        nodes: list[int] = []
        fitting: set[int] = set()
        seen: set[int] = set()
        waiting = list(reads)
        while waiting:
            node = waiting.pop()
            kind = self.kinds[node]
            if kind not in _GUARDS:
                after = self._after(kind, self.belongings[node], char)
                nodes += () if after is None else (after,)
            elif node not in seen:  # `(?:(?!a))*` comes back to itself
                seen.add(node)
                after, *tests = self.belongings[node]
                if any(self.tests[test](char) for test in tests) is (kind == _GUARD):
                    more, ends = self.reached([after])
                    fitting |= ends
                    waiting += more
        return nodes, fitting

    def _after(self, kind: int, belongings: Any, char: str) -> int | None:  # noqa: ANN401 - see the kinds
        if kind == _LITERALS:
            after: int | None = belongings.get(char)
            return after
        first, after = belongings
        passes = self.tests[first](char) if kind == _READ else char == first
        return after if passes else None


class _Builder:
    """Makes the nodes of one pattern, from its end to its beginning."""

    def __init__(self, rule: int, nodes: _Nodes) -> None:
        self._rule = rule
        self._nodes = nodes
        self._end = nodes.add(rule, _END)
        # Words with the same ending share it.
        self._literals: dict[tuple[int, int], int] = {}

    def build(self, tree: Tree) -> int:
        return self._sequence(tree, self._end, tree.state.flags)

    def _add(self, kind: int, belongings: object) -> int:
        return self._nodes.add(self._rule, kind, belongings)

    def _sequence(self, items: Tree, after: int, flags: int) -> int:
        # Nine of ten items are literals, of long lists of units and abbreviations.
        exact = not flags & _IGNORE_CASE
        known = self._literals
        for operation, argument in reversed(items.data if hasattr(items, "data") else items):
            if operation is _constants.LITERAL and exact:
                key = argument, after
                literal = known.get(key)
                if literal is None:
                    literal = known[key] = self._add(_LITERAL, (chr(argument), after))
                after = literal
            else:
                after = self._item(operation, argument, after, flags)
        return after

    def _item(self, operation: object, argument: Tree, after: int, flags: int) -> int:
        if operation in _ONE_CHARACTER:
            return self._add(_READ, (self._nodes.test_of(operation, argument, flags), after))
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

    def _place(self, operation: object, argument: Tree, after: int, flags: int) -> int:
        """Follow what reads nothing, as far as it is about the character behind it."""
        if operation is _constants.AT:
            at_end = argument is _constants.AT_END and after == self._end
            return self._add(_LAST, ("\n", after)) if at_end else after
        nothing: Tree = 1, ()
        direction, body = argument or nothing
        if operation is not _constants.ASSERT and not len(body):
            return self._add(_FORK, ())  # `(?!)`, which Python 3.13 reads as FAILURE
        if direction < 0:
            return after
        if operation is _constants.ASSERT and after == self._end:
            return self._sequence(body, after, flags)
        # Otherwise of `(?=…)` and `(?!\w|…)` the ways of one character alone.
        negative = operation is _constants.ASSERT_NOT
        ways = body[0][1][1] if len(body) == 1 and body[0][0] is _constants.BRANCH else [body]
        ones = [way[0] for way in ways if len(way) == 1 and way[0][0] in _ONE_CHARACTER]
        if not ones or (not negative and len(ones) < len(ways)):
            return after
        tests = [self._nodes.test_of(one, of_one, flags) for one, of_one in ones]
        return self._add(_NOT_GUARD if negative else _GUARD, (after, *tests))

    def _fork(self, ways: Iterable[int]) -> int:
        """Join ways; those that begin with certain characters in one node."""
        literals: dict[str, list[int]] = {}
        others: list[int] = []
        for way in ways:
            kind, belongings = self._nodes.kinds[way], self._nodes.belongings[way]
            if kind == _LITERAL:
                literals.setdefault(belongings[0], []).append(belongings[1])
            elif kind == _LITERALS:
                for char, after in belongings.items():
                    literals.setdefault(char, []).append(after)
            else:
                others.append(way)
        if len(literals) == 1 and not others:
            [(char, afters)] = literals.items()
            return self._add(_LITERAL, (char, self._fork(afters)))
        if literals:
            joined = {
                char: afters[0] if len(afters) == 1 else self._fork(afters)
                for char, afters in literals.items()
            }
            others.append(self._add(_LITERALS, joined))
        return others[0] if len(others) == 1 else self._add(_FORK, tuple(others))

    def _repeat(self, least: int, most: int, body: Tree, after: int, flags: int) -> int:
        if most <= _COUNTED_REPEATS:
            node = after
            for _ in range(most - least):
                node = self._fork([self._sequence(body, node, flags), after])
        else:
            node = self._add(_FORK, (after,))
            self._nodes.belongings[node] = after, self._sequence(body, node, flags)
        for _ in range(min(least, _COUNTED_REPEATS)):
            node = self._sequence(body, node, flags)
        return node


class Candidates:
    """Patterns by their numbers, and which of them can match at a place of a text.

    `matchers`: the `match` of each pattern. Keeps up to `most_states` of what it has found out,
    then begins again; belongs to one thread. Raises `re.error` for what is no pattern.
    """

    def __init__(self, patterns: Iterable[str], *, most_states: int = _MOST_STATES) -> None:
        self.matchers: list[Callable[[str, int], re.Match[str] | None]] = []
        self._nodes = _Nodes()
        self._starts: list[int] = []
        for rule, pattern in enumerate(patterns):
            # Parsed once for both, and forgotten: all of them together would be 4 MB.
            tree = _parser.parse(pattern)
            self.matchers.append(_compiler.compile(tree).match)
            self._starts.append(_Builder(rule, self._nodes).build(tree))
        self._most_states = most_states
        self._begin()
        # Each look begins in the first state, and its 250 nodes are slow to follow: 0.05 ms for a
        # character, which the first texts need not wait for.
        for char in string.printable:
            self._step(self._first, char)

    def _begin(self) -> None:
        # Of each state: the patterns that fit already, the nodes of those that still may, and the
        # state behind each character that was read there.
        self._found: list[tuple[int, ...]] = []
        self._reads: list[tuple[int, ...]] = []
        self._following: list[dict[str, int]] = []
        self._known: dict[tuple[tuple[int, ...], tuple[int, ...]], int] = {}
        self._first = self._state(set(), self._starts)

    def at(self, text: str, place: int) -> tuple[int, ...]:
        """Return the numbers of the patterns that may match at a place, in order."""
        if len(self._found) > self._most_states:
            self._begin()
        following, reads = self._following, self._reads
        state = self._first
        part = text[place : place + _LOOK_CHARACTERS]
        for char in part:
            known = following[state].get(char)
            state = self._step(state, char) if known is None else known
            if not reads[state]:
                return self._found[state]
        return self._undecided(state, at_end=len(part) < _LOOK_CHARACTERS)

    def _undecided(self, state: int, *, at_end: bool) -> tuple[int, ...]:
        kinds, rules = self._nodes.kinds, self._nodes.rules
        may_fit = {
            rules[node] for node in self._reads[state] if not at_end or kinds[node] >= _NOT_GUARD
        }
        return tuple(sorted(may_fit.union(self._found[state]))) if may_fit else self._found[state]

    def _step(self, state: int, char: str) -> int:
        nodes, fitting = self._nodes.behind(self._reads[state], char)
        following = self._state(fitting.union(self._found[state]), nodes)
        self._following[state][char] = following
        return following

    def _state(self, fitting: set[int], nodes: Iterable[int]) -> int:
        """Find the state of some nodes, without those of patterns that fit already."""
        reads, ends = self._nodes.reached(nodes)
        fitting |= ends
        rules = self._nodes.rules
        open_reads = tuple(sorted(node for node in reads if rules[node] not in fitting))
        key = tuple(sorted(fitting)), open_reads
        state = self._known.get(key)
        if state is None:
            state = self._known[key] = len(self._found)
            self._found.append(key[0])
            self._reads.append(open_reads)
            self._following.append({})
        return state
