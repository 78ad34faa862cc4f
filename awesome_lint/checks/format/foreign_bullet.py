"""A foreign bullet cuts a list in two

To Markdown another bullet starts another list: a single `*` among items with `-` makes three lists of one. Nobody means
that; it happens when an item is copied from elsewhere. The rule speaks up where a single
item is between two lists with the bullet that most items of its depth have (10 at least), with nothing in between.
Whole lists with a bullet of their own, and lists that change it with depth, are left alone.

It is kept apart from `not-canonical`, whose promise is that the rendered page stays the same: this fix joins lists.
Like that rule it is part of `fix`, and of `check` only where it is selected.

## Fix

Safe: the bullet becomes the usual one.

## Examples

```bad
- [AlexNet](https://papers.nips.cc/paper/4824)
- [VGG](https://arxiv.org/abs/1409.1556)
- [GoogLeNet](https://arxiv.org/abs/1409.4842)
- [ResNet](https://arxiv.org/abs/1512.03385)
- [DenseNet](https://arxiv.org/abs/1608.06993)
* [MobileNet](https://arxiv.org/abs/1704.04861)
- [SENet](https://arxiv.org/abs/1709.01507)
- [EfficientNet](https://arxiv.org/abs/1905.11946)
- [RegNet](https://arxiv.org/abs/2003.13678)
- [ViT](https://arxiv.org/abs/2010.11929)
- [Swin](https://arxiv.org/abs/2103.14030)
- [ConvNeXt](https://arxiv.org/abs/2201.03545)
- [MAE](https://arxiv.org/abs/2111.06377)
- [BEiT](https://arxiv.org/abs/2106.08254)
- [DeiT](https://arxiv.org/abs/2012.12877)
- [CLIP](https://arxiv.org/abs/2103.00020)
- [DINO](https://arxiv.org/abs/2104.14294)
- [MoCo](https://arxiv.org/abs/1911.05722)
- [SimCLR](https://arxiv.org/abs/2002.05709)
- [BYOL](https://arxiv.org/abs/2006.07733)
```

```fixed
- [AlexNet](https://papers.nips.cc/paper/4824)
- [VGG](https://arxiv.org/abs/1409.1556)
- [GoogLeNet](https://arxiv.org/abs/1409.4842)
- [ResNet](https://arxiv.org/abs/1512.03385)
- [DenseNet](https://arxiv.org/abs/1608.06993)
- [MobileNet](https://arxiv.org/abs/1704.04861)
- [SENet](https://arxiv.org/abs/1709.01507)
- [EfficientNet](https://arxiv.org/abs/1905.11946)
- [RegNet](https://arxiv.org/abs/2003.13678)
- [ViT](https://arxiv.org/abs/2010.11929)
- [Swin](https://arxiv.org/abs/2103.14030)
- [ConvNeXt](https://arxiv.org/abs/2201.03545)
- [MAE](https://arxiv.org/abs/2111.06377)
- [BEiT](https://arxiv.org/abs/2106.08254)
- [DeiT](https://arxiv.org/abs/2012.12877)
- [CLIP](https://arxiv.org/abs/2103.00020)
- [DINO](https://arxiv.org/abs/2104.14294)
- [MoCo](https://arxiv.org/abs/1911.05722)
- [SimCLR](https://arxiv.org/abs/2002.05709)
- [BYOL](https://arxiv.org/abs/2006.07733)
```

```report
6:1 the bullet `*` cuts a list of `-` items in two
```

```good
- [ResNet](https://arxiv.org/abs/1512.03385)
* [DenseNet](https://arxiv.org/abs/1608.06993)
- [ViT](https://arxiv.org/abs/2010.11929)
```
"""

from __future__ import annotations

from collections.abc import Iterator

from awesome_lint import layout
from awesome_lint.edits import Applicability, Delta, Edit, Fix
from awesome_lint.model import Document
from awesome_lint.rule import Context, Finding, Severity, rule


@rule(group="format", severity=Severity.WARNING, default=False, fix=Applicability.SAFE)
def foreign_bullet(document: Document, _context: Context) -> Iterator[Finding]:
    for span, usual in layout.foreign_bullets(document.source):
        message = f"the bullet `{document.source[span]}` cuts a list of `{usual}` items in two"
        yield Finding(span, message, Fix.of(f"Use the bullet `{usual}`", Edit.replacement(span, usual), deltas=[Delta("lists joined")]))
