"""What is broken around an address that GitHub links by itself: the brackets of `[label](url)` and their kin."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator
from typing import NamedTuple

from awesome_lint.edits import Edit
from awesome_lint.knowledge import fold_label
from awesome_lint.patterns import compiled


class Broken(NamedTuple):
    """What is broken at an address, in offsets of its line. Without edits there is no one reading."""

    start: int
    what: str
    mend: str = ""
    edits: tuple[Edit, ...] = ()
    url: str = ""


# An address, with parentheses as far as they are balanced. Brackets, table rules and full-width parentheses end it.
URL = r"(?:[^\s()<>\[\]|`（）\"]|\([^\s()<>\[\]]*\))+"
_TRAILING = r"[.,;:!?*_，。；、]+$"
_LABEL = r"\[(?P<label>(?:\\.|\[[^\[\]]*\]|[^\[\]\\])+)\]"
_BEFORE = _LABEL + r"(?P<gap>[ \t]*)(?P<open>\(\(?|\[|（)$"
_LABEL_ONLY = _LABEL + "$"
_REVERSED = r"(?<!\])\((?P<label>[^()\[\]\n]+)\)\[$"
_FULL_WIDTH_LABEL = r"[【［〔](?P<label>[^【】［］〔〕\[\]\n]+)[】］〕](?P<gap>[ \t]*)(?P<open>[(（])$"
_UNOPENED = r"(?P<words>[^\[\]()|\n]*)\]\]?\($"
_UNPARTED = r"\[(?P<label>[^\[\]()\n]*[^\[\]()\s])\($"
_CLOSED = r"[^\[\n]*\]"  # `[Name(https://…), 2020]`: brackets around all of it
_TASK = r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+$"
LONGEST_LABEL = 400


def broken_around(line: str, start: int, end: int, labels: Container[str] = ()) -> Broken | None:
    """What is broken around the address at `start` to `end` of a line; None if nothing is.

    The line begins after the link before it, if any. `labels` are the labels (folded) that the list uses.
    """
    before, url, after = line[:start], line[start:end], line[end:]
    if m := compiled(_BEFORE).search(before):
        if not re.search(r"[^\W_]|[^\0-\xff]", m["label"]) or (m["label"] in "xX" and compiled(_TASK).search(before[: m.start()])):
            return None
        if _names_another_address(m["label"], url) and m["gap"] + m["open"] != "(":
            return None  # two addresses side by side
        return _READINGS[m["open"]](m, url, after)
    if (
        (m := compiled(_LABEL_ONLY).search(before))
        and after.startswith(")")
        and before.count("(", 0, m.start()) <= before.count(")", 0, m.start())
        and not _names_another_address(m["label"], url)
    ):
        what = "the parenthesis before its address is missing"
        return Broken(m.start(), f"`{m.group()}` is no link: {what}", "Open the parenthesis", (Edit.insertion(start, "("),), url)
    return _wrong_brackets(before, url, after) or (_half_label(before, url, after, labels) if after.startswith(")") else None)


def _names_another_address(label: str, url: str) -> bool:
    """Whether an address is in a label that isn't the one that the label leads to."""
    addresses = re.findall(r"(?i)(?:https?://|www\.)[^\s\[\]]+", label)
    return any(_bare(address) != _bare(url) for address in addresses)


def _bare(address: str) -> str:
    return re.sub(r"(?i)^(?:https?://)?(?:www\.)?", "", address).rstrip("/")


def _half_label(before: str, url: str, after: str, labels: Container[str]) -> Broken | None:
    """`label](url)` and `[label(url)`."""
    if m := compiled(_UNOPENED).search(before):
        return _unopened(m, before, url, labels)
    # Of `[[label(url)]` the bracket behind is that of the outer pair.
    is_inner = before.rpartition("[")[0].endswith("[") and after.startswith(")]")
    if (m := compiled(_UNPARTED).search(before)) and (is_inner or compiled(_CLOSED).match(after) is None):
        what = f"`{m.group()}` is no link: the bracket after its label is missing"
        return Broken(m.start(), what, "Close the bracket", (Edit.insertion(len(before) - 1, "]"),), url)
    return None


def _wrong_brackets(before: str, url: str, after: str) -> Broken | None:
    """`【label】(url)` and `(label)[url]`."""
    end = len(before) + len(url)
    if (m := compiled(_FULL_WIDTH_LABEL).search(before)) and after.startswith((")", "）")):
        edits = (
            Edit(m.start(), m.start() + 1, "["),
            Edit(m.end("label"), m.end(), "]("),
            Edit(end, end + 1, ")"),
        )
        what = f"`{m.group()}` is no link: its brackets are full-width ones"
        return Broken(m.start(), what, "Write plain brackets", edits, url)
    if (m := compiled(_REVERSED).search(before)) and after.startswith("]"):
        edits = (
            Edit(m.start(), m.start() + 1, "["),
            Edit(m.end() - 2, m.end(), "]("),
            Edit(end, end + 1, ")"),
        )
        what = f"`{m.group()}` is no link: its brackets are the wrong way round"
        return Broken(m.start(), what, "Swap the brackets", edits, url)
    return None


def _parenthesis(m: re.Match[str], url: str, after: str) -> Broken | None:
    """`[label] (url)`, `[label](url）`, `[label](url rest)` and `[label](url`; a plain `[label](url)` is a link, unless escaped."""
    label, end = m["label"], m.end() + len(url)
    if after.startswith(")]") and not m["gap"] and m.string[: m.start()].endswith("\\"):
        what = f"`\\{m.group()}` is no link: a bracket before its label is missing"
        return Broken(m.start() - 1, what, "Open the bracket", (Edit.insertion(m.start() + 1, "["),), url)
    if after.startswith(")"):
        what = f"`[{label}]` is no link: there is a space before its address"
        return Broken(m.start(), what, "Remove the space", (Edit(*m.span("gap"), ""),), url) if m["gap"] else None
    if m["gap"]:
        return None
    if after.startswith("）"):
        what = f"`{m.group()}` is no link: a full-width parenthesis closes it"
        return Broken(m.start(), what, "Close it with a plain parenthesis", (Edit(end, end + 1, ")"),), url)
    if spaced := compiled(_SPACED).match(after):
        return _space_in_address(m, url, spaced)
    return _unclosed(m, compiled(_TRAILING).sub("", url), after)


def _space_in_address(m: re.Match[str], url: str, spaced: re.Match[str]) -> Broken:
    """`[label](https://github.com/ owner/name)`: joined where it was cut at a slash; else the space may stand for anything."""
    what = f"`{m.group()}` is no link: there is a space in its address"
    rest, end = spaced["rest"], m.end() + len(url)
    if not (url.endswith("/") and url.count("/") >= 3 and re.fullmatch(r"\w\S*", rest)):
        return Broken(m.start(), what)
    return Broken(m.start(), what, "Remove the space", (Edit(end, end + len(spaced["gap"]), ""),), url + rest)


def _unclosed(m: re.Match[str], url: str, after: str) -> Broken:
    """`[label](url`: closed after the address, unless a link's title in quotes follows."""
    what = f"`{m.group()}` is no link: the parenthesis after its address is missing"
    if not compiled(_FOLLOWS).match(after):
        return Broken(m.start(), what)
    return Broken(m.start(), what, "Close the parenthesis", (Edit.insertion(m.end() + len(url), ")"),), url)


# One more word and the closing parenthesis; several words may be anything.
_SPACED = r"(?P<gap>[ \t]+)(?P<rest>[^()\[\]<>\"'\n]+)\)"
# What can't be a link's title in quotes, nor the rest of an address.
_FOLLOWS = r"[ \t]*$|[\[\]|，。；、]|[ \t]+[^\s(\"']"


def _two_parentheses(m: re.Match[str], url: str, after: str) -> Broken | None:
    """`[label]((url)`."""
    if m["gap"] or not after.startswith(")"):
        return None
    what = f"`{m.group()}` is no link: it opens two parentheses and closes one"
    return Broken(m.start(), what, "Remove one", (Edit(m.end() - 1, m.end(), ""),), url)


def _square_brackets(m: re.Match[str], url: str, after: str) -> Broken | None:
    """`[label][url]`."""
    if m["gap"] or not after.startswith("]"):
        return None
    end = m.end() + len(url)
    what = f"`{m.group()}` is no link: its address is in the wrong brackets"
    return Broken(m.start(), what, "Write parentheses", (Edit(m.end() - 1, m.end(), "("), Edit(end, end + 1, ")")), url)


def _full_width(m: re.Match[str], url: str, after: str) -> Broken | None:
    """`[label]（url）`."""
    if not after.startswith(("）", ")")):
        return None
    end = m.end() + len(url)
    what = f"`{m.group()}` is no link: its parentheses are full-width ones"
    return Broken(m.start(), what, "Write plain parentheses", (Edit(m.start("gap"), m.end(), "("), Edit(end, end + 1, ")")), url)


_READINGS: dict[str, Callable[[re.Match[str], str, str], Broken | None]] = {
    "(": _parenthesis,
    "((": _two_parentheses,
    "[": _square_brackets,
    "（": _full_width,
}


def _unopened(m: re.Match[str], before: str, url: str, labels: Container[str]) -> Broken:
    """`label](url)`: the label begins where the line's words do, is one that the list uses, or the address itself."""
    words = m["words"]
    if before[m.start() - 1 : m.start()] == "[" and m.group().endswith("]]("):
        what = f"`[{words}]](` is no link: a bracket before its label is missing"
        return Broken(m.start() - 1, what, "Open the bracket", (Edit.insertion(m.start() - 1, "["),), url)
    label = next((tail for tail in _tails(words) if tail == url or fold_label(tail) in labels), None)
    at = m.start() + words.rindex(label) if label else m.start()
    closing = m.group()[len(words) :]
    what = f"`{(label or words.strip())[-40:]}{closing}` is no link: the bracket before its label is missing"
    if label is None:
        return Broken(at, what)
    return Broken(at, what, "Open the bracket", (Edit.insertion(at, "[" * (len(closing) - 1)),), url)


def _tails(words: str) -> Iterator[str]:
    """The last word, the last two, the last three."""
    starts = [m.start() for m in re.finditer(r"\S+", words)]
    for start in reversed(starts[-3:]):
        yield words[start:].rstrip()
