"""markdown-it's block pass, each rule asked only at lines that may begin what it reads.

markdown-it tries up to eleven rules at every line, and seven more at every line that may end a paragraph. Most of them
begin with a character of their own, so one look at the line's first character spares them. With lighter tokens the pass
takes two thirds of the time; what it reads stays the same (tests compare).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, cast

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

    Rule = Callable[[StateBlock, int, int, bool], bool]
    Condition = Callable[[StateBlock, int, int], bool]

# What markdown-it asks its rules for: blocks to read, and what ends a block of such a kind.
_CHAINS = ("", "paragraph", "reference", "blockquote", "list")
# What a line begins with that is an underline or may begin a block other than a paragraph or table.
_NOT_PROSE = frozenset("=-`~>*_+0123456789[<#")


class LightToken:
    """A block token as markdown-it's, without a dictionary of its own for what most tokens lack."""

    attrs: Mapping[str, Any] = {}
    map: list[int] | None = None
    children: list[Any] | None = None
    content = markup = info = ""
    meta: Mapping[str, Any] = {}
    block = True
    hidden = False

    def __init__(self, kind: str, tag: str, nesting: Literal[-1, 0, 1], level: int) -> None:
        self.type, self.tag, self.nesting, self.level = kind, tag, nesting, level


def speed_up(md: MarkdownIt) -> None:
    """Give a parser this block pass. Its rules must be enabled before."""
    from markdown_it.parser_block import ParserBlock
    from markdown_it.rules_block import StateBlock

    class State(StateBlock):
        def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
            self.level -= nesting < 0
            token = cast("Token", LightToken(ttype, tag, nesting, self.level))
            self.level += nesting > 0
            self.tokens.append(token)
            return token

    class Blocks(ParserBlock):
        def parse(self, src: str, md: MarkdownIt, env: Any, outTokens: list[Token]) -> list[Token] | None:  # noqa: N803 - theirs
            if src:
                state = State(src, md, env, outTokens)
                self.tokenize(state, state.line, state.lineMax)
            return outTokens

    rules = _Rules(md)
    md.block = Blocks()
    md.block.ruler = rules  # type: ignore[assignment]  # has what block rules ask for


class _Rules:
    """What markdown-it's Ruler answers to block rules."""

    def __init__(self, md: MarkdownIt) -> None:
        ruler = md.block.ruler
        self._active = ruler.get_active_rules()
        self._chains = {chain: [_dispatcher(ruler.getRules(chain))] for chain in _CHAINS}

    def getRules(self, chain: str) -> list[Rule]:  # noqa: N802 - markdown-it's name
        return self._chains[chain]

    def get_active_rules(self) -> list[str]:
        return self._active


def _dispatcher(rules: Sequence[Rule]) -> Rule:
    """All rules of a chain as one, which asks those that the line's first character allows."""
    from markdown_it import rules_block as theirs

    begin_with: dict[Rule, str] = {
        theirs.fence: "`~",
        theirs.blockquote: ">",
        theirs.hr: "*-_",
        theirs.list_block: "*+-0123456789",
        theirs.reference: "[",
        theirs.html_block: "<",
        theirs.heading: "#",
    }
    conditions: dict[Rule, Condition] = {
        theirs.table: _may_be_table,
        theirs.lheading: _may_be_underlined,
        theirs.reference: _may_be_definition,
        theirs.hr: _may_be_rule,
    }

    def guarded(rule: Rule) -> Rule:
        condition = conditions.get(rule)
        if condition is None:
            return rule
        return lambda state, line, end, silent: condition(state, line, end) and rule(state, line, end, silent)

    def at(character: str) -> tuple[Rule, ...]:
        return tuple(guarded(rule) for rule in rules if rule not in begin_with or (character and character in begin_with[rule]))

    by_character = {character: at(character) for character in "".join(begin_with.values())}
    others = at("")

    def dispatch(state: StateBlock, line: int, end: int, silent: bool) -> bool:
        for rule in by_character.get(_first(state, line), others):  # noqa: SIM110 - a tenth faster than any()
            if rule(state, line, end, silent):
                return True
        return False

    return dispatch


def _first(state: StateBlock, line: int) -> str:
    """The first character of a line behind its indent, "" at the end of the text."""
    start = state.bMarks[line] + state.tShift[line]
    return state.src[start : start + 1]


def _may_be_table(state: StateBlock, line: int, end: int) -> bool:
    """Whether the line below may be a delimiter row."""
    return line + 1 < end and _first(state, line + 1) in ("|", "-", ":")


def _may_be_underlined(state: StateBlock, line: int, end: int) -> bool:
    """Whether a line of the paragraph may be an underline, or begins another block."""
    line += 1
    while line < end and not state.isEmpty(line):
        if _first(state, line) in _NOT_PROSE:
            return True
        line += 1
    return False


def _may_be_definition(state: StateBlock, line: int, _end: int) -> bool:
    """Whether a colon follows the first closing bracket, if the line has one before any escape."""
    start = state.bMarks[line] + state.tShift[line]
    bracket = state.src.find("]", start, state.eMarks[line])
    return bracket < 0 or state.src.startswith(":", bracket + 1) or state.src.find("\\", start, bracket) >= 0


def _may_be_rule(state: StateBlock, line: int, _end: int) -> bool:
    """Whether the line ends as a thematic break does."""
    return state.src[state.eMarks[line] - 1] in "*-_ \t"
