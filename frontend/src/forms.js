// Decides that nothing typed is lost unasked and nothing is sent twice.
import { toast } from "./toast.js";
import { word } from "./words.js";

function mark(form, dirty) {
  if (!form?.matches("form[data-guard]")) return;
  form.toggleAttribute("data-dirty", dirty);
  const note = form.querySelector("[data-unsaved]");
  if (note) note.hidden = !dirty;
}

function buttonsOf(form) {
  return [...form.elements].filter((element) => element.type === "submit");
}

export function hold(form) {
  if (form.dataset.sending !== undefined || form.hasAttribute("data-repeatable")) return;
  form.dataset.sending = "";
  form.setAttribute("aria-busy", "true");
  window.setTimeout(() => {
    buttonsOf(form).forEach((button) => {
      if (button.disabled) return;
      button.disabled = true;
      button.dataset.held = "";
    });
  });
}

export function release(form) {
  delete form.dataset.sending;
  form.removeAttribute("aria-busy");
  window.setTimeout(() => {
    buttonsOf(form).forEach((button) => {
      if (!("held" in button.dataset)) return;
      button.disabled = false;
      delete button.dataset.held;
    });
  });
}

function onSubmit(event) {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sending !== undefined) {
    event.preventDefault();
    return;
  }
  if (!navigator.onLine) {
    event.preventDefault();
    toast(word("unreachable"), "bad");
    return;
  }
  mark(form, false);
  hold(form);
}

function onHtmx(event) {
  const form = event.detail.elt.closest?.("form");
  if (!form || event.detail.requestConfig.verb === "get") return;
  if (event.type === "htmx:beforeRequest") hold(form);
  else {
    release(form);
    if (event.detail.successful) mark(form, false);
  }
}

export function mayLeave(root) {
  return !root.querySelector("form[data-dirty]") || window.confirm(word("discard"));
}

export function startForms() {
  document.addEventListener("input", (event) => mark(event.target.form, true));
  document.addEventListener("reset", (event) => mark(event.target, false));
  document.addEventListener("submit", onSubmit);
  document.addEventListener("htmx:beforeRequest", onHtmx);
  document.addEventListener("htmx:afterRequest", onHtmx);
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sending]").forEach(release));
  window.addEventListener("beforeunload", (event) => {
    if (document.querySelector("form[data-dirty]")) event.preventDefault();
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-submit-on-change]")) event.target.form.requestSubmit();
  });
}
