// The queue: an item is given to oneself, or given back, by a key; forms do the same without this.

import { ask, isWriting, say, trying } from "./desk.js";
import { active } from "./lists.js";

async function give(form, isMine) {
  const { subject, other } = form.dataset;
  await ask(isMine ? "/api/assignments" : "/api/assignments/back", { subject, ...(other && { other }) });
  const tag = form.querySelector(".assigned");
  tag.hidden = !isMine;
  tag.textContent = isMine ? form.dataset.mine : "";
  form.querySelector("button[data-mine]").hidden = isMine;
  form.querySelector('button[value="back"]').hidden = !isMine;
  form.closest("[data-item]").focus({ preventScroll: true });
  if (isMine) say(form.dataset.mine);
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest(".given");
  if (!form || form.elements.user.value.trim()) return;
  event.preventDefault();
  trying(() => give(form, event.submitter?.value !== "back"));
});
document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || isWriting(event) || document.querySelector("dialog[open]")) return;
  const form = active()?.querySelector(".given");
  if (!form || !["m", "x"].includes(event.key)) return;
  event.preventDefault();
  trying(() => give(form, event.key === "m"));
});
