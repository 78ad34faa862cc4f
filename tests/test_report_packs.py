"""`awesome-lint venue`: pages that say what the packs say."""

from __future__ import annotations

import pytest

from awesome_lint.errors import UserError
from awesome_lint.knowledge import load_packs
from awesome_lint.report.packs import WIDTH, describe, overview

PACKS = load_packs()


def test_every_pack_has_a_page():
    for venue in PACKS.venues.values():
        page = describe(PACKS, venue.id)
        assert page.startswith(venue.name)
        assert f"{venue.kind}, {venue.field}" in page
    for host in PACKS.hosts.values():
        page = describe(PACKS, host.hosts[0].rstrip("/"))
        assert host.hosts[0] in page
    for role in PACKS.roles:
        assert describe(PACKS, role)


def test_the_overview_names_everything():
    page = overview(PACKS)
    words = " ".join(page.split())
    assert all(venue.name in words for venue in PACKS.venues.values())
    assert all(f"  {host}" in page for host in PACKS.hosts)
    assert f"Venues ({len(PACKS.venues)})" in page
    assert max(map(len, page.split("\n"))) <= WIDTH


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("NIPS", "formerly          NIPS, until 2017"),
        ("iccv", "every second year since 1999"),
        ("ICML", "2019 v97"),
        ("arxiv.org", "export.arxiv.org"),
        ("https://export.arxiv.org/abs/1706.03762", "a mirror of arxiv.org"),
        ("paperswithcode.com", "retired since 2025-07"),
        ("cv-foundation.org", "now openaccess.thecvf.com"),
        ("youtube.com", "feature, si, ab_channel"),
        ("https://export.arxiv.org/abs/1706.03762", "arxiv:1706.03762"),
        ("https://export.arxiv.org/abs/1706.03762", "better https://arxiv.org/abs/1706.03762"),
        ("https://proceedings.mlr.press/v97/tan19a.html", "ICML 2019"),
        ("https://arxiv.org/abs/2413.00001", "month"),
        ("Paper", "论文"),
        ("TMLR", "No address names it"),
    ],
)
def test_what_a_page_says(name, says):
    assert says in describe(PACKS, name)


@pytest.mark.parametrize(("name", "near"), [("CVRP", "CVPR"), ("githb", "github"), ("opnreview", "openreview")])
def test_an_unknown_name_brings_the_nearest(name, near):
    with pytest.raises(UserError) as error:
        describe(PACKS, name)
    assert name in error.value.message
    assert near in (error.value.remedy or "")


def test_a_name_like_nothing_known_brings_the_way_to_all():
    with pytest.raises(UserError) as error:
        describe(PACKS, "zzqqxx")
    assert error.value.remedy == "`awesome-lint venue` lists them all"
