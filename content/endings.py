"""What Polish, Romanian and Bulgarian add to the end of a place: `Rotterdamie`, `Helmondzie`, `Goudy`, `Amsterdamului`, `Venloto`."""

from collections.abc import Iterator

# (how the word ends, what stood there before); the longest first, because "dzie" also ends in "ie"
_ENDINGS = (
    ("ului", ""), ("dzie", "d"), ("dzie", "da"), ("owie", ""),
    ("cie", "t"), ("cie", "ta"), ("rze", "r"), ("rze", "ra"), ("iem", ""), ("owi", ""), ("lui", ""), ("dze", "ga"),
    ("ie", ""), ("ie", "a"), ("em", ""), ("ul", ""), ("to", ""), ("ta", ""), ("ei", "a"),
    ("u", ""), ("a", ""), ("y", ""), ("y", "a"), ("i", "a"), ("e", "a"), ("e", ""),
)  # fmt: skip


def bases(word: str, shortest: int = 5) -> Iterator[str]:
    """The words this may be a case of, at least `shortest` letters long, the likeliest first."""
    for ending, before in _ENDINGS:
        base = word[: -len(ending)] + before
        if word.endswith(ending) and len(base) >= shortest:
            yield base
