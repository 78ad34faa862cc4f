"""Lists that sort themselves, and the entries that stand out of place."""

from __future__ import annotations

import random
from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awesome_lint.knowledge import load_packs
from awesome_lint.reading import read
from awesome_lint.sorting import page_sortings, sorting_of
from awesome_lint.source import Source
from awesome_lint.text import longest_run

PACKS = load_packs()
NAMES = ["Adam", "BERT", "CLIP", "DETR", "ELMo", "FaceNet", "GPT", "LoRA", "Mamba", "NeRF"]


def misplaced(names):
    text = "\n".join(f"- [{name}](https://example.org/{n})" for n, name in enumerate(names))
    entries = read(Source.of(text + "\n"), PACKS).entries
    assert [entry.title for entry in entries] == list(names)
    found = sorting_of(entries, PACKS)
    return None if found is None else [names[i] for i in found.misplaced]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (NAMES, []),
        ([*NAMES[:5], "Zoo", *NAMES[5:]], ["Zoo"]),
        ([*NAMES, "Bard"], ["Bard"]),
        (["Mistral", *NAMES], []),  # put first on purpose
        (["Mistral", "Llama", *(f"{name} {part}" for name in NAMES for part in "AB")], []),  # so are two of them
        (["BERT", "Adam", *NAMES[2:]], ["BERT"]),
        (NAMES[::-1], None),
        (NAMES[:7], None),  # too few
        (["The Adam", *NAMES[1:]], []),  # articles don't count
        ([name if n % 2 else f"The {name}" for n, name in enumerate([*NAMES, "Aida"])], ["The Aida"]),
        (["adam", "BERT", "clip", "DETR", "elmo", "FaceNet", "GPT", "lora"], []),
        (["Adam", "BERT", "CLIP", "DETR", "FaceNet", "GPT", "bard", "zoo"], []),  # capitals first
        ([f"Lecture {n}" for n in range(1, 13)], []),
        # A reason for where an entry stands
        (["Adam", "BERT", "cubism", "c3", "DETR", "ELMo", "FaceNet", "GPT"], []),  # digits behind letters
        ([*NAMES[:4], "Draft C99", "Draft C11", *NAMES[4:]], []),  # a series, in an order of its own
        ([*NAMES[:3], "DETR Tools", *NAMES[3:]], []),  # a name and those that begin with it
        ([*NAMES[:7], "妙言", *NAMES[7:]], []),  # Chinese, sorted by sound
        ([*NAMES[:6], "frontdesk", "Front-end Rules", "frontend-faq", *NAMES[6:]], []),  # right at either side, in some way
        # Right behind the one before with digits last, right before the one behind with digits first, misplaced by either
        (["Adam", "BERT", "CLIP", "NetKit", "Network JS", "n8n", "Networking", "Neural Ops", "Swin", "ViT"], []),
    ],
)
def test_titles(names, expected):
    assert misplaced(names) == expected


def found_on_page(*lists):
    """The entries out of place in the short lists of a page."""
    text = "".join(
        f"## Section {at}\n\n"
        + "".join(f"- [{name}{at:02}](https://example.org/{at}/{n}) - Does what it says.\n" for n, name in enumerate(names))
        + "\n"
        for at, names in enumerate(lists)
    )
    document = read(Source.of(f"# List\n\n{text}"), PACKS)
    assert [entry.title[:-2] for entry in document.entries] == [name for names in lists for name in names]
    return [entries[i].title[:-2] for entries, sorting in page_sortings(document, PACKS) for i in sorting.misplaced]


SORTED = [NAMES[:4], NAMES[3:6], NAMES[2:6], NAMES[5:9], NAMES[1:4], NAMES[6:10], NAMES[4:8], NAMES[2:7]]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["BERT", "Zoo", "CLIP"], ["Zoo"]),
        (["CLIP", "BERT"], ["CLIP"]),
        (["BERT", "CLIP", "Others "], []),
        (["DETR", "BERT", "Adam"], []),  # in an order of its own
        (["BERT", "妙言", "CLIP"], []),
        (["BERT 2", "BERT"], []),
        ([*NAMES[:8], "Bard"], []),  # long enough to be judged by itself
    ],
)
def test_short_lists_of_a_sorted_page(names, expected):
    assert found_on_page(*SORTED, names) == expected


def test_a_page_is_sorted_by_eight_lists_and_nearly_all_entries():
    wrong = ["BERT", "Zoo", "CLIP"]
    assert found_on_page(*SORTED[:6], wrong) == []
    assert found_on_page(*SORTED, wrong, wrong, wrong) == []
    assert found_on_page(*([f"Part {n}" for n in range(4)] for _ in SORTED), wrong) == []
    assert found_on_page(*([names[0], names[-1]] for names in SORTED), ["CLIP", "BERT"]) == []  # two in order say nothing


RISING = [2011, 2012, 2013, 2014, 2015, 2016, 2017, 2018, 2019]


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        (RISING, []),
        ([*RISING[:5], 2011, *RISING[5:]], [5]),
        ([*RISING[::-1], 2019], [9]),
        ([2019, *RISING], []),  # put first on purpose
        ([*RISING[:5], 2014, *RISING[5:]], []),  # a year off: of its preprint, maybe
        ([2015] * 9, None),  # nothing to sort by
    ],
)
def test_years(years, expected):
    names = ["Zeta", "Adam", "Mamba", "CLIP", "NeRF", "BERT", "GPT", "DETR", "LoRA", "ELMo", "Bard", "Swin"]
    text = "\n".join(f"- [{name}](https://example.org/{n}) ({year})" for n, (name, year) in enumerate(zip(names, years, strict=False)))
    entries = read(Source.of(text + "\n"), PACKS).entries
    assert [entry.year for entry in entries] == years
    found = sorting_of(entries, PACKS)
    assert (found and list(found.misplaced)) == expected


def test_many_out_of_place_are_no_slips():
    names = ["".join(letters) for letters in product("abcdefg", repeat=3)]
    for slips, expected in ((10, 10), (11, None)):
        found = misplaced([*names[slips:], *names[:slips]])
        assert (found and len(found)) == expected


def test_a_title_written_otherwise_may_be_read_wrong():
    lines = [f"- [{name}](https://example.org/{name})" for name in NAMES]
    lines.insert(8, "- A collection of papers [[code](https://example.org/papers)]")
    entries = read(Source.of("\n".join(lines) + "\n"), PACKS).entries
    found = sorting_of(entries, PACKS)
    assert found
    assert [found.misplaced, len(found.in_order)] == [(), 10]


def test_random_order_is_no_order():
    names = NAMES * 1
    sorted_by_chance = 0
    for seed in range(50):
        random.Random(seed).shuffle(names)
        sorted_by_chance += misplaced(names) is not None
    assert sorted_by_chance == 0


def test_years_may_be_one_apart():
    years = [2024, 2024, 2023, 2022, 2022, 2021, 2020, 2019]
    for odd, expected in ((2021, 0), (2016, 1)):
        stated = [*years[:3], odd, *years[3:]]
        text = "\n".join(
            f"- Sparse Learning of {n} Things, CVPR {y} [[paper](https://example.org/{n})]"
            for n, y in zip("fjcahbged", stated, strict=True)
        )
        entries = read(Source.of(text + "\n"), PACKS).entries
        assert [entry.year for entry in entries] == stated
        found = sorting_of(entries, PACKS)
        assert found is not None
        assert found.by == "year"
        assert found.is_descending
        assert len(found.misplaced) == expected


@given(st.lists(st.integers(0, 20), max_size=40))
def test_the_longest_run_is_in_order_and_no_longer_one_exists(keys):
    run = longest_run(keys)
    assert run == sorted(set(run))
    assert all(keys[a] <= keys[b] for a, b in pairwise(run))
    lengths = []
    for i, key in enumerate(keys):  # the slow and sure way
        lengths.append(1 + max((lengths[j] for j in range(i) if keys[j] <= key), default=0))
    assert len(run) == max(lengths, default=0)


@settings(max_examples=30)
@given(st.permutations(NAMES))
def test_places_put_everything_in_order(names):
    text = "\n".join(f"- [{name}](https://example.org/{n})" for n, name in enumerate(names))
    entries = read(Source.of(text + "\n"), PACKS).entries
    found = sorting_of(entries, PACKS)
    for index in found.misplaced if found else ():
        place = found.place(index)
        moved = [name for name in names if name != names[index]]
        moved.insert(place - (place > index), names[index])
        again = [i for i in range(len(moved)) if moved[i] == names[index]]
        kept = [name for i, name in enumerate(moved) if names.index(name) not in found.misplaced or i in again]
        assert kept == sorted(kept, key=str.casefold)


@given(st.lists(st.integers(0, 9), max_size=12))
def test_a_fall_needs_an_entry_taken_out(keys):
    falls = sum(one > other for one, other in pairwise(keys))
    assert falls <= len(keys) - len(longest_run(keys))
