"""The page of `awesome-lint report`, in a real Chromium where one is installed, and its data."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from html import unescape

import pytest

from awesome_lint.cli import main
from awesome_lint.page.html import embedded, page_of

HOSTILE = "</script><script>document.title='owned'</script><img src=x onerror=alert(1)> & <b>bold</b>"

LIST = """# Awesome Papers

## Surveys

- **Deep Learning**, LeCun et al., Nature 2015 [[paper](https://www.nature.com/articles/nature14539)]

## Methods

- **Attention Is All You Need**, Ashish Vaswani, Noam Shazeer, NeurIPS 2017 [[paper](https://arxiv.org/abs/1706.03762)] [[code](https://github.com/tensorflow/tensor2tensor)]
- **Deep Residual Learning for Image Recognition**, Kaiming He, Xiangyu Zhang, CVPR 2016 [[paper](https://arxiv.org/abs/1512.03385)] [[code](https://github.com/KaimingHe/deep-residual-networks)]
- **Densely Connected Convolutional Networks**, Gao Huang, Zhuang Liu, CVPR 2017 [[paper](https://arxiv.org/abs/1608.06993)]
- **Densely Connected Convolutional Networks**, Gao Huang, Zhuang Liu, CVPR 2017 [[paper](https://arxiv.org/abs/1608.06993)]
"""


def entry(number: int, title: str = "", **fields: object) -> dict[str, object]:
    year = 2010 + number % 15
    code = [{"label": "code", "role": "code", "url": f"https://github.com/o/r{number}"}] if number % 3 == 0 else []
    made = {
        "file": 0,
        "line": number + 3,
        "title": title or f"Paper number {number:05} on learning",
        "authors": [f"Ada Author{number % 50}", "Bo Writer"],
        "venue": ("CVPR", "ICML", "ACL", "NeurIPS")[number % 4],
        "year": year,
        "section": f"Section {number % 40}",
        "links": [{"label": "paper", "role": "paper", "url": f"https://arxiv.org/abs/{number}"}, *code],
        "bibtex": f"@misc{{key{number},\n  title = {{{title or number}}},\n  year = {{{year}}}\n}}\n\n",
    }
    return {**made, **fields}


def data(entries: list[dict[str, object]]) -> dict[str, object]:
    venues: dict[str, dict[str, int]] = {}
    for each in (each for each in entries if each["year"]):
        years = venues.setdefault(str(each["venue"]), {})
        years[str(each["year"])] = years.get(str(each["year"]), 0) + 1
    finding = {
        "file": 0, "line": 7, "rule": "duplicate-entry", "severity": "error", "message": f"twice: {HOSTILE}", "section": HOSTILE, "fix": None,
        "url": "https://example.org/rules",
    }  # fmt: skip
    return {
        "version": "0",
        "title": HOSTILE,
        "files": [{"name": "README.md", "page": "https://github.com/o/r/blob/0/README.md"}],
        "entries": entries,
        "venues": [{"venue": venue, "total": sum(years.values()), "years": years} for venue, years in venues.items()],
        "years": [{"year": year, "entries": 10, "with_code": 4} for year in range(2010, 2025)],
        "growth": [{"file": 0, "day": "2024-01-01", "entries": 10}, {"file": 0, "day": "2025-01-01", "entries": 90}],
        "findings": [finding, {**finding, "rule": "label-order", "severity": "info", "message": "order", "section": "B"}],
        "rules": [
            {"rule": "duplicate-entry", "severity": "error", "count": 1, "url": "https://example.org/rules"},
            {"rule": "label-order", "severity": "info", "count": 1, "url": None},
        ],
    }


# The data


def written(tmp_path, *options: str) -> str:
    (tmp_path / "list.md").write_text(LIST, "utf-8")
    output = tmp_path / "report"
    assert main(["report", "--isolated", "--output", str(output), *options, str(tmp_path / "list.md")]) == 0
    return output.read_text("utf-8")


def test_the_data_say_what_the_list_holds_and_what_is_wrong(tmp_path):
    found = json.loads(written(tmp_path, "--output-format", "json"))
    assert found["title"] == "Awesome Papers"
    assert [each["section"] for each in found["entries"]] == ["Surveys", *["Methods"] * 4]
    attention = found["entries"][1]
    assert (attention["line"], attention["venue"], attention["year"]) == (9, "NeurIPS", 2017)
    assert [link["role"] for link in attention["links"]] == ["paper", "code"]
    assert attention["bibtex"].startswith("@inproceedings{")
    assert "code = {https://github.com/tensorflow/tensor2tensor}" in attention["bibtex"]
    assert len({each["bibtex"].split(",")[0] for each in found["entries"]}) == 5, "two entries have one key"
    assert {"year": 2017, "entries": 3, "with_code": 1} in found["years"]
    assert {"venue": "CVPR", "total": 3, "years": {"2016": 1, "2017": 2}} in found["venues"]
    assert {"rule": "duplicate-entry", "line": 12, "section": "Methods"}.items() <= found["findings"][0].items()
    assert found["rules"][0]["rule"] == "duplicate-entry"
    assert found["growth"] == []
    assert found["files"][0]["page"] is None


def test_git_tells_where_the_list_is_published_and_how_it_grew(tmp_path):
    def git(*words: str) -> None:
        subprocess.run(["git", "-C", str(tmp_path), *words], check=True, capture_output=True)

    git("init", "-q")
    git("remote", "add", "origin", "git@github.com:owner/some.list.git")
    for lines in (9, 11):
        (tmp_path / "list.md").write_text("\n".join(LIST.split("\n")[:lines]) + "\n", "utf-8")
        git("add", ".")
        git("-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qm", "more")
    found = json.loads(written(tmp_path, "--output-format", "json"))
    assert [point["entries"] for point in found["growth"]] == [2, 4]
    assert found["files"][0]["page"].startswith("https://github.com/owner/some.list/blob/")
    assert found["files"][0]["page"].endswith("/list.md")
    assert json.loads(written(tmp_path, "--output-format", "json", "--versions", "0"))["growth"] == []


def test_data_cannot_leave_their_element():
    text = embedded({"title": HOSTILE + "<!--\u2028"})
    assert not set("<>&\u2028") & set(text)
    assert json.loads(text) == {"title": HOSTILE + "<!--\u2028"}


def test_the_page_fetches_nothing(tmp_path):
    text = unescape(written(tmp_path))
    assert "default-src 'none'" in text
    assert " src=" not in text
    assert "@import" not in text
    assert "url(" not in text


def test_without_jinja_it_says_what_to_install(tmp_path, monkeypatch, capsys):
    import sys

    monkeypatch.setitem(sys.modules, "jinja2", None)
    (tmp_path / "list.md").write_text(LIST, "utf-8")
    assert main(["report", "--isolated", str(tmp_path / "list.md")]) == 2
    assert "awesome-lint[report]" in capsys.readouterr().err


# In a browser


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    webdriver = pytest.importorskip("selenium.webdriver")
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not chromium or not driver:
        pytest.skip("no Chromium here")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    folder = tmp_path_factory.mktemp("browser")
    for word in (
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
        "--no-first-run", "--disable-dev-shm-usage", f"--user-data-dir={folder / 'profile'}",
    ):  # fmt: skip
        options.add_argument(word)
    options.add_experimental_option("prefs", {"download.default_directory": str(folder), "download.prompt_for_download": False})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    started = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    started.downloads = folder
    yield started
    started.quit()


@pytest.fixture
def page(browser, tmp_path):
    def opened(entries: list[dict[str, object]]):
        path = tmp_path / "page.html"
        path.write_text(page_of(data(entries)), "utf-8")
        browser.set_window_size(1280, 900)
        browser.get_log("browser")
        browser.get(path.as_uri())
        browser.execute_script("localStorage.clear()")
        return browser

    yield opened
    assert not [line for line in browser.get_log("browser") if line["level"] == "SEVERE"]


def find(browser, selector: str):
    return browser.find_elements("css selector", selector)


def one(browser, selector: str):
    return browser.find_element("css selector", selector)


def titles(browser) -> list[str]:
    return browser.execute_script("return [...document.querySelectorAll('#entry-table .title')].map(c => c.firstChild.textContent)")


def test_search_and_filters_narrow_the_table(page):
    browser = page([entry(number) for number in range(300)])
    assert len(find(browser, "#entry-table tbody tr")) == 100
    one(browser, "#query").send_keys("number 00042")
    assert titles(browser) == ["Paper number 00042 on learning"]
    one(browser, "#entry-filters button[type=reset]").click()
    one(browser, "#venue").send_keys("ICML")
    one(browser, "#from").send_keys("2023")
    one(browser, "#code").send_keys("With code")
    expected = [e["title"] for e in map(entry, range(300)) if e["venue"] == "ICML" and e["year"] >= 2023 and len(e["links"]) == 2]
    assert titles(browser) == expected
    assert one(browser, "#count").text == f"{len(expected)} of 300 entries"


def test_a_cell_of_the_heat_map_opens_its_entries(page):
    browser = page([entry(number) for number in range(300)])
    cell = one(browser, '.heat button[data-venue="ACL"][data-from="2012"]')
    count = int(cell.text)
    cell.click()
    assert len(titles(browser)) == count > 0
    assert browser.switch_to.active_element.get_attribute("id") == "entries"


def test_headers_sort_both_ways_and_say_so(page):
    browser = page([entry(2), entry(0), entry(1, year=None)])
    header = find(browser, "#entry-table thead button")[2]
    header.click()
    assert titles(browser) == [entry(number)["title"] for number in (0, 2, 1)]
    cell = header.find_element("xpath", "..")
    assert cell.get_attribute("aria-sort") == "ascending"
    header.click()
    assert titles(browser) == [entry(number)["title"] for number in (2, 0, 1)], "what has no year is not last"
    assert cell.get_attribute("aria-sort") == "descending"


def test_pages_turn(page):
    browser = page([entry(number) for number in range(150)])
    back, following = find(browser, "#entry-pager button")
    assert not back.is_enabled()
    following.click()
    assert titles(browser)[0] == "Paper number 00100 on learning"
    assert "101–150 of 150" in one(browser, "#entry-pager").text
    assert not following.is_enabled()


def test_a_selection_is_exported_as_bibtex(page):
    entries = [entry(0, title="Models & Brackets"), entry(1), entry(2)]
    browser = page(entries)
    boxes = find(browser, "#entry-table tbody input")
    boxes[0].click()
    boxes[2].click()
    assert one(browser, "#count").text == "3 of 3 entries, 2 selected"
    one(browser, "#export").click()
    target = browser.downloads / "entries.bib"
    for _ in range(100):
        if target.exists():
            break
        time.sleep(0.1)
    text = target.read_text("utf-8")
    target.unlink()
    assert text == str(entries[0]["bibtex"]) + str(entries[2]["bibtex"])


def test_dark_mode_is_a_button_and_lasts(page):
    browser = page([entry(0)])
    ground = "return getComputedStyle(document.body).backgroundColor"
    assert browser.execute_script(ground) == "rgb(255, 255, 255)"
    one(browser, "#theme").click()
    assert browser.execute_script(ground) == "rgb(20, 23, 28)"
    assert one(browser, "#theme").text == "Light mode"
    shown = []
    for _ in range(20):  # the browser stores what a page keeps in a process of its own: a reload at once may be too early
        browser.refresh()
        shown.append(browser.execute_script(ground))
        if shown[-1] == "rgb(20, 23, 28)":
            break
        one(browser, "#theme").click()
        time.sleep(0.25)
    assert shown[-1] == "rgb(20, 23, 28)"
    browser.execute_script("localStorage.clear()")


def test_the_system_s_dark_mode_is_followed(page):
    browser = page([entry(0)])
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": "dark"}]})
    dark = browser.execute_script("return getComputedStyle(document.body).backgroundColor")
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    assert dark == "rgb(20, 23, 28)"


def test_all_works_with_the_keyboard(page):
    from selenium.webdriver.common.keys import Keys

    browser = page([entry(number) for number in range(3)])
    one(browser, "body").send_keys(Keys.TAB)
    assert browser.switch_to.active_element.text == "Skip to the entries"
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    reached = []
    for _ in range(40):
        browser.switch_to.active_element.send_keys(Keys.TAB)
        active = browser.switch_to.active_element
        reached.append(active.get_attribute("id") or active.text or active.get_attribute("aria-label"))
    assert {"query", "venue", "from", "to", "code", "section", "all", "export", "Title", "Year"} <= set(reached)
    find(browser, "#entry-table tbody input")[1].send_keys(Keys.SPACE)
    assert "1 selected" in one(browser, "#count").text
    find(browser, "#entry-table thead button")[0].send_keys(Keys.ENTER)
    assert one(browser, "#entry-table th[aria-sort=ascending]").text.startswith("Title")


def test_every_control_has_a_name_and_tables_have_headers(page):
    browser = page([entry(number) for number in range(3)])
    nameless = """return [...document.querySelectorAll('input, select, button, a')].filter(
        e => !(e.labels && e.labels.length) && !e.getAttribute('aria-label') && !e.textContent.trim()).map(e => e.outerHTML)"""
    assert browser.execute_script(nameless) == []
    assert browser.execute_script("return [...document.querySelectorAll('thead th')].filter(c => c.scope !== 'col').length") == 0


CONTRAST = """
const channel = c => { c /= 255; return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; };
const light = c => { const [r, g, b] = c.match(/[\\d.]+/g).map(Number); return 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b); };
const ground = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor; if (!/, 0\\)$/.test(c)) return c; } };
const poor = new Set();
for (const e of document.querySelectorAll('body *')) {
  if (![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) || !e.offsetParent || e.disabled) continue;
  const [a, b] = [light(getComputedStyle(e).color), light(ground(e))];
  const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  if (ratio < 4.5) poor.add(e.tagName + '.' + e.parentElement.className + ' ' + ratio.toFixed(2));
}
return [...poor];
"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_has_enough_contrast(page, theme):
    # Cells of every shade: 1 entry of one year up to 60 of another.
    many = [entry(0, year=2010 + at, line=at) for at, count in enumerate((1, 4, 9, 18, 30, 45, 60)) for _ in range(count)]
    browser = page(many)
    browser.execute_script("document.documentElement.dataset.theme = arguments[0]", theme)
    assert browser.execute_script(CONTRAST) == []


def test_what_a_list_says_stays_text(page):
    evil = {
        "links": [{"label": f"{HOSTILE}!", "role": "", "url": "javascript:document.title='owned'"}],
        "venue": HOSTILE,
        "section": HOSTILE,
    }
    browser = page([entry(0, title=HOSTILE, authors=[HOSTILE], **evil)])
    assert titles(browser) == [HOSTILE]
    assert one(browser, "h1").text == HOSTILE
    assert browser.title == f"{HOSTILE}: report"
    assert not find(browser, "main img, main b")
    assert not find(browser, "a[href^='javascript']")
    assert one(browser, "#entry-table .links").text.strip() == f"{HOSTILE}!"


def test_findings_are_filtered_by_rule_and_lead_to_their_lines(page):
    browser = page([entry(0)])
    assert len(find(browser, "#finding-table tbody tr")) == 2
    one(browser, '[data-rule="label-order"]').click()
    (row,) = find(browser, "#finding-table tbody tr")
    assert "order" in row.text
    assert row.find_element("css selector", "a").get_attribute("href") == "https://github.com/o/r/blob/0/README.md?plain=1#L7"


def test_fifteen_thousand_entries_are_filtered_at_once(page):
    entries = [entry(number) for number in range(15_000)]
    browser = page(entries)
    script = """const began = performance.now(); const box = document.getElementById('query');
        box.value = 'number 14999'; box.dispatchEvent(new Event('input', {bubbles: true})); document.body.offsetHeight;
        return performance.now() - began"""
    filtering = browser.execute_script(script)
    assert titles(browser) == ["Paper number 14999 on learning"]
    ready = browser.execute_script("return performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
    assert ready + filtering < 2000, f"ready after {ready:.0f} ms, filtered in {filtering:.0f} ms"


@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_is_as_wide_as_the_window(page, width):
    browser = page([entry(number) for number in range(120)])
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False})
    try:
        assert browser.execute_script("return document.documentElement.scrollWidth") <= width
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
