// Lists by keys: j and k walk from item to item, Enter opens, [ and ] turn pages, f goes to the filter.

import { isWriting } from "./desk.js";

export const items = () => [...document.querySelectorAll("[data-item]")].filter((one) => one.offsetParent !== null);
export const active = () => document.querySelector("[data-item].current");

/** Makes an item the one that keys are about. */
export function choose(item) {
  if (!item) return;
  active()?.classList.remove("current");
  item.classList.add("current");
  item.focus({ preventScroll: true });
  item.scrollIntoView({ block: "nearest" });
}

/** Goes on by so many items. */
export function step(by) {
  const all = items();
  const at = all.indexOf(active());
  choose(all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1)]);
}

const turn = (rel) => { const to = document.querySelector(`.pager a[rel="${rel}"]`); if (to) location.href = to.href; };
const KEYS = {
  j: () => step(1), k: () => step(-1), "[": () => turn("prev"), "]": () => turn("next"),
  f: () => document.querySelector("[data-find]")?.focus(),
};

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || isWriting(event) || document.querySelector("dialog[open]")) return;
  if (event.key === "Enter" && event.target === active()) { active().querySelector("a[href]")?.click(); event.preventDefault(); return; }
  const doing = KEYS[event.key];
  if (doing) { doing(); event.preventDefault(); }
});
document.addEventListener("focusin", (event) => {
  const item = event.target.closest("[data-item]");
  if (item && item !== active()) { active()?.classList.remove("current"); item.classList.add("current"); }
});
