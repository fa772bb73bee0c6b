// Rows of the index that hold every word asked for; nothing is asked of anybody else.
"use strict";
(() => {
  const box = document.getElementById("asked");
  const list = document.getElementById("found");
  const said = document.getElementById("said");
  const columns = window.onrecordIndex.columns;
  const rows = window.onrecordIndex.rows;
  const most = 100;
  const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
  const texts = rows.map((row) => plain(row.slice(1).filter(Boolean).join(" ")));
  const cell = (name, text, href) => {
    const made = document.createElement(name);
    if (href) {
      const link = document.createElement("a");
      link.href = href;
      link.textContent = text;
      made.append(link);
    } else {
      made.textContent = text;
    }
    return made;
  };
  const show = () => {
    const words = plain(box.value).split(/\s+/u).filter(Boolean);
    const found = rows.filter((_, n) => words.every((word) => texts[n].includes(word)));
    list.replaceChildren(...found.slice(0, most).map((row) => {
      const line = document.createElement("tr");
      line.append(...columns.map((_, n) => cell("td", row[n] ?? "", n ? "" : `incidents/${row[0].slice(2, 4)}.html#${row[0]}`)));
      return line;
    }));
    said.textContent = `${found.length} found${found.length > most ? `, ${most} shown` : ""}`;
  };
  document.getElementById("search").hidden = false;
  box.addEventListener("input", show);
  show();
})();
