// Decides which rows of a list are chosen (mouse, shift range, key x) and fetches what can be done with them together.
import { send } from "./htmx.js";
import { announce, say } from "./words.js";

const BOX = "input[data-bulk]";
const PAUSE = 180;
const chosen = new Set();
let library;
let last = null;
let timer = 0;

function boxes() {
  return [...document.querySelectorAll(BOX)];
}

function idOf(box) {
  return box.value.split(":")[0];
}

function bar() {
  return document.getElementById("bulk-bar");
}

// What the bar offers belongs to the rows it was fetched for: it rests while it is out of date, and goes with them.
function show(on) {
  const place = bar();
  if (!place) return;
  place.hidden = !on;
  if (!on) place.replaceChildren();
}

function fetchBar() {
  const place = bar();
  if (!place) return;
  const picked = boxes().filter((box) => box.checked);
  show(picked.length > 0);
  if (!picked.length) return;
  const query = new URLSearchParams(picked.map((box) => ["item", box.value]));
  send(library, "GET", `${place.dataset.bulkUrl}?${query}`, { source: place, target: place, swap: "innerHTML" });
}

function refresh(spoken) {
  const all = document.querySelector("input[data-bulk-all]");
  const there = boxes();
  const count = there.filter((box) => box.checked).length;
  if (all) {
    all.checked = count > 0 && count === there.length;
    all.indeterminate = count > 0 && count < there.length;
  }
  if (spoken) announce(say("chosen", String(count)));
  if (bar()) bar().inert = true;
  window.clearTimeout(timer);
  timer = window.setTimeout(fetchBar, PAUSE);
}

function choose(box, on) {
  box.checked = on;
  box.closest("[data-row]")?.toggleAttribute("data-chosen", on);
  if (on) chosen.add(idOf(box));
  else chosen.delete(idOf(box));
}

function range(to, on) {
  const there = boxes();
  const ends = [there.indexOf(last), there.indexOf(to)].sort((a, b) => a - b);
  if (ends[0] < 0) return [to];
  const between = there.slice(ends[0], ends[1] + 1);
  between.forEach((box) => choose(box, on));
  return between;
}

function onClick(event) {
  if (event.target.closest("[data-bulk-clear]")) {
    boxes().forEach((box) => choose(box, false));
    refresh(true);
    return;
  }
  const box = event.target.closest(BOX);
  if (box) {
    choose(box, box.checked);
    if (event.shiftKey && last) range(box, box.checked);
    last = box;
    refresh(true);
  } else if (event.target.matches("input[data-bulk-all]")) {
    boxes().forEach((each) => choose(each, event.target.checked));
    refresh(true);
  }
}

// For the page's single keys: x chooses the row with the focus, shift-x all rows up to it.
export function toggleFocused(ranged) {
  const row = document.activeElement.closest?.("[data-row]");
  const box = row?.querySelector(BOX);
  if (!box) return false;
  const on = !box.checked;
  choose(box, on);
  if (ranged && last) range(box, on);
  last = box;
  refresh(true);
  return true;
}

function restore() {
  if (!document.querySelector(BOX)) return;
  const there = boxes();
  there.forEach((box) => choose(box, chosen.has(idOf(box))));
  if (!last?.isConnected) last = null;
  if (chosen.size) refresh(false);
  else show(false);
}

export function startBulk(htmx) {
  library = htmx;
  document.addEventListener("click", onClick);
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target === bar()) bar().inert = false;
    else if (event.detail.elt?.querySelector?.(BOX)) restore();
  });
  document.body.addEventListener("bulkDone", (event) => {
    event.detail.done.forEach((id) => chosen.delete(String(id)));
    restore();
  });
}
