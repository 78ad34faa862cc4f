"""Our named tuples are those of the standard library, made faster."""

from __future__ import annotations

import copy
import pickle
from collections import namedtuple

import pytest

from awesome_lint.records import NamedTuple, maker


class Paper(NamedTuple):
    """A paper."""

    title: str
    venue: str = "arXiv"
    year: int | None = None

    @property
    def shown(self) -> str:
        return f"{self.title} ({self.venue})"


Theirs = namedtuple("Paper", ["title", "venue", "year"], defaults=["arXiv", None])  # noqa: PYI024 - what ours is compared with


@pytest.mark.parametrize(
    ("values", "named"),
    [(("A",), {}), (("A", "CVPR"), {}), (("A",), {"year": 2020}), ((), {"year": 2020, "title": "A"}), (("A", "CVPR", 2020), {})],
)
def test_made_and_shown_as_the_standard_librarys(values, named):
    ours, theirs = Paper(*values, **named), Theirs(*values, **named)
    assert ours == theirs == tuple(ours)
    assert hash(ours) == hash(theirs)
    assert repr(ours) == repr(theirs)
    assert ours._asdict() == theirs._asdict()
    assert (ours.title, ours.venue, ours.year) == tuple(theirs)
    assert ours._replace(year=1) == theirs._replace(year=1)
    assert type(ours._replace(year=1)) is Paper
    assert Paper._make(theirs) == ours == maker(Paper)(tuple(theirs))


def test_kept_of_the_class():
    assert (Paper._fields, Paper._field_defaults, Paper.__match_args__) == (Theirs._fields, Theirs._field_defaults, Theirs.__match_args__)
    assert (Paper.__name__, Paper.__module__, Paper.__doc__) == ("Paper", __name__, "A paper.")
    assert Paper("A").shown == "A (arXiv)"
    match Paper("A", "CVPR", 2020):
        case Paper(_, venue, year):
            assert (venue, year) == ("CVPR", 2020)


@pytest.mark.parametrize(("values", "named"), [((), {}), (("A", "B", 1, 2), {}), (("A",), {"tilte": "B"}), (("A",), {"title": "B"})])
def test_wrong_arguments_are_refused(values, named):
    with pytest.raises(TypeError):
        Paper(*values, **named)


def test_wrong_changes_are_refused():
    with pytest.raises(ValueError, match="tilte"):
        Paper("A")._replace(tilte="B")
    with pytest.raises(TypeError):
        Paper._make(("A", "B", 1, 2))
    with pytest.raises(AttributeError):
        Paper("A").title = "B"
    with pytest.raises(AttributeError):
        Paper("A").other = "B"


def test_copied_and_sent_to_other_processes():
    paper = Paper("A", year=2020)
    for twin in (copy.copy(paper), copy.deepcopy(paper), pickle.loads(pickle.dumps(paper))):
        assert twin == paper
        assert type(twin) is Paper


def test_two_classes_of_one_length_keep_their_own_names():
    class One(NamedTuple):
        a: int
        b: int = 1

    class Other(NamedTuple):
        c: int
        d: int = 2

    assert (One(a=0).b, Other(c=0).d) == (1, 2)
    with pytest.raises(TypeError):
        One(c=0)
