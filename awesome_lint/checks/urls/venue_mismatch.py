"""An entry is listed under one venue, its link leads to proceedings of another

An entry under `CVPR-2024` whose paper is on ICCV's pages was put in the wrong place, or has its neighbour's link. Only
proceedings that state their venue in the URL count (`rules/venues/`): CVF, PMLR, the ACL Anthology, NeurIPS and the like.
A preprint under a venue's heading is no contradiction, nor is OpenReview, which serves many venues. Joint editions and
workshops count as their conference; journals are never compared, since papers appear in both.

An entry that states its venue itself is measured by that, any other by the headings above it. An entry that names both
venues tells of two versions of its paper and is left alone.

## Fix

None: what is wrong may be the place, the venue or the link.

## Examples

```bad
## CVPR-2022

- Learning Rates [[paper](https://openaccess.thecvf.com/content/ICCV2021/html/Chen_Learning_Rates_ICCV_2021_paper.html)]

## Theory

- A Bound, ICML 2019 [[paper](https://proceedings.neurips.cc/paper/2019/hash/f1748d6b0fd9d439f71450117eba2725-Abstract.html)]
```

```report
3:27 the link says ICCV 2021, the heading says CVPR 2022
7:31 the link says NeurIPS 2019, the entry says ICML 2019
```

```good
## CVPR-2022

- Learning Rates [[paper](https://openaccess.thecvf.com/content/CVPR2022/html/Chen_Learning_Rates_CVPR_2022_paper.html)]
- A Workshop Paper [[paper](https://openaccess.thecvf.com/content/CVPR2022W/NTIRE/html/A_B_CVPRW_2022_paper.html)]
- A Preprint [[paper](https://arxiv.org/abs/2203.00001)]
- A Review [[paper](https://openreview.net/forum?id=rJlnB3C5Ym)]
- A Method [[paper](https://arxiv.org/abs/2203.00002)] [[data](https://aclanthology.org/2021.naacl-main.105/)]

## LREC 2024

- A Corpus [[paper](https://aclanthology.org/2024.lrec-main.1/)]

## COLING 2024

- A Corpus of Corpora [[paper](https://aclanthology.org/2024.lrec-main.2/)]
```
"""

from __future__ import annotations

from collections.abc import Iterator

from awesome_lint.checks.urls.claims import contradiction, said_by_link
from awesome_lint.checks.urls.rewriting import url_place
from awesome_lint.model import Entry
from awesome_lint.rule import Context, Finding, Related, rule


@rule(group="urls")
def venue_mismatch(entry: Entry, context: Context) -> Iterator[Finding]:
    found = contradiction(entry, context)
    if found and not found.same_venue:
        heading = found.claim.section
        message = f"the link says {said_by_link(found, context.packs)}, the {'heading' if heading else 'entry'} says {found.claim.name}"
        related = (Related("the heading", heading.text_span),) if heading else ()
        yield Finding(url_place(found.link), message, related=related)
