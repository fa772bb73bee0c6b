// Two that may be one: judged by one key each, taken back by another; forms do the same without this.

import { ask, isWriting, phrase, say, trying } from "./desk.js";
import { active, items, step } from "./lists.js";

const VERDICTS = { 1: "same", 2: "different", 3: "unsure" };
const made = [];

const chosen = () => { const one = active(); return one?.querySelector(".verdicts") ? one : items().find((each) => each.querySelector(".verdicts")); };
const labelOf = (form, verdict) => form.querySelector(`button[value="${verdict}"]`)?.firstChild.textContent.trim() ?? verdict;

async function judge(form, verdict) {
  const because = form.elements.because.value.trim();
  const { one, other } = form.dataset;
  const more = because && { because };
  const told = verdict === "same" && one.startsWith("P-")
    ? await ask(`/api/people/${one}/join`, { other, despite: "despite" in form.dataset, ...more })
    : [await ask("/api/judgements", { one, other, verdict, ...more })];
  const item = form.closest("[data-item]");
  if (item.dataset.after) { location.href = item.dataset.after; return; }
  made.push({ ids: told.map((each) => each.id), item });
  const words = labelOf(form, verdict);
  show(item, words, true);
  say(words);
  step(1);
}

function show(item, words, isJudged) {
  const outcome = item.querySelector(".outcome");
  item.classList.toggle("settled", isJudged);
  item.querySelector(".verdicts").hidden = isJudged;
  if (!outcome) return;
  outcome.hidden = !isJudged;
  outcome.querySelector("strong").textContent = words;
}

async function undo(item = made.at(-1)?.item) {
  const at = made.findLastIndex((one) => one.item === item);
  if (at < 0) { say(phrase("Nothing of yours to take back here.")); return; }
  for (const judgement of made[at].ids.reverse()) await ask("/api/judgements/undo", { judgement });
  made.splice(at, 1);
  show(item, "", false);
  item.focus();
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest(".verdicts");
  if (!form || !event.submitter?.value || !form.closest("[data-item]")) return;
  event.preventDefault();
  trying(() => judge(form, event.submitter.value));
});
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-undo]")) trying(() => undo(event.target.closest("[data-item]")));
});
document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || isWriting(event) || document.querySelector("dialog[open]")) return;
  const form = chosen()?.querySelector(".verdicts");
  if (VERDICTS[event.key] && form && !form.hidden) { trying(() => judge(form, VERDICTS[event.key])); event.preventDefault(); }
  if (event.key === "z") { trying(() => undo()); event.preventDefault(); }
  if (event.key === "w" && form) { form.elements.because.focus(); event.preventDefault(); }
  if (event.key === "v") { const to = chosen()?.querySelector('a[href*="/join"]'); if (to) location.href = to.href; }
});
