// Fields with suggestions: what the collection holds that begins with what was typed.

import { ask } from "./desk.js";

const WAIT = 150;

for (const field of document.querySelectorAll("[data-suggest]")) {
  const list = document.getElementById(field.getAttribute("list"));
  let timer;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const begun = field.value.trim();
      const query = new URLSearchParams({ what: field.dataset.suggest, begun });
      const { names } = await ask(`/api/suggest?${query}`).catch(() => ({ names: [] }));
      if (field.value.trim() !== begun) return;
      list.replaceChildren(...names.map((name) => Object.assign(document.createElement("option"), { value: name })));
    }, WAIT);
  });
}
