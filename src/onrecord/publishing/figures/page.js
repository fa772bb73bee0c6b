"use strict";
const table = document.querySelector("table");
const body = table.tBodies[0];
const asked = document.querySelector("input");
const told = document.querySelector("output");
const value = (row, at) => row.cells[at].dataset.value ?? row.cells[at].textContent;
const order = (a, b) => (a !== "" && b !== "" && !isNaN(a) && !isNaN(b) ? a - b : a.localeCompare(b));

[...table.tHead.rows[0].cells].forEach((head, at) => {
  const button = document.createElement("button");
  button.textContent = head.textContent;
  head.replaceChildren(button);
  button.addEventListener("click", () => {
    const down = head.getAttribute("aria-sort") === "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const rows = [...body.rows].sort((a, b) => order(value(a, at), value(b, at)) * (down ? -1 : 1));
    body.append(...rows);
  });
});

const narrow = () => {
  const words = asked.value.toLowerCase().split(/\s+/);
  let shown = 0;
  for (const row of body.rows) {
    row.hidden = !words.every((word) => row.textContent.toLowerCase().includes(word));
    shown += row.hidden ? 0 : 1;
  }
  told.textContent = `${shown} of ${body.rows.length}`;
};
asked.closest("p").hidden = false;
asked.addEventListener("input", narrow);
narrow();
