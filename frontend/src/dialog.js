// Decides how an action's form opens over the page, and what ends it.
import { mayLeave } from "./forms.js";
import { send } from "./htmx.js";

const COME_BACK = 5000;
let box;
let body;
let library;
let place = null;
let ended = 0;

export function openDialog(url, { onEnd } = {}) {
  if (!box || box.open) return;
  place = document.activeElement?.closest("main [id]:not(button)")?.id ?? null;
  body.replaceChildren(document.getElementById("dialog-waiting").content.cloneNode(true));
  delete box.dataset.done;
  box.addEventListener("close", () => onEnd?.("done" in box.dataset), { once: true });
  box.showModal();
  send(library, "GET", url, { source: body, target: body, swap: "innerHTML" });
}

// A button that sends a form's choice: its dialog is asked about exactly what was chosen.
function openWithChosen(button) {
  const query = new URLSearchParams(new FormData(button.form));
  if (query.size) openDialog(`${button.getAttribute("formaction")}?${query}`);
}

function finish() {
  if (!box.open) return;
  box.dataset.done = "";
  ended = Date.now();
  box.close();
}

// What was done often takes its own button away; whoever works by keyboard goes on where it stood.
function comeBack() {
  const here = !box.open && document.activeElement === document.body && place && document.getElementById(place);
  if (!here || Date.now() - ended > COME_BACK) return;
  here.tabIndex = -1;
  here.focus({ preventScroll: true });
}

function dismiss() {
  if (mayLeave(box)) box.close();
}

// A form on a page of its own has no dialog to close: back to where one came from.
function leave() {
  document.querySelectorAll("form[data-dirty]").forEach((form) => form.removeAttribute("data-dirty"));
  if (history.length > 1) history.back();
  else window.location.assign("/");
}

function onClick(event) {
  const opener = event.target.closest("[data-dialog-url]");
  if (opener && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
    event.preventDefault();
    openDialog(opener.dataset.dialogUrl);
  } else if (event.target.closest("[data-dialog-with]")) {
    event.preventDefault();
    openWithChosen(event.target.closest("[data-dialog-with]"));
  } else if (event.target.closest("[data-dialog-close]")) {
    const nearest = event.target.closest("dialog");
    if (nearest === box) dismiss();
    else if (nearest) nearest.close();
    else if (mayLeave(document)) leave();
  } else if (event.target.matches("dialog")) {
    if (event.target === box) dismiss();
    else event.target.close();
  }
}

// What could not be fetched leaves nothing to fill in; what could not be sent stays, to be sent again.
function onFailure(event) {
  if (event.target === body && event.detail.requestConfig.verb === "get") box.close();
}

function focusFirst(event) {
  if (event.detail.target !== body || !box.open) return;
  const field = body.querySelector("[autofocus], [aria-invalid=true], input:not([type=hidden]), textarea, select");
  (field ?? body.querySelector("button, a[href]"))?.focus();
  const title = body.querySelector("h2");
  if (title) {
    title.id ||= "dialog-title";
    box.setAttribute("aria-labelledby", title.id);
  }
}

export function startDialogs(htmx) {
  library = htmx;
  box = document.getElementById("dialog");
  body = document.getElementById("dialog-body");
  if (!box) return;
  document.addEventListener("click", onClick);
  document.addEventListener("htmx:afterSettle", focusFirst);
  document.addEventListener("htmx:afterSettle", comeBack);
  document.body.addEventListener("closeDialog", finish);
  box.addEventListener("cancel", (event) => {
    event.preventDefault();
    dismiss();
  });
  box.addEventListener("close", () => body.replaceChildren());
  for (const failure of ["htmx:responseError", "htmx:sendError"]) box.addEventListener(failure, onFailure);
}
