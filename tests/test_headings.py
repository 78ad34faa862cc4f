"""What headings consist of: names with years, and how alike two names are."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awesome_lint.checks.headings.shapes import NamedYear, named_year, year_of
from awesome_lint.checks.toc.likeness import KIN, fold, kinship
from awesome_lint.checks.toc.toc_text import capitals_of, is_slip
from awesome_lint.model import Section
from awesome_lint.source import Span
from awesome_lint.text import longest_run


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("CVPR-2024", NamedYear("CVPR", "-", 2024)),
        ("ICML 2023", NamedYear("ICML", " ", 2023)),
        ("May 2024", NamedYear("May", " ", 2024)),
        ("NeurIPS, 2021", NamedYear("NeurIPS", ", ", 2021)),
        ("2024", None),
        ("2024 CVPR", None),
        ("Before 2018", None),
        ("Papers of 2024", None),
        ("CVPR-2024 (oral)", None),
        ("CVPR2024", None),
        ("Ubuntu-1604", None),
    ],
)
def test_named_year(text, parts):
    assert named_year(text) == parts


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2024", 2024),
        ("CVPR-2024", 2024),
        ("Papers of 2019 :fire:", 2019),
        ("2019 to 2021", None),
        ("Before 2018", None),
        ("Surveys", None),
    ],
)
def test_year_of(text, year):
    assert year_of(Section(0, 2, text, Span(0, 0), Span(0, 0), "")) == year


@pytest.mark.parametrize(
    ("one", "other", "is_kin"),
    [
        ("Datasets", "Datasets and more", True),
        ("Image Synthesys", "Image Synthesis", True),
        ("Modality-control Video Generation", "Video Generation", True),
        ("CVPR-2023", "CVPR-2013", False),
        ("ECCV-2022", "CVPR-2022", False),
        ("Surveys", "Datasets", False),
        ("🔥", "Datasets", False),
    ],
)
def test_kinship(one, other, is_kin):
    assert (kinship(fold(one), fold(other)) >= KIN) is is_kin
    assert kinship(fold(one), fold(other)) == pytest.approx(kinship(fold(other), fold(one)), abs=0.15)


@pytest.mark.parametrize(
    ("text", "name", "slip"),
    [
        ("Image Synthesys", "Image Synthesis", True),
        ("Video Generati", "Video Generation", True),
        ("Video", "Video Generation", False),
        ("IJC", "IJCAI", True),
        ("CVPR 20", "CVPR 2024", True),
        ("Text-to-", "Text-to-3D", True),
        ("RL", "RLHF methods", False),
        ("LLMs", "Large Language Models", False),
        ("datasets", "Datasets", False),
        ("Sample selection", "Sample Selection & Weighting", False),
    ],
)
def test_is_slip(text, name, slip):
    assert is_slip(text, name) is slip


@given(st.lists(st.integers(0, 20), max_size=9, unique=True))
def test_the_longest_run(values):
    kept = set(longest_run(values))
    chosen = [values[at] for at in sorted(kept)]
    assert all(one < other for one, other in pairwise(chosen))
    longer = combinations(values, len(chosen) + 1)
    assert not any(all(one < other for one, other in pairwise(each)) for each in longer)


@pytest.mark.parametrize(
    ("text", "capitals"),
    [
        ("Team Structure and Roles", "all"),
        ("Team structure and roles", "first"),
        ("Team Structure and roles", None),
        ("Reinforcement learning for LLMS", "first"),
        ("Team", None),
        ("", None),
    ],
)
def test_capitals_of(text, capitals):
    assert capitals_of(text) == capitals
