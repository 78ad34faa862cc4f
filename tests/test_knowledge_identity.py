"""One key per resource, one folding per title."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awesome_lint.knowledge import fold_title, identity, load_packs

PACKS = load_packs()


@pytest.mark.parametrize(
    ("key", "urls"),
    [
        (
            "arxiv:1706.03762",
            [
                "https://arxiv.org/abs/1706.03762",
                "http://arxiv.org/abs/1706.03762v5",
                "https://arxiv.org/pdf/1706.03762.pdf",
                "https://arxiv.org/pdf/1706.03762v7.pdf",
                "https://www.arxiv.org/pdf/1706.03762",
                "https://arxiv.org/html/1706.03762",
                "https://export.arxiv.org/abs/1706.03762",
                "https://arxiv.org//abs/1706.03762",
                "https://arxiv.org/abs/1706.03762#",
                "https://ARXIV.org/abs/1706.03762",
                "https://ar5iv.labs.arxiv.org/html/1706.03762",
                "https://huggingface.co/papers/1706.03762",
                "https://doi.org/10.48550/arXiv.1706.03762",
                "https://www.alphaxiv.org/abs/1706.03762",
            ],
        ),
        (
            "openreview:rJlnB3C5Ym",
            [
                "https://openreview.net/forum?id=rJlnB3C5Ym",
                "https://openreview.net/pdf?id=rJlnB3C5Ym",
                r"https://openreview.net/forum?id=rJlnB3C5Ym&amp;noteId=x",
            ],
        ),
        (
            "doi:10.1145/3292500.3330694",
            [
                "https://dl.acm.org/doi/10.1145/3292500.3330694",
                "https://dl.acm.org/doi/abs/10.1145/3292500.3330694",
                "https://dl.acm.org/doi/pdf/10.1145/3292500.3330694?download=true",
                "https://doi.org/10.1145/3292500.3330694",
                "http://dx.doi.org/10.1145/3292500.3330694",
            ],
        ),
        (
            "acl:p02-1040",
            [
                "https://aclanthology.org/P02-1040/",
                "https://aclanthology.org/P02-1040.pdf",
                "http://aclweb.org/anthology/P02-1040",
                "https://www.aclweb.org/anthology/P/P02/P02-1040.pdf",
            ],
        ),
        (
            "acl:2020.acl-main.474",
            ["https://www.aclweb.org/anthology/2020.acl-main.474.pdf", "https://doi.org/10.18653/v1/2020.acl-main.474"],
        ),
        (
            "pmlr:v97/tan19a",
            [
                "http://proceedings.mlr.press/v97/tan19a.html",
                "https://proceedings.mlr.press/v97/tan19a/tan19a.pdf",
                "https://proceedings.mlr.press/v97/tan19a.pdf",
            ],
        ),
        (
            "cvf:cvpr2018/yu_nisp_pruning_networks",
            [
                "http://openaccess.thecvf.com/content_cvpr_2018/html/Yu_NISP_Pruning_Networks_CVPR_2018_paper.html",
                "https://openaccess.thecvf.com/content_cvpr_2018/papers/Yu_NISP_Pruning_Networks_CVPR_2018_paper.pdf",
            ],
        ),
        (
            "neurips:2020/703957b6dd9e3a7980e040bee50ded65",
            [
                "https://papers.nips.cc/paper/2020/file/703957b6dd9e3a7980e040bee50ded65-Paper.pdf",
                "https://proceedings.neurips.cc/paper_files/paper/2020/hash/703957b6dd9e3a7980e040bee50ded65-Abstract.html",
                "https://papers.NeurIPS.cc/paper/2020/hash/703957b6dd9e3a7980e040bee50ded65-Abstract.html",
            ],
        ),
        (
            "ieee:9787966",
            [
                "https://ieeexplore.ieee.org/document/9787966",
                "https://ieeexplore.ieee.org/abstract/document/9787966/",
                "https://ieeexplore.ieee.org/stamp/stamp.jsp?tp=&arnumber=9787966",
                "https://ieeexplore.ieee.org/document/9787966/authors#authors",
            ],
        ),
        (
            "aaai:aaai/26247",
            [
                "https://ojs.aaai.org/index.php/AAAI/article/view/26247",
                "https://ojs.aaai.org/index.php/AAAI/article/view/26247/26019",
                "https://doi.org/10.1609/aaai.v37i9.26247",
            ],
        ),
        (
            "ijcai:2018/336",
            [
                "https://www.ijcai.org/Proceedings/2018/0336.pdf",
                "https://www.ijcai.org/proceedings/2018/336",
                "https://doi.org/10.24963/ijcai.2018/336",
            ],
        ),
        (
            "github:vainf/torch-pruning",
            [
                "https://github.com/VainF/Torch-Pruning",
                "https://github.com/vainf/torch-pruning.git",
                "http://www.github.com/VainF/Torch-Pruning/",
            ],
        ),
        ("gitlab.com:foo/bar", ["https://gitlab.com/Foo/Bar", "https://gitlab.com/foo/bar.git"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_all_urls_of_a_resource_have_its_key(key, urls):
    assert {url: identity(url, PACKS) for url in urls} == dict.fromkeys(urls, key)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://openreview.net/forum?id=rJlnB3C5Ym", "https://openreview.net/forum?id=rJlnB3C5ym"),
        (
            "https://proceedings.neurips.cc/paper_files/paper/2022/hash/749252feedd44f7f10d47ec1d674a2f8-Abstract-Conference.html",
            "https://proceedings.neurips.cc/paper_files/paper/2023/hash/749252feedd44f7f10d47ec1d674a2f8-Abstract-Conference.html",
        ),
        ("https://ojs.aaai.org/index.php/AAAI/article/view/5509", "https://ojs.aaai.org/index.php/ICWSM/article/view/5509"),
        ("https://arxiv.org/abs/1706.03762", "https://arxiv.org/abs/1706.03763"),
        ("https://arxiv.org/abs/cs/9901002", "https://arxiv.org/abs/math/9901002"),
        (
            "https://openaccess.thecvf.com/content/CVPR2022/html/A_B_CVPR_2022_paper.html",
            "https://openaccess.thecvf.com/content/CVPR2022W/NTIRE/html/A_B_CVPRW_2022_paper.html",
        ),
    ],
)
def test_different_resources_have_different_keys(one, other):
    assert identity(one, PACKS) != identity(other, PACKS)


@pytest.mark.parametrize(
    "url",
    [
        "https://github.com/microsoft/nni/tree/master/examples",
        "https://github.com/microsoft/nni/blob/master/README.md",
        "https://github.com/microsoft",
        "https://github.com/topics/pruning",
        "https://github.com/orgs/microsoft/repositories",
        "https://example.org/abs/1706.03762",
        "https://arxiv.org/list/cs.CV/recent",
        "https://en.wikipedia.org/wiki/Pruning_(artificial_neural_network)",
        "#anchor",
        "papers/a.pdf",
        "",
        "https://",
    ],
)
def test_what_has_no_key(url):
    assert identity(url, PACKS) is None


def test_which_keys_are_papers():
    assert PACKS.is_paper("arxiv:1706.03762")
    assert PACKS.is_paper("doi:10.1145/3292500.3330694")
    assert not PACKS.is_paper("github:vainf/torch-pruning")
    assert not PACKS.is_paper("youtube:dQw4w9WgXcQ")
    assert not PACKS.is_paper("no-such-scheme:1")
    assert not PACKS.is_paper(None)


def test_what_keys_name():
    assert PACKS.kind_of("github:vainf/torch-pruning") == "code"
    assert PACKS.kind_of("youtube:dQw4w9WgXcQ") == "video"
    assert PACKS.kind_of("zenodo:7869481") == ""


def test_what_roles_of_labels_lead_to():
    assert PACKS.roles_to("paper") == {"paper", "pdf", "arxiv", "openreview", "doi", "publisher", "html", "link"}
    assert PACKS.roles_only_to("paper") == {"paper", "pdf", "arxiv", "openreview", "doi", "publisher"}
    assert PACKS.roles_to("code") == {"code", "link"}
    assert PACKS.leads_to("video") == PACKS.leads_to("no such role") == frozenset()


@given(st.text(max_size=60))
def test_no_text_makes_identity_fail(text):
    for url in (text, f"https://arxiv.org/{text}", f"https://github.com/{text}", f"https://doi.org/10.1145/{text}"):
        key = identity(url, PACKS)
        assert key is None or ":" in key
        PACKS.canonical(url)
        PACKS.published(url)
        PACKS.tracking(url)
        PACKS.check_identifier(url)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Deep Residual Learning for Image Recognition", "deep residual learning for image recognition."),
        ("Learning both Weights and Connections", "Learning Both Weights &amp; Connections"),
        ("$\\mathbb{D}^2$-Net: Pruning", "D2-Net — pruning"),
        ("**EfficientNet**: Rethinking *Model* Scaling", "EfficientNet: Rethinking Model Scaling"),
        ("[YOLOv3](https://arxiv.org/abs/1804.02767): An Improvement", "YOLOv3: an improvement"),
        ("Ｄｅｅｐ　Ｌｅａｒｎｉｎｇ", "Deep Learning"),
        ("Müller's Method", "Muller’s method"),
        ("🔥 Fast R-CNN 🔥", "Fast R-CNN"),
        (":fire: Fast R-CNN", "Fast R-CNN"),
        ("$\\beta$-VAE", "β-VAE"),
        ("<b>Net</b>work Slimming", "Net work slimming"),
        ("Don't Decay", "Dont decay"),
        ("Cloze\u00a0Test", "Cloze Test"),
    ],
)
def test_titles_that_fold_alike(one, other):
    assert fold_title(one) == fold_title(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("深度学习", "机器学习"),
        ("模型压缩综述", "模型剪枝综述"),
        ("딥러닝", "머신러닝"),
        ("C++ Primer", "C Primer"),
        ("C# in Depth", "C in Depth"),
        ("YOLOv2", "YOLOv3"),
        ("Pruning I", "Pruning II"),
        ("!!!", "???"),
        ("α-GAN", "β-GAN"),
    ],
)
def test_titles_that_fold_apart(one, other):
    assert fold_title(one) != fold_title(other)
    assert fold_title(one)


@given(st.text())
def test_folding_is_stable_and_never_loses_a_title(title):
    folded = fold_title(title)
    assert bool(folded) == bool(title.strip())
    assert fold_title(folded) == folded or not any(c.isalnum() for c in folded)


@given(st.text(st.characters(codec="ascii", exclude_characters="$<[&`\\\\:"), max_size=40))
def test_the_short_way_of_plain_titles_is_the_long_one(title):
    words = re.findall(r"[^\W_]+|\+\+|#", title.lower().replace("'", ""))
    assert fold_title(title) == (" ".join(words) or title.strip())
