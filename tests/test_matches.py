"""Which entries are the same paper."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lists import title
from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import ratio

from awesome_lint.knowledge import load_packs
from awesome_lint.matches import least_alike, match_entries, most_alike
from awesome_lint.reading import read
from awesome_lint.source import Source
from awesome_lint.text import is_one_slip

PACKS = load_packs()


def matched(*lines: str) -> str:
    """How the last entry matches an earlier one: same, similar, shared or nothing."""
    document = read(Source.of("".join(f"- {line}\n" for line in lines)), PACKS)
    assert len(document.entries) == len(lines)
    found = match_entries(document, PACKS)
    kinds = {kind: getattr(found, kind) for kind in ("same", "similar", "shared")}
    return ", ".join(kind for kind, matches in kinds.items() if any(m.second is document.entries[-1] for m in matches))


PRUNING = "Learning Efficient Convolutional Networks through Network Slimming"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        # Identity across the forms of a URL
        (f"{PRUNING} [[paper](https://arxiv.org/abs/1708.06519)]", f"{PRUNING} [[pdf](https://arxiv.org/pdf/1708.06519v2)]", "same"),
        ("Slimming [[paper](https://arxiv.org/abs/1708.06519)]", "Network Slimming [[paper](https://arxiv.org/abs/1708.06519)]", "same"),
        (
            "Slimming [[paper](https://doi.org/10.1109/ICCV.2017.298)]",
            "Network Slimming [[paper](http://dx.doi.org/10.1109/iccv.2017.298)]",
            "same",
        ),
        # ... but for a whole book, which holds many
        (
            "Slimming [[paper](https://doi.org/10.1007/978-3-030-01234-2)]",
            "Network Slimming [[paper](https://doi.org/10.1007/978-3-030-01234-2)]",
            "",
        ),
        # Titles folded for case, accents, punctuation and hyphens
        (f"{PRUNING} [[paper](https://example.org/1)]", f"{PRUNING.lower()}. [[paper](https://example.org/2)]", "same"),
        (
            "Ré-Entrant Auto-Encoders of Sparse Signals [[a](https://e.org/1)]",
            "Re-entrant Autoencoders of Sparse Signals [[a](https://e.org/2)]",
            "same",
        ),
        # A generic title, or identities that differ: two papers
        ("A Survey of Pruning [[paper](https://example.org/1)]", "A Survey of Pruning [[paper](https://example.org/2)]", ""),
        (f"{PRUNING} [[paper](https://arxiv.org/abs/1708.06519)]", f"{PRUNING} [[paper](https://arxiv.org/abs/2001.00001)]", ""),
        # A paper is not its code, nor a talk on it
        (f"[{PRUNING}](https://arxiv.org/abs/1708.06519)", f"[{PRUNING}](https://github.com/liuzhuang13/slimming)", ""),
        (f"[{PRUNING}](https://example.org/paper)", f"[{PRUNING}](https://www.youtube.com/watch?v=LCTYRqWne8c)", ""),
        # ... but for a long title with the same description: one link is wrong
        (
            f"[{PRUNING}](https://example.org/paper) - Removes channels by their scale",
            f"[{PRUNING}](https://www.youtube.com/watch?v=LCTYRqWne8c) - Removes channels by their scale",
            "same",
        ),
        # Tools: the title and where it leads
        ("[Ruff](https://github.com/astral-sh/ruff)", "[ruff](http://www.github.com/astral-sh/ruff/)", "same"),
        ("[Ruff](https://github.com/astral-sh/ruff)", "[ruff](https://docs.astral.sh/ruff)", ""),
        ("[Ruff](https://github.com/astral-sh/ruff)", "[A fast linter](https://github.com/astral-sh/ruff)", ""),
        ("[AAAI](https://dblp.org/search?q=pruning)", "[AAAI](https://dblp.org/search?q=pruning)", ""),  # a search is no work
        # A slip of one letter
        (f"{PRUNING} [[a](https://e.org/1)]", f"{PRUNING.replace('Networks', 'Netwroks')} [[a](https://e.org/2)]", "similar"),
        (f"{PRUNING} 2D [[a](https://e.org/1)]", f"{PRUNING} 3D [[a](https://e.org/2)]", ""),
        (f"{PRUNING} Explicitly [[a](https://e.org/1)]", f"{PRUNING} Implicitly [[a](https://e.org/2)]", ""),
        # One link, two papers; not a paper and its data
        (
            "ProcTHOR: Large-Scale Embodied AI Using Generation [[paper](https://arxiv.org/abs/2206.06994)]",
            "ProcTHOR-10K: Interactive Household Environments [[paper](https://arxiv.org/abs/2206.06994)]",
            "",
        ),
        (
            "Poster: Sparse Coding of Natural Images [[paper](https://arxiv.org/abs/2206.06994)]",
            "Poster: Bayesian Views on Federated Trees [[paper](https://arxiv.org/abs/2206.06994)]",
            "shared",
        ),
        (
            "Mask R-CNN for Object Segmentation [[paper](https://arxiv.org/abs/1703.06870)]",
            f"{PRUNING} [[paper](https://arxiv.org/abs/1703.06870)]",
            "shared",
        ),
        ("Mask R-CNN for Object Segmentation [[code](https://github.com/a/b)]", f"{PRUNING} [[code](https://github.com/a/b)]", ""),
        # A title and its translation
        ("网络剪枝方法综述研究 [[paper](https://arxiv.org/abs/1703.06870)]", f"{PRUNING} [[paper](https://arxiv.org/abs/1703.06870)]", ""),
    ],
)
def test_pairs(one, other, expected):
    assert matched(one, other) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "https://www.isca-archive.org/interspeech_2023/wang23aa_interspeech.html",
            "https://www.isca-speech.org/archive/pdfs/interspeech_2023/wang23aa_interspeech.pdf",
        ),
        ("https://papers.miccai.org/miccai-2024/192-Paper1608.html", "https://papers.miccai.org/miccai-2024/paper/1608_paper.pdf"),
        ("https://proceedings.kr.org/2023/63/", "https://doi.org/10.24963/kr.2023/63"),
        ("https://www.ndss-symposium.org/ndss-paper/a-title/", "https://ndss-symposium.org/ndss-paper/a-title"),
        ("http://www.roboticsproceedings.org/rss06/p34.html", "http://roboticsproceedings.org/rss06/p34.pdf"),
        ("http://www.vldb.org/pvldb/vol11/p1876-qiu.pdf", "https://vldb.org/pvldb/vol11/p1876-qiu.pdf"),
        ("https://www.jair.org/index.php/jair/article/view/11396", "https://jair.org/index.php/jair/article/download/11396/26569"),
        (
            "https://www.usenix.org/conference/osdi20/presentation/ngo",
            "https://www.usenix.org/conference/osdi20/technical-sessions/presentation/ngo",
        ),
        ("https://www.mdpi.com/2227-7390/9/3/205", "https://www.mdpi.com/2227-7390/9/3/205/htm"),
        ("https://hal.science/hal-01234567", "https://hal.inria.fr/hal-01234567v2/document"),
        (
            "https://papers.nips.cc/paper/4687-large-scale-distributed-deep-networks",
            "https://papers.neurips.cc/paper/4687-large-scale-distributed-deep-networks.pdf",
        ),
    ],
)
def test_two_titles_of_one_paper_are_the_same_wherever_it_was_published(one, other):
    assert matched(f"Slimming [[paper]({one})]", f"Network Slimming [[paper]({other})]") == "same"


def test_two_numberings_of_one_host_do_not_contradict_each_other():
    page, pdf = "https://www.usenix.org/conference/osdi20/presentation/ngo", "https://www.usenix.org/system/files/osdi20-ngo.pdf"
    assert matched(f"{PRUNING} [[paper]({page})]", f"{PRUNING} [[paper]({pdf})]") == "same"
    assert matched(f"Slimming [[paper]({page})] [[pdf]({pdf})]", f"Network Slimming [[paper]({page})]") == "same"


def test_a_link_that_many_share_is_a_placeholder():
    lines = [f"{title(n)} [[paper](https://arxiv.org/abs/1703.06870)]" for n in range(0, 60, 7)]
    assert matched(*lines) == ""


def test_an_entry_that_names_several_papers_is_none_of_them():
    both = f"{PRUNING} [[paper](https://arxiv.org/abs/1708.06519)] [[pdf](https://arxiv.org/abs/1703.06870)]"
    assert matched(both, "Mask R-CNN for Object Segmentation [[paper](https://arxiv.org/abs/1703.06870)]") == ""


def test_time_grows_with_the_list_alone():
    """Four times the entries take about four times as long; each with each would take sixteen times."""

    def seconds(entries: int) -> float:
        text = "".join(f"- {title(n)} [[paper](https://arxiv.org/abs/2401.{n:05})]\n" for n in range(entries))
        document = read(Source.of(text), PACKS)
        times = []
        for _ in range(3):
            start = time.process_time()
            match_entries(document, PACKS)
            times.append(time.process_time() - start)
        return min(times)

    assert seconds(2000) < 10 * seconds(500)


WORDS = st.text("abc", min_size=1, max_size=6)


@given(WORDS, WORDS)
def test_a_slip_is_an_osa_distance_of_one(one, other):
    assert is_one_slip(one, other) == (OSA.distance(one, other) == 1)


@given(WORDS, WORDS)
def test_no_titles_are_more_alike_than_their_letters(one, other):
    assert most_alike(one, other) >= ratio(one, other) - 1e-9


@given(WORDS, WORDS, WORDS)
def test_titles_are_as_alike_as_their_ends_at_least(start, middle, end):
    one, other = start + middle + end, start + end
    assert least_alike(one, other) <= ratio(one, other) + 1e-9
    assert least_alike(one, other) == pytest.approx(ratio(one, other))  # nothing but one stretch differs
