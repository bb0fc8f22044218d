// Decides how the map of goals is walked by keyboard, zoomed and dragged; folding itself is the server's answer.
const STEPS = [0.4, 0.5, 0.65, 0.8, 1, 1.25, 1.5];
const MARGIN = 4;
let scale = STEPS.indexOf(1);
let place = { left: 0, top: 0 };
let at = null;

const box = () => document.querySelector("[data-map]");
const items = (map) => [...map.querySelectorAll("[role=treeitem]")];

function zoom(way) {
  const map = box();
  if (!map) return;
  const steps = { in: 1, out: -1 };
  scale = way in steps ? Math.min(STEPS.length - 1, Math.max(0, scale + steps[way])) : STEPS.indexOf(1);
  showZoom(map);
}

function showZoom(map) {
  map.querySelector("[role=tree]").style.zoom = STEPS[scale];
  const now = document.querySelector("[data-zoom-now]");
  if (now) now.value = `${Math.round(STEPS[scale] * 100)} %`;
}

function go(item) {
  if (!item) return;
  items(box()).forEach((other) => { other.tabIndex = other === item ? 0 : -1; });
  at = item.id;
  item.focus({ preventScroll: true });
  item.querySelector(".map-card").scrollIntoView({ block: "nearest", inline: "nearest" });
}

const fold = (item) => item.querySelector(":scope > [data-map-fold]")?.click();
const above = (item) => item.parentElement.closest("[role=treeitem]");
const below = (item) => item.querySelector(":scope > [role=group] > [role=treeitem]");
const isOpen = (item) => item.getAttribute("aria-expanded") === "true";
const isFolded = (item) => item.getAttribute("aria-expanded") === "false";

const walks = {
  ArrowDown: (item, all) => go(all[all.indexOf(item) + 1]),
  ArrowUp: (item, all) => go(all[all.indexOf(item) - 1]),
  ArrowRight: (item) => (isFolded(item) ? fold(item) : go(below(item))),
  ArrowLeft: (item) => (isOpen(item) && item.querySelector(":scope > [data-map-fold]") ? fold(item) : go(above(item))),
  Home: (_item, all) => go(all[0]),
  End: (_item, all) => go(all.at(-1)),
  Enter: (item) => item.querySelector(":scope > .map-card [data-map-open]")?.click(),
  " ": (item) => fold(item),
  m: (item) => item.querySelector(":scope > [data-map-move]")?.click(),
  "+": () => zoom("in"),
  "=": () => zoom("in"),
  "-": () => zoom("out"),
  0: () => zoom("reset"),
};

function walk(event) {
  const item = event.target.closest?.("[data-map] [role=treeitem]");
  if (!item || event.target !== item || event.ctrlKey || event.metaKey || event.altKey) return;
  const step = walks[event.key];
  if (!step) return;
  event.preventDefault();
  event.stopPropagation();
  at = item.id;
  step(item, items(box()));
}

function drag(event) {
  const map = event.target.closest?.("[data-map]");
  if (!map || event.button !== 0 || event.pointerType !== "mouse" || event.target.closest("a, button")) return;
  const from = { x: event.clientX, y: event.clientY, left: map.scrollLeft, top: map.scrollTop };
  const move = (moved) => {
    if (Math.hypot(moved.clientX - from.x, moved.clientY - from.y) < MARGIN) return;
    map.classList.add("map-dragged");
    map.scrollTo(from.left - moved.clientX + from.x, from.top - moved.clientY + from.y);
  };
  const end = () => {
    map.classList.remove("map-dragged");
    window.removeEventListener("pointermove", move);
  };
  window.addEventListener("pointermove", move);
  window.addEventListener("pointerup", end, { once: true });
}

function remember(event) {
  const map = box();
  if (!map || event.detail.target?.id !== "goal-map") return;
  place = { left: map.scrollLeft, top: map.scrollTop };
  const pressed = document.activeElement?.closest?.("[data-map] [role=treeitem]");
  at = pressed?.id ?? null;
}

function restore(event) {
  const map = box();
  if (!map || !event.target.closest?.("#goal-map, body")) return;
  showZoom(map);
  map.scrollTo(place);
  const item = at && document.getElementById(at);
  if (item && document.activeElement !== item) go(item);
}

export function startGoalMap() {
  document.addEventListener("keydown", walk, true);
  document.addEventListener("pointerdown", drag);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-zoom]");
    if (button) zoom(button.dataset.zoom);
  });
  document.body.addEventListener("htmx:beforeSwap", remember);
  document.body.addEventListener("htmx:afterSettle", restore);
}
