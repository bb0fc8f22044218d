// Decides how cards of a session are dragged onto columns and onto each other; the server says where they end up.
import Sortable from "sortablejs";

const LISTS = "[data-retro-column], [data-retro-group]";
const CARD = "[data-retro-card]";
let library;
let dragging = false;

export function destination(list) {
  const { retroGroup: under, retroColumn: column } = list.dataset;
  return under ? { under } : { column };
}

function place(card, list) {
  const values = { ...destination(list), version: card.dataset.version };
  library.ajax("POST", card.dataset.placeUrl, { source: card, swap: "none", values });
}

function makeSortable(list) {
  list.dataset.ready = "";
  const board = list.closest("[data-retro]");
  Sortable.create(list, {
    group: "retro",
    draggable: CARD,
    filter: "button",
    preventOnFilter: false,
    forceFallback: true,
    fallbackTolerance: 4,
    delay: 180,
    delayOnTouchOnly: true,
    sort: false,
    animation: window.matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 140,
    onStart() {
      dragging = true;
      board.dataset.dragging = "";
    },
    onEnd({ item, from, to }) {
      dragging = false;
      delete board.dataset.dragging;
      if (from !== to) place(item, to);
    },
  });
}

function prepare() {
  document.querySelectorAll(`[data-retro] :is(${LISTS}):not([data-ready])`).forEach(makeSortable);
}

// What others do meanwhile is drawn once the card is put down.
function holdWhileDragging(event) {
  if (!dragging || !event.target.matches?.("[data-retro-live]")) return;
  event.preventDefault();
  const name = event.detail.requestConfig.triggeringEvent?.type;
  document.addEventListener("pointerup", () => window.setTimeout(() => library.trigger(document.body, name), 50), {
    once: true,
  });
}

export function startRetro(htmx) {
  library = htmx;
  prepare();
  document.addEventListener("htmx:afterSettle", prepare);
  document.addEventListener("htmx:beforeRequest", holdWhileDragging);
}
