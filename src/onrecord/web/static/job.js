// How far a job is: asked for until it has ended; a single text leads on to its report.

import { ask } from "./desk.js";

const place = document.getElementById("job");
const shown = () => place.querySelector("section").dataset;

async function look() {
  let job;
  try {
    job = await ask(`/api/jobs/${place.dataset.job}`);
  } catch {
    return true;
  }
  if (String(job.done) !== shown().done || job.state !== shown().state) {
    const answer = await fetch(`/jobs/${place.dataset.job}/now`);
    if (answer.ok) place.innerHTML = await answer.text();
  }
  if (shown().leadsTo) { location.replace(shown().leadsTo); return false; }
  return shown().state === "waits" || shown().state === "runs";
}

for (let wait = 150; await look(); wait = Math.min(wait * 1.5, 1500)) await new Promise((done) => { setTimeout(done, wait); });
