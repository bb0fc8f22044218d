// Decides how a row of an order is moved by mouse, touch, arrow keys or buttons; the server keeps its place.
import Sortable from "sortablejs";
import { DRAG, hold } from "./drag.js";
import { send } from "./htmx.js";
import { announce, say } from "./words.js";

const LIST = "[data-order]";
const ITEM = "[data-order-item]";
const STEPS = { ArrowUp: -1, ArrowDown: 1 };
let library;

function keep(item, place, undo) {
  const { order: url, orderVersion: version } = item.closest(LIST).dataset;
  const values = { number: item.dataset.orderItem, position: place, version };
  announce(say("moved", item.dataset.orderItem).replace("%p", place));
  send(library, "POST", url, { source: document.body, swap: "none", values }, undo);
}

// Rows the reader may not see stand between those they do, so each row carries its own place.
export function placeAfter(places, from, to) {
  return from === to ? null : places[to];
}

function step(item, by) {
  const rows = [...item.closest(LIST).querySelectorAll(ITEM)];
  const beside = rows[rows.indexOf(item) + by];
  if (beside) keep(item, Number(beside.dataset.place));
}

function makeSortable(list) {
  list.dataset.ready = "";
  let rows = [];
  Sortable.create(list, {
    ...DRAG,
    draggable: ITEM,
    handle: "[data-handle]",
    onStart() {
      hold(true);
      rows = [...list.querySelectorAll(ITEM)];
    },
    onEnd({ item, oldDraggableIndex: from, newDraggableIndex: to }) {
      hold(false);
      const place = placeAfter(rows.map((row) => Number(row.dataset.place)), from, to);
      if (place) keep(item, place, () => list.append(...rows));
    },
  });
}

function prepare() {
  document.querySelectorAll(`${LIST}:not([data-ready])`).forEach(makeSortable);
}

function onKey(event) {
  const item = event.target.closest?.(`${LIST} [data-handle]`)?.closest(ITEM);
  if (!item || !(event.key in STEPS) || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  step(item, STEPS[event.key]);
}

function onClick(event) {
  const button = event.target.closest?.("[data-order-step]");
  if (button) step(button.closest(ITEM), Number(button.dataset.orderStep));
}

export function startOrders(htmx) {
  library = htmx;
  prepare();
  document.addEventListener("htmx:afterSettle", prepare);
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", onClick);
}
