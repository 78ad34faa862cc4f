"use strict";
(() => {
  const ROWS = 100; // of a table at once: a window of what was found
  const AUTHORS = 8; // of an entry: those of some papers would fill the screen
  const data = JSON.parse(document.getElementById("data").textContent);
  const by = (id) => document.getElementById(id);

  function element(name, properties, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  function link(url, text, label) {
    // What is no web address stays text: a list may hold `javascript:` ones.
    if (!/^https?:\/\//i.test(url)) return document.createTextNode(text);
    const made = element("a", { href: url, rel: "noopener noreferrer" }, text);
    if (label) made.setAttribute("aria-label", label);
    return made;
  }

  function place(row) {
    const file = data.files[row.file];
    const text = data.files.length > 1 ? `${file.name}:${row.line}` : String(row.line);
    return file.page ? link(`${file.page}?plain=1#L${row.line}`, text, `Line ${row.line} on GitHub`) : document.createTextNode(text);
  }

  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  // Tables: sorted by their headers, a window of rows at a time

  class Table {
    constructor(name, columns, rows, shown) {
      this.head = document.querySelector(`#${name}-table thead tr`);
      this.body = document.querySelector(`#${name}-table tbody`);
      this.pager = by(`${name}-pager`);
      this.columns = columns;
      this.rows = rows;
      this.found = rows;
      this.first = 0;
      this.sorted = null;
      this.falling = false;
      this.shown = shown;
      this.collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
      for (const column of columns) this.head.append(this.header(column));
      this.back = element("button", { type: "button", onclick: () => this.turn(-ROWS) }, "Previous");
      this.next = element("button", { type: "button", onclick: () => this.turn(ROWS) }, "Next");
      this.range = element("span", {});
      this.pager.append(this.back, this.next, this.range);
    }

    header(column) {
      const cell = element("th", { scope: "col" });
      if (!column.key) {
        cell.append(column.name);
      } else {
        cell.setAttribute("aria-sort", "none");
        cell.append(element("button", { type: "button", onclick: () => this.sort(column) }, column.name, element("span", { ariaHidden: "true" })));
      }
      column.cell = cell;
      return cell;
    }

    sort(column) {
      this.falling = this.sorted === column && !this.falling;
      this.sorted = column;
      for (const other of this.columns.filter((each) => each.key)) {
        const is = other === column;
        other.cell.setAttribute("aria-sort", is ? (this.falling ? "descending" : "ascending") : "none");
        other.cell.querySelector("span").textContent = is ? (this.falling ? " ▼" : " ▲") : "";
      }
      this.order();
      this.first = 0;
      this.draw();
    }

    order() {
      if (!this.sorted) return;
      const key = this.sorted.key;
      const sign = this.falling ? -1 : 1;
      // What has no value comes last, whichever way the others go.
      const keyed = this.found.map((row, at) => ({ row, at, value: key(row) }));
      keyed.sort((a, b) => {
        const empty = (a.value === "" || a.value === null) - (b.value === "" || b.value === null);
        if (empty) return empty;
        const compared = typeof a.value === "number" ? a.value - b.value : this.collator.compare(a.value, b.value);
        return sign * compared || a.at - b.at;
      });
      this.found = keyed.map((each) => each.row);
    }

    show(found) {
      this.found = found;
      this.order();
      this.first = 0;
      this.draw();
    }

    turn(by) {
      this.first += by;
      this.draw();
      this.body.closest(".scroll").scrollIntoView({ block: "start" });
    }

    draw(most = ROWS) {
      const window = this.found.slice(this.first, this.first + most);
      this.body.replaceChildren(...window.map((row) => this.line(row)));
      const last = this.first + window.length;
      this.back.disabled = this.first === 0;
      this.next.disabled = last >= this.found.length;
      this.range.textContent = window.length ? `${(this.first + 1).toLocaleString("en")}–${last.toLocaleString("en")} of ${this.found.length.toLocaleString("en")}` : "";
      this.pager.hidden = this.found.length <= ROWS;
      if (this.shown) this.shown(this);
    }

    line(row) {
      const line = element("tr", {});
      for (const column of this.columns) line.append(element("td", { className: column.className || "" }, column.show(row)));
      return line;
    }
  }

  function options(select, values) {
    for (const value of [...new Set(values)].filter(Boolean)) select.append(element("option", { value }, value));
  }

  // Entries

  const chosen = new Set();
  const entries = data.entries;
  for (const entry of entries) {
    entry.text = fold([entry.title, entry.authors.join(" "), entry.venue, entry.year || "", entry.section].join("\n"));
    entry.code = entry.links.some((each) => each.role === "code");
  }

  function box(entry) {
    const made = element("input", { type: "checkbox", checked: chosen.has(entry) });
    made.setAttribute("aria-label", `Select ${entry.title || `line ${entry.line}`}`);
    made.addEventListener("change", () => {
      if (made.checked) chosen.add(entry);
      else chosen.delete(entry);
      made.closest("tr").classList.toggle("chosen", made.checked);
      count();
    });
    return made;
  }

  function authors(entry) {
    const more = entry.authors.length - AUTHORS;
    return entry.authors.slice(0, AUTHORS).join(", ") + (more > 0 ? ` and ${more} more` : "");
  }

  function titled(entry) {
    const made = document.createDocumentFragment();
    made.append(entry.title || "(no title)");
    if (entry.authors.length) made.append(element("span", { className: "authors" }, authors(entry)));
    return made;
  }

  function links(entry) {
    const made = document.createDocumentFragment();
    for (const each of entry.links) {
      const text = each.role || (each.label && each.label !== entry.title ? each.label : "link");
      made.append(link(each.url, text, `${text}: ${entry.title}`), " ");
    }
    return made;
  }

  const entryTable = new Table(
    "entry",
    [
      { name: "Select", show: box },
      { name: "Title", className: "title", key: (entry) => entry.title, show: titled },
      { name: "Venue", className: "venue", key: (entry) => entry.venue, show: (entry) => entry.venue },
      { name: "Year", className: "word", key: (entry) => entry.year, show: (entry) => entry.year || "" },
      { name: "Links", className: "links", show: links },
      { name: "Section", className: "section", key: (entry) => entry.section, show: (entry) => entry.section },
      { name: "Line", className: "line", key: (entry) => entry.file * 1e7 + entry.line, show: place },
    ],
    entries,
    () => count(),
  );
  const drawn = entryTable.line.bind(entryTable);
  entryTable.line = (entry) => {
    const line = drawn(entry);
    line.classList.toggle("chosen", chosen.has(entry));
    return line;
  };

  function count() {
    const found = entryTable.found.length;
    const picked = chosen.size ? `, ${chosen.size.toLocaleString("en")} selected` : "";
    by("count").textContent = `${found.toLocaleString("en")} of ${entries.length.toLocaleString("en")} entries${picked}`;
    by("export").textContent = chosen.size ? "Export selected as BibTeX" : "Export found as BibTeX";
    by("export").disabled = !(chosen.size || found);
    by("none").disabled = !chosen.size;
  }

  function filter() {
    const words = fold(by("query").value).split(/\s+/).filter(Boolean);
    const venue = by("venue").value;
    const section = by("section").value;
    const from = Number(by("from").value) || -Infinity;
    const to = Number(by("to").value) || Infinity;
    const code = by("code").value;
    const dated = from > -Infinity || to < Infinity;
    entryTable.show(
      entries.filter(
        (entry) =>
          (!venue || entry.venue === venue) &&
          (!section || entry.section === section) &&
          (!dated || (entry.year !== null && entry.year >= from && entry.year <= to)) &&
          (!code || entry.code === (code === "yes")) &&
          words.every((word) => entry.text.includes(word)),
      ),
    );
  }

  const counted = new Map();
  for (const entry of entries) if (entry.venue) counted.set(entry.venue, (counted.get(entry.venue) || 0) + 1);
  options(by("venue"), [...counted.keys()].sort(entryTable.collator.compare));
  options(by("section"), entries.map((entry) => entry.section));
  by("entry-filters").addEventListener("input", filter);
  by("entry-filters").addEventListener("reset", () => setTimeout(filter));
  by("entry-filters").addEventListener("submit", (event) => event.preventDefault());
  by("all").addEventListener("click", () => {
    for (const entry of entryTable.found) chosen.add(entry);
    entryTable.draw();
  });
  by("none").addEventListener("click", () => {
    chosen.clear();
    entryTable.draw();
  });
  for (const cell of document.querySelectorAll(".heat button")) {
    cell.addEventListener("click", () => {
      by("entry-filters").reset();
      by("venue").value = cell.dataset.venue;
      by("from").value = cell.dataset.from;
      by("to").value = cell.dataset.to;
      filter();
      by("entries").scrollIntoView();
      by("entries").focus({ preventScroll: true });
    });
  }

  // BibTeX

  by("export").addEventListener("click", () => {
    const wanted = chosen.size ? entries.filter((entry) => chosen.has(entry)) : entryTable.found;
    const text = wanted.map((entry) => entry.bibtex).join("");
    const address = URL.createObjectURL(new Blob([text], { type: "text/x-bibtex;charset=utf-8" }));
    element("a", { href: address, download: "entries.bib" }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  });

  // Findings

  if (data.findings.length) {
    const findingTable = new Table(
      "finding",
      [
        { name: "Line", className: "line", key: (finding) => finding.file * 1e7 + finding.line, show: place },
        { name: "Rule", className: "word", key: (finding) => finding.rule, show: (finding) => finding.rule },
        { name: "Severity", className: "word", key: (finding) => ["error", "warning", "info"].indexOf(finding.severity), show: (finding) => element("span", { className: `severity ${finding.severity}` }, finding.severity) },
        { name: "What", className: "message", key: (finding) => finding.message, show: (finding) => finding.message },
        { name: "Fix", key: (finding) => finding.fix || "", show: (finding) => finding.fix || "" },
        { name: "Section", className: "section", key: (finding) => finding.section, show: (finding) => finding.section },
      ],
      data.findings,
    );
    const narrow = () => {
      const [rule, severity, section] = ["rule", "severity", "section"].map((name) => by(`finding-${name}`).value);
      findingTable.show(
        data.findings.filter(
          (finding) => (!rule || finding.rule === rule) && (!severity || finding.severity === severity) && (!section || finding.section === section),
        ),
      );
    };
    options(by("finding-rule"), data.rules.map((rule) => rule.rule));
    options(by("finding-section"), data.findings.map((finding) => finding.section));
    by("finding-filters").addEventListener("input", narrow);
    by("finding-filters").addEventListener("submit", (event) => event.preventDefault());
    for (const button of document.querySelectorAll("[data-rule]")) {
      button.addEventListener("click", () => {
        by("finding-filters").reset();
        by("finding-rule").value = button.dataset.rule;
        narrow();
        by("finding-filters").scrollIntoView();
        by("finding-rule").focus({ preventScroll: true });
      });
    }
    findingTable.draw();
  }

  // Light and dark

  const root = document.documentElement;
  const theme = by("theme");
  const KEY = "awesome-lint-theme";
  const isDark = () => (root.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  const name = () => {
    theme.textContent = isDark() ? "Light mode" : "Dark mode";
  };
  try {
    const kept = localStorage.getItem(KEY);
    if (kept === "light" || kept === "dark") root.dataset.theme = kept;
  } catch {
    // A browser may refuse storage to files: then the choice lasts as long as the page.
  }
  theme.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    name();
    try {
      localStorage.setItem(KEY, root.dataset.theme);
    } catch {
      // As above.
    }
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", name);
  theme.hidden = false;
  name();

  // On paper all that was found is shown, not a window of it.
  addEventListener("beforeprint", () => {
    entryTable.first = 0;
    entryTable.draw(5000);
  });
  addEventListener("afterprint", () => entryTable.draw());

  filter();
})();
