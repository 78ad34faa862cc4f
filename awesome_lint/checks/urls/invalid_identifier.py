"""A URL's identifier can't exist

An arXiv number of a thirteenth month or with a digit too few, a DOI without its second half, a proceedings page of a
year in which the conference didn't take place: the link leads nowhere, and mostly a character was lost in copying.
What is possible is knowledge (`rules/hosts/`, `editions` in `rules/venues/`); an identifier that might exist is never
named, whether it does or not: nothing is fetched.

## Fix

None: the right identifier can't be told from the wrong one.

## Examples

```bad
- Attention Is All You Need [[paper](https://arxiv.org/abs/1713.03762)]
- Mask R-CNN [[paper](https://arxiv.org/abs/1703.068)]
- Pruning Neural Networks [[paper](https://openaccess.thecvf.com/content/ICCV2022/html/Chen_Pruning_Neural_Networks_ICCV_2022_paper.html)]
- A paper [[doi](https://doi.org/10.1145/)]
```

```report
1:38 no arXiv identifier: 1713.03762 has the month 13
2:23 no arXiv identifier: 1703.068 is too short, from 1501 on the number has five digits
3:36 there was no ICCV in 2022
4:18 no DOI: 10.1145 is a publisher's prefix without a suffix
```

```good
- Attention Is All You Need [[paper](https://arxiv.org/abs/1706.03762)]
- Adam [[paper](https://arxiv.org/abs/1412.6980)] [[pdf](https://arxiv.org/pdf/1412.6980v9.pdf)]
- Learning to Order Things [[paper](https://arxiv.org/abs/cs/9901002)]
- A paper [[doi](https://doi.org/10.1145/3292500.3330694)]
```
"""

from __future__ import annotations

from collections.abc import Iterator

from awesome_lint.checks.urls.rewriting import url_place
from awesome_lint.model import Link
from awesome_lint.rule import Context, Finding, Severity, rule


@rule(group="urls", severity=Severity.ERROR)
def invalid_identifier(link: Link, context: Context) -> Iterator[Finding]:
    if message := context.packs.check_identifier(link.url):
        yield Finding(url_place(link), message)
