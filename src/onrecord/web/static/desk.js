// What every page of the desk has: the keys' help, light or dark, words said in passing, and asking the API.

const told = JSON.parse(document.getElementById("phrases")?.textContent ?? "{}");

/** English words of a script in the language of the page. */
export const phrase = (words) => told[words] ?? words;

const said = document.getElementById("said");
let quiet;

/** Says something in passing, to the eye and to a screen reader. */
export function say(words) {
  said.textContent = words;
  clearTimeout(quiet);
  quiet = setTimeout(() => { said.textContent = ""; }, 6000);
}

/** An answer that is not the one asked for; `status` and `told` are the desk's. */
export class Refused extends Error {
  constructor(status, told) {
    super(told.error ?? phrase("The desk did not answer as it should."));
    this.status = status;
    this.told = told.told;
  }
}

/** What is sent as a POST: a form as it is, anything else as JSON. */
const posted = (sent) => (sent instanceof FormData
  ? { method: "POST", body: sent }
  : { method: "POST", body: JSON.stringify(sent), headers: { "content-type": "application/json" } });

/** Asks the desk; `sent` makes it a POST. Throws Refused, also when the desk cannot be reached. */
export async function ask(path, sent) {
  let answer;
  try {
    answer = await fetch(path, sent === undefined ? {} : posted(sent));
  } catch {
    throw new Refused(0, { error: phrase("The desk cannot be reached. What you typed is still here; try again.") });
  }
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refused(answer.status, told);
  return told;
}

/** Does something that the desk may refuse; why it does is said in passing. */
export const trying = (doing) => doing().catch((error) => { if (!(error instanceof Refused)) throw error; say(error.message); });

/** Whether keys are words somebody is writing, not commands. */
export function isWriting(event) {
  return event.ctrlKey || event.altKey || event.metaKey || event.isComposing
    || event.target.closest?.("input, textarea, select, [contenteditable]") !== null;
}

const shades = ["light", "dark"];
const root = document.documentElement;
try { root.dataset.shade = localStorage.getItem("shade") ?? ""; } catch { /* a browser that keeps nothing */ }
document.getElementById("shades")?.addEventListener("click", () => {
  const dark = root.dataset.shade ? root.dataset.shade === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.shade = shades[dark ? 0 : 1];
  try { localStorage.setItem("shade", root.dataset.shade); } catch { /* the same */ }
});

const help = document.getElementById("help");
document.getElementById("keys")?.addEventListener("click", () => help.showModal());

const GO = { q: "/queue", s: "/search", r: "/reports", p: "/people", o: "/questions", a: "/add", h: "/" };
let going = false;
document.addEventListener("keydown", (event) => {
  if (isWriting(event) || document.querySelector("dialog[open]")) return;
  if (going && GO[event.key]) { location.href = GO[event.key]; event.preventDefault(); event.stopImmediatePropagation(); }
  going = event.key === "g" && !going;
  if (event.key === "?") { help.showModal(); event.preventDefault(); }
  if (event.key === "/") { document.querySelector(".find input")?.focus(); event.preventDefault(); }
}, true);
