// Decides how cards of a session are dragged onto columns and onto each other; the server says where they end up.
import Sortable from "sortablejs";
import { DRAG, hold } from "./drag.js";
import { send } from "./htmx.js";

const LISTS = "[data-retro-column], [data-retro-group]";
const CARD = "[data-retro-card]";
let library;

export function destination(list) {
  const { retroGroup: under, retroColumn: column } = list.dataset;
  return under ? { under } : { column };
}

function place(card, list) {
  const values = { ...destination(list), version: card.dataset.version };
  send(library, "POST", card.dataset.placeUrl, { source: card, swap: "none", values });
}

function makeSortable(list) {
  list.dataset.ready = "";
  const board = list.closest("[data-retro]");
  Sortable.create(list, {
    group: "retro",
    draggable: CARD,
    ...DRAG,
    sort: false,
    onStart() {
      hold(true);
      board.dataset.dragging = "";
    },
    onEnd({ item, from, to }) {
      hold(false);
      delete board.dataset.dragging;
      if (from !== to) place(item, to);
    },
  });
}

function prepare() {
  document.querySelectorAll(`[data-retro] :is(${LISTS}):not([data-ready])`).forEach(makeSortable);
}

export function startRetro(htmx) {
  library = htmx;
  prepare();
  document.addEventListener("htmx:afterSettle", prepare);
}
