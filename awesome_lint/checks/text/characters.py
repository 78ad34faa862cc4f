"""The characters of a file that are not plain ASCII text: most lists have few, and most rules look for some of them."""

from __future__ import annotations

from awesome_lint.rule import Context

_PLAIN = b"\t\n" + bytes(range(0x20, 0x7F))


def odd_characters(context: Context) -> frozenset[str]:
    """Each of them once; ask for it with `context.once(odd_characters)`. As bytes, 100 KB are looked through in 0.1 ms."""
    data = context.source.text.encode("utf-8", "surrogatepass")
    return frozenset(data.translate(None, _PLAIN).decode("utf-8", "surrogatepass"))
