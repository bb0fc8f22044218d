// Decides how a card moves between columns by mouse, touch or keyboard; the move itself is an action's dialog.
import Sortable from "sortablejs";
import { openDialog } from "./dialog.js";
import { DRAG } from "./drag.js";
import { announce, say, word } from "./words.js";

const COLUMN = "[data-board-column]";
const CARD = "[data-card]";
let lifted = null;

function accepts(column, card) {
  if (!column.dataset.dropUrl) return false;
  const moves = card.dataset.moves;
  return moves === undefined || moves.split(/\s+/).includes(column.dataset.boardColumn);
}

function act(card, column, undo) {
  card.dataset.moving = "";
  openDialog(column.dataset.dropUrl.replace("{id}", card.dataset.card), {
    onEnd(done) {
      delete card.dataset.moving;
      if (!done) undo();
    },
  });
}

function placeOf(card) {
  const { parentElement: column, nextElementSibling: next } = card;
  return () => column.insertBefore(card, next?.parentElement === column ? next : null);
}

function hint(board, card) {
  board.querySelectorAll(COLUMN).forEach((column) => {
    column.toggleAttribute("data-refuses", Boolean(card) && column !== card.parentElement && !accepts(column, card));
  });
}

function makeSortable(column) {
  const board = column.closest("[data-board]");
  let undo;
  Sortable.create(column, {
    group: { name: board.id || "board", put: (to, from, card) => accepts(to.el, card) },
    draggable: CARD,
    ...DRAG,
    sort: false,
    onStart({ item }) {
      undo = placeOf(item);
      hint(board, item);
    },
    onEnd({ item, from, to }) {
      hint(board, null);
      if (from !== to) act(item, to, undo);
    },
  });
}

function nextColumn(card, step) {
  const columns = [...card.closest("[data-board]").querySelectorAll(COLUMN)];
  let at = columns.indexOf(card.parentElement) + step;
  while (columns[at] && columns[at] !== lifted.from && !accepts(columns[at], card)) at += step;
  return columns[at];
}

function lift(card) {
  lifted = { card, from: card.parentElement, undo: placeOf(card) };
  card.dataset.lifted = "";
  hint(card.closest("[data-board]"), card);
  announce(say("lifted", card.dataset.name));
}

function putDown(keep) {
  const { card, from, undo } = lifted;
  delete card.dataset.lifted;
  hint(card.closest("[data-board]"), null);
  lifted = null;
  if (!keep) {
    undo();
    announce(word("putBack"));
  } else if (card.parentElement !== from) act(card, card.parentElement, undo);
  card.focus();
}

function carry(card, step) {
  const column = nextColumn(card, step);
  if (!column) return;
  column.append(card);
  card.focus();
  announce(say("over", column.dataset.name));
}

function walk(card, key) {
  const columns = [...card.closest("[data-board]").querySelectorAll(COLUMN)];
  const row = [...card.parentElement.querySelectorAll(CARD)];
  const at = row.indexOf(card);
  if (key === "ArrowDown" || key === "ArrowUp") {
    row[at + (key === "ArrowDown" ? 1 : -1)]?.focus();
    return;
  }
  const step = key === "ArrowRight" ? 1 : -1;
  let column = columns.indexOf(card.parentElement) + step;
  while (columns[column] && !columns[column].querySelector(CARD)) column += step;
  const beside = columns[column]?.querySelectorAll(CARD);
  beside?.[Math.min(at, beside.length - 1)].focus();
}

function onKey(event) {
  const card = event.target.closest?.(`[data-board] ${CARD}`);
  if (!card || event.target !== card) return;
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const keys = [" ", "Escape", "ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown"];
  if (!keys.includes(event.key) && !(lifted && event.key === "Enter")) return;
  event.preventDefault();
  if (lifted) {
    if (step) carry(card, step);
    else if (event.key === "Escape") putDown(false);
    else if (event.key === " " || event.key === "Enter") putDown(true);
  } else if (event.key === " ") lift(card);
  else if (event.key !== "Escape") walk(card, event.key);
}

function prepare() {
  document.querySelectorAll(`[data-board] ${COLUMN}:not([data-ready])`).forEach((column) => {
    column.dataset.ready = "";
    makeSortable(column);
  });
}

export function startBoards() {
  prepare();
  document.addEventListener("htmx:afterSettle", prepare);
  document.addEventListener("keydown", onKey);
}
