"""An entry states one year, the link to its proceedings another

`NeurIPS 2018` with a link to the proceedings of 2019: one of the two is a slip. The year is that of the conference, as
the proceedings' URL states it (`rules/venues/`): the volume of PMLR, the folder of CVF, the id of the ACL Anthology. It is
never taken from an arXiv number, which dates the preprint, nor from a journal's DOI, which dates the acceptance.

Only a year that is stated with the venue counts, in the entry or the headings above it: a list under `2019` may sort by
the year of the preprint. A date with a month or a day is the preprint's: only one after the proceedings is suspicious.

## Fix

None: either may be wrong.

## Examples

```bad
- A Bound, NeurIPS 2018 [[paper](https://proceedings.neurips.cc/paper/2019/hash/f1748d6b0fd9d439f71450117eba2725-Abstract.html)]

## ICML 2020

- A Monte Carlo Bound [[paper](http://proceedings.mlr.press/v80/teye18a.html)]
```

```report
1:34 the link says NeurIPS 2019, the entry says NeurIPS 2018
5:32 the link says ICML 2018, the heading says ICML 2020
```

```good
- A Bound, NeurIPS 2019 [[paper](https://proceedings.neurips.cc/paper/2019/hash/f1748d6b0fd9d439f71450117eba2725-Abstract.html)]
- [2018/12] A Bound, NeurIPS [[paper](https://proceedings.neurips.cc/paper/2019/hash/f1748d6b0fd9d439f71450117eba2725-Abstract.html)]
- A Preprint, NeurIPS 2019 [[paper](https://arxiv.org/abs/1812.00001)]
- A Journal Version, TPAMI 2021 [[paper](https://doi.org/10.1109/TPAMI.2020.2975796)]

## 2019

- Deep Networks [[paper](https://openaccess.thecvf.com/content_CVPR_2020/html/A_B_CVPR_2020_paper.html)]
```
"""

from __future__ import annotations

from collections.abc import Iterator

from awesome_lint.checks.urls.claims import contradiction, said_by_link
from awesome_lint.checks.urls.rewriting import url_place
from awesome_lint.model import Entry
from awesome_lint.rule import Context, Finding, Related, rule


@rule(group="urls")
def year_mismatch(entry: Entry, context: Context) -> Iterator[Finding]:
    found = contradiction(entry, context)
    if found and found.same_venue:
        heading = found.claim.section
        message = f"the link says {said_by_link(found, context.packs)}, the {'heading' if heading else 'entry'} says {found.claim.name}"
        related = (Related("the heading", heading.text_span),) if heading else ()
        # All the entries under a heading with a slip are one defect.
        group = f"year-mismatch:{heading.number}:{found.published.year}" if heading else None
        yield Finding(url_place(found.link), message, related=related, group=group)
