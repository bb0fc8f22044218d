// Decides how short messages appear and leave.
const STAY = { good: 5000, info: 6000, bad: 0 };

export function toast(text, tone = "info") {
  const template = document.getElementById("toast-template");
  const stack = document.getElementById("toasts");
  if (!template || !stack || !text) return;
  liftAbove(stack);
  forget(text);
  const item = template.content.firstElementChild.cloneNode(true);
  item.dataset.tone = tone;
  item.querySelector("[data-toast-text]").textContent = text;
  stack.append(item);
  leaveLater(item);
}

// What is no longer so, or is said anew, need not stand there.
export function forget(text) {
  document.querySelectorAll("#toasts > [data-tone]").forEach((item) => {
    if (item.querySelector("[data-toast-text]")?.textContent === text) item.remove();
  });
}

// Beside an open dialog nothing can be seen or read, so what is said is said in it.
function liftAbove(stack) {
  const place = [...document.querySelectorAll("dialog[open]")].at(-1) ?? document.body;
  if (stack.parentElement !== place) place.append(stack);
}

function leaveLater(item) {
  const stay = STAY[item.dataset.tone] ?? STAY.info;
  if (!stay) return;
  let timer = window.setTimeout(() => item.remove(), stay);
  const hold = () => window.clearTimeout(timer);
  const release = () => {
    timer = window.setTimeout(() => item.remove(), stay);
  };
  item.addEventListener("pointerenter", hold);
  item.addEventListener("focusin", hold);
  item.addEventListener("pointerleave", release);
  item.addEventListener("focusout", release);
}

export function startToasts() {
  document.querySelectorAll("#toasts > [data-tone]").forEach(leaveLater);
  document.addEventListener("click", (event) => {
    event.target.closest("[data-toast-close]")?.closest("[data-tone]")?.remove();
  });
  document.addEventListener("close", () => liftAbove(document.getElementById("toasts")), true);
  document.body.addEventListener("toast", (event) => toast(event.detail.text, event.detail.tone));
}
