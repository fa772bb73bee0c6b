// The report page: acts and slots by keys, words lit and pointed to, decisions kept as they are made.

import { ask, isWriting, phrase, Refused, say } from "./desk.js";

const page = document.getElementById("report");
const words = document.getElementById("words");
const list = document.getElementById("acts");
const because = document.getElementById("because");
const undoButton = document.getElementById("undo");
const others = document.getElementById("others");
const { report, base } = page.dataset;
let seen = Number(page.dataset.number);
let slot = null;
let kept = null;
const made = [];

const acts = () => [...list.querySelectorAll(".act")];
const active = () => list.querySelector(".act.active");
const named = (id) => document.getElementById(id);
const judged = (act, slot) => (slot ? act.querySelector(`[data-slot="${slot}"]`) : act);

// ---------------------------------------------------------------- choosing

function light() {
  for (const one of words.querySelectorAll(".lit, .of-act")) one.classList.remove("lit", "of-act");
  const act = active();
  if (!act) return;
  const prefix = `${act.dataset.act}:`;
  const chosen = slot ? prefix + slot.dataset.slot : null;
  let first = null;
  for (const piece of words.querySelectorAll(`[data-of*="${prefix}"]`)) {
    const of = piece.dataset.of.split(" ");
    const lit = chosen ? of.includes(chosen) : of.includes(`${prefix}cue`);
    piece.classList.add(lit ? "lit" : "of-act");
    if (lit) first ??= piece;
  }
  first?.scrollIntoView({ block: "nearest" });
}

/** The piece of the text cut in two at an offset in it; both keep the marks. */
function cut(piece, at) {
  const letters = [...piece.textContent];
  const rest = piece.cloneNode(false);
  const first = Number(piece.dataset.at);
  piece.textContent = letters.slice(0, at - first).join("");
  rest.textContent = letters.slice(at - first).join("");
  rest.dataset.at = at;
  piece.after(rest);
  return rest;
}

function markWords(start, end, of) {
  for (let piece of [...words.querySelectorAll("[data-at]")]) {
    const first = Number(piece.dataset.at);
    const last = first + [...piece.textContent].length;
    if (first >= end || last <= start) continue;
    if (first < start) piece = cut(piece, start);
    if (last > end) cut(piece, end);
    piece.dataset.of = [piece.dataset.of, of].filter(Boolean).join(" ");
    if (of.endsWith(":cue")) piece.classList.add("cue");
  }
}

/** Marks the words of an act anew, as it stands now. */
function remark(act) {
  const prefix = `${act.dataset.act}:`;
  for (const piece of words.querySelectorAll(`[data-of*="${prefix}"]`)) {
    const left = piece.dataset.of.split(" ").filter((one) => !one.startsWith(prefix));
    piece.classList.toggle("cue", left.some((one) => one.endsWith(":cue")));
    if (left.length) piece.dataset.of = left.join(" "); else delete piece.dataset.of;
  }
  for (const one of [act, ...act.querySelectorAll(".slot")]) {
    for (const span of one.dataset.words.split(" ").filter(Boolean)) {
      const [start, end] = span.split("-").map(Number);
      markWords(start, end, prefix + (one.dataset.slot ?? "cue"));
    }
  }
}

function chooseAct(act, { focus = true, inAddress = true } = {}) {
  if (!act) return;
  for (const one of acts()) {
    one.classList.toggle("active", one === act);
    one.querySelector(".act-name").setAttribute("aria-expanded", String(one === act));
  }
  chooseSlot(null);
  if (focus) act.querySelector(".act-name").focus({ preventScroll: true });
  act.scrollIntoView({ block: "nearest" });
  if (inAddress) history.replaceState(null, "", `#${act.id}`);
}

function chooseSlot(one, { focus = false } = {}) {
  slot?.removeAttribute("aria-current");
  slot = one;
  slot?.setAttribute("aria-current", "true");
  if (slot && focus) { slot.focus({ preventScroll: true }); slot.scrollIntoView({ block: "nearest" }); }
  light();
}

function step(by) {
  const all = acts();
  const at = all.indexOf(active());
  chooseAct(all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1)]);
}

function stepSlot(by) {
  const act = active() ?? acts()[0];
  if (!act) return;
  if (act !== active()) chooseAct(act);
  const all = [...act.querySelectorAll(".slot")];
  const at = all.indexOf(slot) + by;
  if (at < 0) { chooseSlot(null); act.querySelector(".act-name").focus(); } else chooseSlot(all[Math.min(at, all.length - 1)], { focus: true });
}

// ---------------------------------------------------------------- deciding

let turn = Promise.resolve();

/** Does one thing after another, each when the one before it is done: keys may be quicker than the desk. */
function inTurn(doing) {
  const mine = turn.then(doing);
  turn = mine.catch(() => {});
  return mine;
}

/** Judges a slot (by itself the one that is chosen now) or, without one, the act that is chosen now, in its turn. */
async function decide(verdict, of = slot, more = {}) {
  const act = of ? of.closest(".act") : active();
  if (!act) { say(phrase("Choose an act first: j")); return; }
  const name = of?.dataset.slot ?? null;
  const reason = because.value.trim();
  await inTurn(async () => {
    const sent = { act: act.dataset.act, verdict, slot: name, seen, ...(reason && { because: reason }), ...more };
    const told = await ask(`${base}/decisions`, sent);
    made.push(told.id);
    undoButton.disabled = false;
    await refresh(act.dataset.act);
    say(`${name ?? "act"}: ${verdict}`);
  });
}

const trying = (doing) => doing().catch((error) => {
  if (!(error instanceof Refused)) throw error;
  say(error.told ? `${error.message} (${error.told.who}: ${error.told.verdict})` : error.message);
  if (error.status === 409) catchUp();
});

/** Puts the act in anew as it stands; whatever slot is chosen by then stays chosen. */
async function refresh(id) {
  const answer = await fetch(`/acts/${id}/beside`);
  if (!answer.ok) throw new Refused(answer.status, {});
  const told = await answer.text();
  const old = named(id);
  const name = slot && old?.contains(slot) ? slot.dataset.slot : null;
  const fresh = new DOMParser().parseFromString(told, "text/html").querySelector(".act");
  const was = active() === old;
  if (!was) { fresh.classList.remove("active"); fresh.querySelector(".act-name").setAttribute("aria-expanded", "false"); }
  const held = old?.contains(document.activeElement);
  if (old) old.replaceWith(fresh); else list.querySelector(".persons, :scope > :last-child")?.before(fresh);
  remark(fresh);
  if (!was) return;
  const again = name && judged(fresh, name);
  chooseSlot(again || null, { focus: held });
  if (!again && held) fresh.querySelector(".act-name").focus({ preventScroll: true });
}

async function undo() {
  const last = made.at(-1);
  if (!last) { say(phrase("Nothing of yours to take back here.")); return; }
  const told = await ask(`${base}/decisions/undo`, { decision: last });
  made.pop();
  undoButton.disabled = made.length === 0;
  if (named(told.act) && (await ask(`/api/acts/${told.act}`).catch(() => null))) await refresh(told.act);
  else named(told.act)?.remove();
  say(phrase("Taken back"));
}

// ---------------------------------------------------------------- correcting

function correct(typed = null, told = null) {
  if (!slot) { say(phrase("Choose a slot first: ↓")); return; }
  slot.querySelector(".editor")?.remove();
  const mine = slot;
  const form = document.getElementById("editor").content.firstElementChild.cloneNode(true);
  const field = form.elements.value;
  form.querySelector("span").textContent = mine.querySelector(".slot-name").textContent;
  form.querySelector(".guide").textContent = mine.dataset.guide ?? "";
  const draft = `${mine.closest(".act").id}:${mine.dataset.slot}`;
  field.value = typed ?? sessionStorage.getItem(draft) ?? mine.dataset.typed;
  field.addEventListener("input", () => sessionStorage.setItem(draft, field.value));
  const close = () => { sessionStorage.removeItem(draft); form.remove(); mine.focus(); };
  form.querySelector("[data-cancel]").addEventListener("click", close);
  form.addEventListener("keydown", (event) => { if (event.key === "Escape") { close(); event.stopPropagation(); } });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      await decide("correct", mine, { value: field.value, ...(told && { words: told }) });
      sessionStorage.removeItem(draft);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const theirs = error.told ? ` ${error.told.who}: ${error.told.verdict} ${error.told.value ?? ""}. ${phrase("Keep once more to put yours in its place.")}` : "";
      form.querySelector(".wrong").textContent = error.message + theirs;
      if (error.status === 409) seen = Math.max(seen, error.told?.number ?? 0);
    }
  });
  mine.append(form);
  field.focus();
  field.select();
}

/** Where in the report's text a point of the page is, in code points. */
function offset(node, at) {
  const piece = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-at]");
  if (!piece || !words.contains(piece)) return null;
  const before = node.nodeType === Node.TEXT_NODE ? [...node.data.slice(0, at)].length : 0;
  return Number(piece.dataset.at) + before;
}

function selected() {
  const range = getSelection().rangeCount && !getSelection().isCollapsed ? getSelection().getRangeAt(0) : null;
  if (!range) return kept;
  const [start, end] = [offset(range.startContainer, range.startOffset), offset(range.endContainer, range.endOffset)];
  return start === null || end === null || start >= end ? null : { start, end, text: range.toString() };
}

async function fill() {
  const told = selected();
  if (!slot) { say(phrase("Choose a slot first: ↓")); return; }
  if (!told) { say(phrase("Select the words that tell it first")); return; }
  const span = { start: told.start, end: told.end };
  const answer = await ask(`/api/reports/${report}/pointed`, { slot: slot.dataset.slot, words: span });
  correct(answer.typed, span);
}

// ---------------------------------------------------------------- words by keys

let cursor = null;

function startSelecting() {
  const first = active() && words.querySelector(`[data-of*="${active().dataset.act}:cue"]`);
  const node = (first ?? words.querySelector("[data-at]"))?.firstChild;
  if (!node) return;
  words.focus();
  getSelection().collapse(node, 0);
  cursor = "moving";
  say(phrase("Arrow keys move, Shift with them selects; then f fills the slot, n adds an act"));
}

function moveSelection(event) {
  const by = { ArrowRight: ["forward", "word"], ArrowLeft: ["backward", "word"], ArrowDown: ["forward", "line"], ArrowUp: ["backward", "line"] }[event.key];
  if (!by) return false;
  getSelection().modify(event.shiftKey ? "extend" : "move", ...by);
  return true;
}

// ---------------------------------------------------------------- adding

const dialog = document.getElementById("new-act");

function newAct() {
  const told = selected();
  if (!told) { say(phrase("Select the words that tell the act first")); return; }
  dialog.querySelector(".quoted").textContent = told.text;
  dialog.querySelector(".wrong").textContent = "";
  dialog.returnValue = "";
  dialog.showModal();
  dialog.onclose = () => {
    if (dialog.returnValue !== "add") return;
    trying(async () => {
      const type = dialog.querySelector("select").value;
      const answer = await ask(`${base}/acts`, { report, type, words: { start: told.start, end: told.end } });
      made.push(answer.id);
      undoButton.disabled = false;
      list.querySelector(".empty-note")?.remove();
      await refresh(answer.act);
      chooseAct(named(answer.act));
    });
  };
}

// ---------------------------------------------------------------- others at the same report

async function catchUp() {
  const { number } = await ask(`/api/reports/${report}/state`);
  if (number <= seen) return;
  const told = await ask(`/api/reports/${report}`);
  const fresh = new Set();
  for (const { kept: one } of told.acts) {
    const known = named(one.id);
    if (!known || one.decisions.some((decision) => decision.number > seen)) fresh.add(one.id);
    else if (known.querySelectorAll(".judged").length !== one.decisions.filter((decision) => decision.slot).length) fresh.add(one.id);
  }
  seen = number;
  for (const id of fresh) if (!named(id)?.querySelector(".editor")) await refresh(id);
  const theirs = told.acts.flatMap(({ kept: one }) => one.decisions).filter((one) => fresh.has(one.act) && !made.includes(one.id));
  const who = [...new Set(theirs.map((one) => one.who))];
  if (who.length) { others.hidden = false; others.textContent = `${who.join(", ")}: ${theirs.length}`; }
}
setInterval(() => { if (!document.hidden) catchUp().catch(() => {}); }, 2000);

// ---------------------------------------------------------------- keys and clicks

const KEYS = {
  j: () => step(1), k: () => step(-1), ArrowDown: () => stepSlot(1), ArrowUp: () => stepSlot(-1),
  a: () => trying(() => decide("accept")), r: () => trying(() => decide("reject")), u: () => trying(() => decide("unsure")),
  A: () => trying(() => decide("accept", null)), R: () => trying(() => decide("reject", null)),
  U: () => trying(() => decide("unsure", null)),
  c: () => correct(), Enter: () => (slot ? correct() : stepSlot(1)), f: () => trying(fill), v: startSelecting,
  n: newAct, z: () => trying(() => inTurn(undo)), s: () => { location.href = page.dataset.next; },
  w: () => { because.closest("details").open = true; because.focus(); },
  Escape: () => { cursor = null; getSelection().removeAllRanges(); chooseSlot(null); active()?.querySelector(".act-name").focus(); },
};

document.addEventListener("keydown", (event) => {
  if (event.target === because && event.key === "Escape") { because.blur(); active()?.querySelector(".act-name").focus(); return; }
  if (event.defaultPrevented || isWriting(event) || document.querySelector("dialog[open]")) return;
  if (cursor && document.activeElement === words && moveSelection(event)) { event.preventDefault(); return; }
  if (event.key === "Enter" && event.target.closest("button, a, summary")) return;
  const doing = KEYS[event.key];
  if (!doing) return;
  event.preventDefault();
  doing();
});

document.addEventListener("selectionchange", () => {
  const told = getSelection().isCollapsed ? null : selected();
  if (told) kept = told;
});

list.addEventListener("click", (event) => {
  const act = event.target.closest(".act");
  const doing = event.target.closest("[data-do]");
  const one = event.target.closest(".slot");
  if (!act || event.target.closest(".editor")) return;
  if (doing) { chooseSlot(null); trying(() => decide(doing.dataset.do, null)); return; }
  if (act !== active() && !event.target.closest("a")) chooseAct(act, { focus: !one });
  else if (event.target.closest(".act-name")) chooseSlot(null);
  if (one) chooseSlot(one, { focus: true });
});
list.addEventListener("dblclick", (event) => { if (event.target.closest(".slot") && !event.target.closest(".editor")) correct(); });
words.addEventListener("click", (event) => {
  if (!getSelection().isCollapsed) return;
  const of = event.target.closest("[data-of]")?.dataset.of.split(" ") ?? [];
  const cue = of.find((one) => one.endsWith(":cue")) ?? of[0];
  if (cue) chooseAct(named(cue.slice(0, cue.lastIndexOf(":"))), { focus: false });
});
undoButton.addEventListener("click", () => trying(() => inTurn(undo)));
document.getElementById("next").addEventListener("click", KEYS.s);
// Named in the address while the page still loads, the browser would scroll the list past its head.
chooseAct(named(location.hash.slice(1)) ?? acts()[0], { focus: acts().length > 0, inAddress: false });
