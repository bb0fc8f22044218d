// Decides what single keys do while nobody is typing.
import { toggleFocused } from "./bulk.js";
import { openMenu } from "./menu.js";

const PAUSE = 1200;
const LINK = "[data-row] a[data-row-link]";
let prefix = -Infinity;
let held = "";

function typing(target) {
  return target.closest?.("input:not([data-bulk]), textarea, select, [contenteditable=true]") || document.querySelector("dialog[open]");
}

function go(key) {
  const link = document.querySelector(`a[data-go="${CSS.escape(key)}"]`);
  if (link) window.location.assign(link.href);
  return Boolean(link);
}

function nextRow(step) {
  const rows = [...document.querySelectorAll(LINK)];
  if (!rows.length) return false;
  const current = document.activeElement.closest?.("[data-row]")?.querySelector("a[data-row-link]");
  const at = rows.indexOf(current);
  const to = at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + step));
  rows[to].focus();
  rows[to].scrollIntoView({ block: "nearest" });
  return true;
}

function focusSearch() {
  const field = document.querySelector("input[data-page-search]") ?? document.getElementById("global-search");
  field?.focus();
  field?.select();
  return Boolean(field);
}

function showHelp() {
  document.getElementById("keys-help")?.showModal();
  return true;
}

const SINGLE = {
  "/": focusSearch,
  "?": showHelp,
  c: () => openMenu("create-menu"),
  j: () => nextRow(1),
  k: () => nextRow(-1),
  x: () => toggleFocused(false),
  X: () => toggleFocused(true),
};

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || typing(event.target)) return;
  const afterG = event.timeStamp - prefix < PAUSE;
  prefix = -Infinity;
  if (afterG && go(event.key)) event.preventDefault();
  else if (event.key === "g") prefix = event.timeStamp;
  else if (SINGLE[event.key]?.()) event.preventDefault();
}

// A list that is drawn anew under somebody keeps the row they were at.
function keepPlace() {
  if (!held || document.activeElement !== document.body) return;
  document.querySelector(`${LINK}[href="${CSS.escape(held)}"]`)?.focus({ preventScroll: true });
}

export function startKeys() {
  document.addEventListener("keydown", onKey);
  document.addEventListener("focusin", (event) => {
    if (event.target.closest("dialog")) return;
    held = event.target.matches(LINK) ? event.target.getAttribute("href") : "";
  });
  document.addEventListener("pointerdown", () => {
    held = "";
  });
  document.addEventListener("htmx:afterSwap", keepPlace);
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-keys-help]")) showHelp();
  });
}
