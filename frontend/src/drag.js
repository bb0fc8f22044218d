// Decides how anything is dragged by mouse or touch, and that nothing is drawn anew under the hand that drags.
export const DRAG = {
  filter: "button:not([data-handle]), input, summary",
  preventOnFilter: false,
  forceFallback: true,
  fallbackTolerance: 4,
  delay: 180,
  delayOnTouchOnly: true,
  animation: window.matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 140,
};

let dragging = false;

export function hold(on) {
  dragging = on;
}

// What others do meanwhile is drawn once the hand is off.
export function startHolding(htmx) {
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (!dragging || !event.target.matches?.("[data-drag-live]")) return;
    event.preventDefault();
    const name = event.detail.requestConfig.triggeringEvent?.type;
    const redraw = () => window.setTimeout(() => htmx.trigger(document.body, name), 50);
    document.addEventListener("pointerup", redraw, { once: true });
  });
}
