// Decides which part of a timeline is seen first: today, a little to the left of the middle.
const places = new Map();

function show(root) {
  root.querySelectorAll(".gantt[data-today]").forEach((box) => {
    const names = box.querySelector(".gantt-names").offsetWidth;
    const today = Number(box.dataset.today);
    box.scrollLeft = places.get(location.pathname) ?? Math.max(0, today - (box.clientWidth - names) / 3);
    box.addEventListener("scroll", () => places.set(location.pathname, box.scrollLeft), { passive: true });
  });
}

export function startGantt() {
  show(document);
  document.body.addEventListener("htmx:afterSettle", () => show(document));
}
