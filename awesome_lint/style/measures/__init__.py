"""All measures of the house style, in the order in which `awesome-lint style` shows them.

To add one, write a generator of observations in the module of its subject, and a row here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from awesome_lint.knowledge import fold_label
from awesome_lint.sorting import ORDERS
from awesome_lint.style.measure import Keys, Measure, Values
from awesome_lint.style.measures import entries, headings, labels, layout, links, titles, toc, urls

if TYPE_CHECKING:
    from awesome_lint.knowledge import Packs
    from awesome_lint.style.house import HouseStyle
    from awesome_lint.style.page import Page
    from awesome_lint.style.trait import Observation


def _of_page(observe: Callable[[Page], Iterable[Observation]]) -> Callable[[HouseStyle], Iterable[Observation]]:
    return lambda style: observe(style.page)


def _one_of(*keys: str) -> Keys:
    return Keys(says=", ".join(f"`{key}`" for key in keys), is_valid=keys.__contains__)


def _is_white_space(value: str) -> bool:
    return value == "tab" or (0 < len(value) <= 4 and not value.strip(" "))


def _are_labels(value: str) -> bool:
    labels = [fold_label(label) for label in value.split(",")]
    return len(labels) > 1 and all(labels) and len(set(labels)) == len(labels)


def _is_label(value: str) -> bool:
    return 0 < len(value.strip()) == len(value) and not set("[]\n") & set(value)


def _form_names(key: str, packs: Packs) -> tuple[str, ...]:
    return packs.form_names(key.partition(" ")[0])


def _versions(key: str, packs: Packs) -> tuple[str, ...]:
    return (urls.UNVERSIONED,) if not key or "version" in packs.form_fields(key) else ()


_LEVELS = Keys(says="the level of the heading, `1` to `6`", is_valid=lambda key: key in "123456" and len(key) == 1)
_DEPTHS = Keys(says="the depth of nesting, from `0`", is_valid=str.isdecimal)
_LABELS = Keys(says="the label in lower case, as in `label-spelling.code`", is_valid=bool, is_required=True, fold=fold_label)
_URL_FORMS = Keys(says='site and label, as in `url-form."arxiv paper"`', is_valid=lambda key: " " in key, is_required=True)
_SITES = Keys(says="the site, as in `url-version.arxiv`", is_valid=bool)

_BLANK_LINES = Values(choices=("1", "2", "3"))
_SPACES = Values(says="one to four spaces, or `tab`", is_valid=_is_white_space)
_SHOWN = "it shows on the page, and no rule and no layout changes it"

MEASURES: tuple[Measure, ...] = (
    Measure(
        name="label-spelling",
        says="how a label is spelled",
        observe=labels.label_spelling,
        values=Values(says="the label as it is to be written", is_valid=_is_label),
        keys=_LABELS,
    ),
    Measure(name="label-pair", says="which of two labels comes first", observe=labels.label_pair, is_shown=False),
    Measure(
        name="label-order",
        says="the order of labels in an entry",
        observe=labels.label_order,
        values=Values(says="two labels or more, comma-separated, each once", is_valid=_are_labels),
    ),
    Measure(name="label-count", says="whether an entry has a label once or several times", observe=labels.label_count, is_shown=False),
    Measure(
        name="link-brackets",
        says="the brackets around a labelled link (x: the label, u: the URL)",
        observe=links.link_brackets,
        values=Values(choices=links.PLAIN_BRACKETS),
    ),
    Measure(
        name="link-separator",
        says="what is between two labelled links",
        observe=links.link_separator,
        values=Values(says="spaces and signs, without words, brackets or line breaks", is_valid=links.is_wordless),
    ),
    Measure(
        name="title-markup",
        says="the markup of a title (x: the title, u: the URL)",
        observe=titles.title_markup,
        values=Values(says='`x` or `[x](u)`, in marks if need be: `**x**`, `"[x](u)"`', is_valid=titles.is_title_markup),
    ),
    Measure(
        name="description-separator",
        says="what is between a linked title and its description",
        observe=entries.description_separator,
        values=Values(
            says="one of the signs `- – — -- : , . |`, with spaces around it if need be", is_valid=entries.is_description_separator
        ),
    ),
    Measure(
        name="final-full-stop",
        says="the full stop at the end of a description",
        observe=entries.final_full_stop,
        values=Values(choices=("", *entries.FULL_STOPS)),
    ),
    Measure(
        name="closing-stop",
        says="the full stop before or behind closing parentheses",
        observe=entries.closing_stop,
        is_shown=False,
    ),
    Measure(
        name="title-full-stop",
        says="the full stop at the end of a plain title",
        observe=titles.title_full_stop,
        values=Values(choices=("", ".")),
    ),
    Measure(
        name="title-capitals",
        says="the capitals of titles",
        observe=titles.title_capitals,
        values=Values(choices=("mixed case",)),
    ),
    Measure(
        name="venue-position",
        says="where an entry states its venue",
        observe=entries.venue_position,
        refusal="no rule moves a venue",
    ),
    Measure(
        name="entry-order",
        says="how a list sorts its entries (of lists long enough to tell)",
        observe=entries.entry_order,
        values=Values(choices=ORDERS),
    ),
    Measure(
        name="section-order",
        says="the order of headings that state a year, by level",
        observe=headings.section_order,
        values=Values(choices=("latest first", "earliest first")),
        keys=_LEVELS,
    ),
    Measure(
        name="bullet",
        says="the bullet, by depth of nesting",
        observe=_of_page(layout.bullet),
        is_layout=True,
        values=Values(choices=("-", "*", "+")),
        keys=_DEPTHS,
    ),
    Measure(name="bullet-padding", says="spaces after a bullet", observe=_of_page(layout.bullet_padding), values=_SPACES, is_layout=True),
    Measure(name="number-padding", says="spaces after a number", observe=_of_page(layout.number_padding), values=_SPACES, is_layout=True),
    Measure(
        name="number-offset",
        says="columns from the start of a number to its text",
        observe=_of_page(layout.number_offset),
        is_layout=True,
        values=Values(choices=("3", "4", "5", "6")),
    ),
    Measure(
        name="indent",
        says="spaces before an item: at the top level, and from the marker of a parent with a bullet or a number",
        observe=_of_page(layout.indent),
        is_layout=True,
        values=Values(choices=(*map(str, range(9)), "tab")),
        keys=_one_of("top", "bullet", "number"),
    ),
    Measure(
        name="continuation",
        says="whether lines that continue a text are aligned with it, in items and in paragraphs",
        observe=_of_page(layout.continuation),
        is_layout=True,
        values=Values(choices=(layout.ALIGNED, layout.AS_WRITTEN)),
        keys=_one_of("items", "paragraphs"),
    ),
    Measure(
        name="blanks-before-heading",
        says="blank lines before a heading, by level",
        observe=_of_page(layout.blanks_before_heading),
        is_layout=True,
        values=Values(choices=("0", *_BLANK_LINES.choices)),
        keys=_LEVELS,
    ),
    Measure(
        name="blanks-after-heading",
        says="blank lines after a heading, by level",
        observe=_of_page(layout.blanks_after_heading),
        is_layout=True,
        values=Values(choices=("0", *_BLANK_LINES.choices)),
        keys=_LEVELS,
    ),
    Measure(
        name="blank-lines",
        says="how many blank lines, where there are any: between items, and between blocks other than headings",
        observe=_of_page(layout.blank_lines),
        is_layout=True,
        values=_BLANK_LINES,
        keys=_one_of("items", "blocks"),
    ),
    Measure(name="numbering", says="how ordered items count", observe=layout.numbering, refusal=_SHOWN),
    Measure(name="spacing", says="blank lines between the items of a list", observe=layout.spacing, refusal=_SHOWN),
    Measure(
        name="emphasis",
        says="the marks of emphasis, single and strong",
        observe=entries.emphasis,
        refusal="emphasis is text, which no rule and no layout changes",
    ),
    Measure(
        name="heading-shape",
        says="how a venue's heading is written, by level",
        observe=headings.heading_shape,
        values=Values(says="`VENUE` and `YEAR` (or `YY`) with what joins them: `VENUE-YEAR`", is_valid=headings.is_simple_shape),
        keys=_LEVELS,
    ),
    Measure(
        name="toc-text",
        says="how the contents name a heading, by its level",
        observe=toc.toc_text,
        values=Values(choices=tuple(toc.TOC_TEXTS)),
        keys=_LEVELS,
    ),
    Measure(
        name="toc-coverage",
        says="whether the contents list the headings of a level",
        observe=toc.toc_coverage,
        refusal="`toc-missing-section` judges each heading by those beside it",
    ),
    Measure(
        name="toc-indent",
        says="spaces before an item of the contents, by depth",
        observe=toc.toc_indent,
        refusal="the contents are laid out as every list: pin `indent`",
    ),
    Measure(
        name="url-form",
        says="which page of a resource is linked, by site and label",
        observe=urls.url_form,
        keys=_URL_FORMS,
        choices=_form_names,
        values=Values(says="the name of one of the site's forms", is_valid=bool),
    ),
    Measure(
        name="url-version",
        says="whether links name the version of a paper, by site",
        observe=urls.url_version,
        keys=_SITES,
        choices=_versions,
        values=Values(choices=(urls.UNVERSIONED,)),
    ),
)
"""The measures. One that isn't shown serves others."""

BY_NAME: dict[str, Measure] = {measure.name: measure for measure in MEASURES}
