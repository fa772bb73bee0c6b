// The page where things are brought: forms sent without leaving the page until they are taken, files dropped, folders walked.

import { ask, isWriting, phrase, Refused } from "./desk.js";

const MOST_FILES = 400;
const MOST_BYTES = 80 * 1024 * 1024;
const LARGEST = 100 * 1000 * 1000;

const wrong = (form, words) => { form.querySelector(".wrong").textContent = words; };
const busy = (form, is) => { for (const one of form.querySelectorAll("button")) one.disabled = is; };
const fields = (form) => Object.fromEntries([...new FormData(form)].filter(([, told]) => typeof told === "string" && told.trim()));

async function bring(form, work) {
  wrong(form, "");
  busy(form, true);
  try {
    location.href = `/jobs/${(await work()).id}`;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    wrong(form, error.message);
    busy(form, false);
  }
}

const text = document.getElementById("text");
const addresses = document.getElementById("addresses");
const files = document.getElementById("files");

text.addEventListener("submit", (event) => {
  event.preventDefault();
  bring(text, () => ask("/api/jobs/text", fields(text)));
});
addresses.addEventListener("submit", (event) => {
  event.preventDefault();
  const told = fields(addresses);
  bring(addresses, () => ask("/api/jobs/addresses", { ...told, addresses: told.addresses.split(/\s+/) }));
});

// ---------------------------------------------------------------- files

/** Files in heaps that are small enough to be sent at once. */
function* heaps(all) {
  let heap = [];
  let bytes = 0;
  for (const one of all) {
    if (heap.length === MOST_FILES || (heap.length && bytes + one.file.size > MOST_BYTES)) { yield heap; heap = []; bytes = 0; }
    heap.push(one);
    bytes += one.file.size;
  }
  if (heap.length) yield heap;
}

async function bringFiles(all) {
  const large = all.find(({ file }) => file.size > LARGEST);
  if (large) { wrong(files, `${large.name}: ${phrase("larger than can be brought here; add it on the command line.")}`); return; }
  const told = fields(files);
  const status = files.querySelector("[role=status]");
  await bring(files, async () => {
    let job;
    let sent = 0;
    for (const heap of heaps(all)) {
      status.textContent = `${phrase("Being brought:")} ${sent + heap.length} / ${all.length}`;
      const body = new FormData();
      for (const [name, value] of Object.entries(told)) body.append(name, value);
      for (const { name, file } of heap) body.append("files", file, name);
      job = await ask("/api/jobs/files", body);
      sent += heap.length;
    }
    return job;
  });
}

const chosen = () => [...files.querySelectorAll("input[type=file]")]
  .flatMap((input) => [...input.files])
  .map((file) => ({ name: file.webkitRelativePath || file.name, file }));

files.addEventListener("submit", (event) => {
  event.preventDefault();
  const all = chosen();
  if (all.length) bringFiles(all); else files.querySelector("input[type=file]").focus();
});

/** The files in what was dropped: a folder is walked. */
async function walked(entry) {
  if (entry.isFile) {
    const file = await new Promise((done, fail) => entry.file(done, fail));
    return [{ name: entry.fullPath.slice(1), file }];
  }
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((done, fail) => reader.readEntries(done, fail));
    if (!some.length) return found;
    for (const one of some) if (!one.name.startsWith(".")) found.push(...await walked(one));
  }
}

for (const kind of ["dragenter", "dragover"]) {
  document.addEventListener(kind, (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    files.classList.add("over-it");
  });
}
document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) files.classList.remove("over-it"); });
document.addEventListener("drop", async (event) => {
  if (!event.dataTransfer.types.includes("Files")) return;
  event.preventDefault();
  files.classList.remove("over-it");
  const dropped = [...event.dataTransfer.items].filter((one) => one.kind === "file").map((one) => [one.webkitGetAsEntry(), one.getAsFile()]);
  const all = (await Promise.all(dropped.map(([entry, file]) => (entry ? walked(entry) : [{ name: file.name, file }])))).flat();
  if (all.length) bringFiles(all);
});

// ---------------------------------------------------------------- keys

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.target.closest?.("form")?.requestSubmit();
    return;
  }
  if (isWriting(event) || document.querySelector("dialog[open]")) return;
  const to = { t: "#words", u: "#places" }[event.key];
  if (to) { document.querySelector(to).focus(); event.preventDefault(); }
  if (event.key === "f" && !event.defaultPrevented) { files.querySelector("input[type=file]").click(); event.preventDefault(); }
});
