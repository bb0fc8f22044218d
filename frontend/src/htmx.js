// Decides how htmx behaves under our content policy and what an answer's status means to a page.
import { say, word } from "./words.js";
import { forget, toast } from "./toast.js";

const SAFE = new Set(["get", "head", "options"]);

function csrfToken() {
  const cookie = document.cookie.split("; ").find((part) => part.startsWith("csrftoken="));
  if (cookie) return decodeURIComponent(cookie.slice("csrftoken=".length));
  return document.querySelector("meta[name=csrf-token]")?.content ?? "";
}

export function configureHtmx(htmx) {
  Object.assign(htmx.config, {
    allowEval: false,
    allowScriptTags: false,
    includeIndicatorStyles: false,
    selfRequestsOnly: true,
    historyCacheSize: 0,
    refreshOnHistoryMiss: true,
    defaultSettleDelay: 0,
    attributesToSettle: ["class"],
    responseHandling: [
      { code: "204", swap: false },
      { code: "[23]..", swap: true },
      { code: "400|409|412|422", swap: true, error: false },
      { code: "...", swap: false, error: true },
    ],
  });
  document.addEventListener("htmx:configRequest", addToken);
  document.addEventListener("htmx:beforeSwap", leaveForSignIn);
  document.addEventListener("htmx:beforeSwap", explainInDialog);
  document.addEventListener("htmx:responseError", explainFailure);
  document.addEventListener("htmx:sendError", () => toast(word("unreachable"), "bad"));
  document.addEventListener("htmx:beforeOnLoad", () => forget(word("unreachable")));
}

function addToken(event) {
  if (!SAFE.has(event.detail.verb)) event.detail.headers["X-CSRFToken"] = csrfToken();
}

// A request that no element makes by itself; that it could not be sent is told by configureHtmx, `undo` does the rest.
export function send(library, verb, url, options, undo = () => {}) {
  library.ajax(verb, url, options).catch(undo);
}

export function signIn() {
  const door = new URL(document.body.dataset.signIn || "/", window.location.href);
  door.searchParams.set("next", window.location.pathname + window.location.search);
  window.location.assign(door);
}

function leaveForSignIn(event) {
  const answered = event.detail.xhr.responseURL;
  const door = document.body.dataset.signIn;
  if (!answered || !door || new URL(answered).pathname !== door) return;
  event.detail.shouldSwap = false;
  signIn();
}

function explainInDialog(event) {
  const { xhr, target } = event.detail;
  if (xhr.status !== 403 || !(target?.id === "dialog-body" || target?.matches("[data-cell]"))) return;
  event.detail.shouldSwap = true;
  event.detail.isError = false;
}

function explainFailure(event) {
  const { status } = event.detail.xhr;
  if (status === 401) signIn();
  else if (status === 403) toast(word("forbidden"), "bad");
  else if (status === 404) toast(word("gone"), "bad");
  else if (status === 429) toast(word("slowDown"), "bad");
  else toast(say("failed", status), "bad");
}
