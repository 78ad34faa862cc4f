"""A URL is not the one that its site, or this list, uses

The same page has many addresses: on a mirror (`export.arxiv.org`), on a host that has moved (`www.aclweb.org/anthology`),
with a needless `www.`, `.git` or slash. Readers who look for a paper by its link, and tools that look for duplicates,
find it under one address only. Which addresses surely lead to the same page is knowledge (`[[rewrite]]` in
`rules/hosts/`).

Whether a list links arXiv's abstract page or its PDF, a landing page or a file, a version or none is for the list to
choose. Where it has one way in nearly all links of one label (10 or more, 95 % of the other links), those that go another
way are told.

The scheme is the business of `insecure-url`. Reports show all links to a host that has moved as one finding, an info where
most links of the list are still to the old one. A slash at the end of a repository's address is an info, reported where the
list has the same page without it too; readers would mend none of the others. A second official host such as dblp's is left
alone.

## Fix

Safe: the new address is the same resource (its identity is the same, or it is not fixed).

## Examples

```bad
- Attention Is All You Need [[paper](https://www.arxiv.org/abs/1706.03762)] [[code](https://github.com/tensorflow/tensor2tensor.git)]
- BLEU [[paper](https://www.aclweb.org/anthology/P02-1040)] [[pdf](https://www.aclweb.org/anthology/P02-1040.pdf)]
- Network Pruning [[paper](https://papers.nips.cc/paper/2015/hash/ae0eb3eed39d2bcef4622b2499a05fe6-Abstract.html)]
```

```fixed
- Attention Is All You Need [[paper](https://arxiv.org/abs/1706.03762)] [[code](https://github.com/tensorflow/tensor2tensor)]
- BLEU [[paper](https://aclanthology.org/P02-1040/)] [[pdf](https://aclanthology.org/P02-1040.pdf)]
- Network Pruning [[paper](https://proceedings.neurips.cc/paper/2015/hash/ae0eb3eed39d2bcef4622b2499a05fe6-Abstract.html)]
```

```report
1:38 arxiv.org goes without www: `https://arxiv.org/abs/1706.03762`
1:85 a repository's page goes without .git: `https://github.com/tensorflow/tensor2tensor`
2:17 the Anthology has moved to aclanthology.org: `https://aclanthology.org/P02-1040/`
2:68 the Anthology has moved to aclanthology.org: `https://aclanthology.org/P02-1040.pdf`
3:28 the proceedings have moved to proceedings.neurips.cc: `https://proceedings.neurips.cc/paper/2015/hash/ae0eb3eed39d2bcef4622b2499a05fe6-Abstract.html`
```

```bad
- Adam [[paper](https://arxiv.org/abs/1412.6980)]
- ResNet [[paper](https://arxiv.org/abs/1512.03385)]
- Transformer [[paper](https://arxiv.org/abs/1706.03762)]
- Mask R-CNN [[paper](https://arxiv.org/abs/1703.06870)]
- DenseNet [[paper](https://arxiv.org/abs/1608.06993)]
- Batch Normalization [[paper](https://arxiv.org/abs/1502.03167)]
- Layer Normalization [[paper](https://arxiv.org/abs/1607.06450)]
- VAE [[paper](https://arxiv.org/abs/1312.6114)]
- GAN [[paper](https://arxiv.org/abs/1406.2661)]
- PPO [[paper](https://arxiv.org/abs/1707.06347)]
- Diffusion [[paper](https://arxiv.org/pdf/2006.11239v2.pdf)]
```

```fixed
- Adam [[paper](https://arxiv.org/abs/1412.6980)]
- ResNet [[paper](https://arxiv.org/abs/1512.03385)]
- Transformer [[paper](https://arxiv.org/abs/1706.03762)]
- Mask R-CNN [[paper](https://arxiv.org/abs/1703.06870)]
- DenseNet [[paper](https://arxiv.org/abs/1608.06993)]
- Batch Normalization [[paper](https://arxiv.org/abs/1502.03167)]
- Layer Normalization [[paper](https://arxiv.org/abs/1607.06450)]
- VAE [[paper](https://arxiv.org/abs/1312.6114)]
- GAN [[paper](https://arxiv.org/abs/1406.2661)]
- PPO [[paper](https://arxiv.org/abs/1707.06347)]
- Diffusion [[paper](https://arxiv.org/abs/2006.11239)]
```

```report
11:22 elsewhere this list links the `abs` form of arXiv (10 of 11), without a version (10 of 11): `https://arxiv.org/abs/2006.11239`
```

A place on a page is there in one form and version of it alone:

```good
- Adam [[paper](https://arxiv.org/abs/1412.6980)]
- ResNet [[paper](https://arxiv.org/abs/1512.03385)]
- Transformer [[paper](https://arxiv.org/abs/1706.03762)]
- Mask R-CNN [[paper](https://arxiv.org/abs/1703.06870)]
- DenseNet [[paper](https://arxiv.org/abs/1608.06993)]
- Batch Normalization [[paper](https://arxiv.org/abs/1502.03167)]
- Layer Normalization [[paper](https://arxiv.org/abs/1607.06450)]
- VAE [[paper](https://arxiv.org/abs/1312.6114)]
- GAN [[paper](https://arxiv.org/abs/1406.2661)]
- PPO [[paper](https://arxiv.org/abs/1707.06347)]
- Diffusion, Figure 2 [[paper](https://arxiv.org/pdf/2006.11239v2#page=4)]
```

```good
- Adam [[paper](https://arxiv.org/abs/1412.6980)] [[pdf](https://arxiv.org/pdf/1412.6980)]
- ResNet [[paper](https://arxiv.org/pdf/1512.03385v1.pdf)]
- A folder [[code](https://github.com/microsoft/nni/tree/master/examples/)]
```
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from awesome_lint.checks.urls.rewriting import url_place, write_url
from awesome_lint.edits import Applicability
from awesome_lint.knowledge import identity
from awesome_lint.model import Entry, Link
from awesome_lint.rule import Context, Finding, Related, Severity, rule
from awesome_lint.source import Span
from awesome_lint.style import Trait
from awesome_lint.style.measures.urls import UNVERSIONED, form_key

FEWEST_OF_A_USUAL_HOST = 5


@rule(group="urls", fix=Applicability.SAFE)
def non_canonical_url(link: Link, context: Context) -> Iterator[Finding]:
    if _has_empty_segment(link.url):
        return  # the business of malformed-url
    rewrite = context.packs.canonical(link.url)
    other = context.once(_by_url).get(rewrite.url) if rewrite and rewrite.is_minor else None
    if rewrite and rewrite.is_minor and (other is None or _move(link.url, rewrite.url, context)):
        rewrite = None
    url, reasons = (rewrite.url, [rewrite.reason]) if rewrite else (link.url, [])
    if wanted := _house_form(link, url, context):
        url, reason = wanted
        reasons.append(reason)
    if _fragment(url) != _fragment(link.url):
        return
    if not reasons or url == link.url or identity(url, context.packs) != identity(link.url, context.packs):
        return
    fix = write_url(link, url, context, f"Write `{url}`")
    is_minor = rewrite is not None and rewrite.is_minor and len(reasons) == 1
    move = _move(link.url, url, context)
    severity, group = (Severity.INFO, f"minor: {reasons[0]}") if is_minor else (_of_move(link.url, url, context) if move else None, move)
    related = (Related("the same page, so written", other.outer),) if other and is_minor else ()
    yield Finding(url_place(link), f"{'; '.join(reasons)}: `{url}`", fix, related=related, severity=severity, group=group)


def _fragment(url: str) -> str:
    """The place on the page: it is there in one form and version of the page alone."""
    return url.partition("#")[2]


def _has_empty_segment(url: str) -> bool:
    """Whether there are two slashes in the path."""
    return "//" in url.partition("://")[2].partition("?")[0]


def _by_url(context: Context) -> dict[str, Link]:
    """The first link to each URL, as written."""
    return {link.url: link for link in reversed(context.document.links)}


def _move(old: str, new: str, context: Context) -> str | None:
    """All links to a site that has moved are one finding: whoever mends one, mends all."""
    one, other = context.packs.address(old), context.packs.address(new)
    return f"{one.host} {other.host}" if one and other and one.host != other.host else None


def _of_move(old: str, new: str, context: Context) -> Severity | None:
    """How bad a link to a host that has moved is: an info where most of a list's links are to it, which works still."""
    hosts = context.once(_links_by_host)
    one, other = context.packs.address(old), context.packs.address(new)
    is_usual = one is not None and other is not None and hosts[one.host] > max(hosts[other.host], FEWEST_OF_A_USUAL_HOST - 1)
    return Severity.INFO if is_usual else None


def _links_by_host(context: Context) -> Counter[str]:
    addresses = (context.packs.address(link.url) for link in context.document.links)
    return Counter(address.host for address in addresses if address is not None)


def _house_form(link: Link, url: str, context: Context) -> tuple[str, str] | None:
    """The URL in the form that the list uses for such links, and the reason; None where it is so, or may be as it is."""
    if link.span not in context.once(_unlike_others) or _fragment(link.url):
        return None
    form = context.packs.form(url)
    entry = context.once(_entries_by_link).get(link.span)
    if entry is None or form is None:
        return None
    usual = context.style.trait(f"url-form.{form_key(form.family, link, entry)}")
    versions = context.style.trait(f"url-version.{form.family}") if form.version else None
    name = usual.value if usual and usual.is_enforced else form.name
    drop = versions is not None and versions.is_enforced and versions.value == UNVERSIONED
    if name == form.name and not drop:
        return None
    new = context.packs.in_form(url, name, version=not drop)
    if new is None:
        return None
    host = context.packs.host_of(form.family)
    use = _use(form.family, link, entry, context)
    return new, _reason(host.name, use, usual if name != form.name else None, versions if drop else None)


def _use(family: str, link: Link, entry: Entry, context: Context) -> str:
    """For which links of a site a form was counted, where titles and labels have forms of their own."""
    if sum(key.partition(" ")[0] == family for key in context.style.family("url-form")) < 2:
        return ""
    return " in titles" if link is entry.title_link else f" under `{link.label}`"


def _reason(host: str, use: str, form: Trait | None, versions: Trait | None) -> str:
    """What the list does elsewhere, or the config wants: which form of a URL for such a `use`, and whether without a version."""
    wanted = [f"the `{form.value}` form of {host}"] if form and form.is_pinned else []
    usual = [f"links the `{form.value}` form of {host}{use}{_share(form)}"] if form and not form.is_pinned else []
    if versions and versions.is_pinned:
        wanted.append(UNVERSIONED if wanted else f"{host} {UNVERSIONED}")
    elif versions:
        usual.append(f"{'' if usual else f'links {host} '}{UNVERSIONED}{_share(versions)}")
    said = [f"the config wants {', '.join(wanted)}"] if wanted else []
    return "; ".join([*said, *([f"elsewhere this list {', '.join(usual)}"] if usual else [])])


def _unlike_others(context: Context) -> frozenset[Span]:
    """The links that go another way than the list's."""
    traits = (*context.style.family("url-form").values(), *context.style.family("url-version").values())
    return frozenset(observation.span for trait in traits if trait.is_enforced for observation in trait.deviations)


def _share(trait: Trait) -> str:
    return f" ({trait.support:,} of {trait.total:,})"


def _entries_by_link(context: Context) -> dict[object, Entry]:
    return {link.span: entry for entry in context.document.entries for link in entry.links}
