// Decides that the present step of a line, or the present place of a chain, is in sight where not all of it is.
function bringIn(step) {
  const way = step.closest(".stepper, .chain");
  const line = way.getBoundingClientRect();
  const here = step.getBoundingClientRect();
  way.scrollLeft += here.left - line.left - (line.width - here.width) / 2;
}

export function startSteppers() {
  const begin = (root) => root.querySelectorAll?.(".stepper > [aria-current=step], .chain .chain-here").forEach(bringIn);
  begin(document);
  document.body.addEventListener("htmx:load", (event) => begin(event.detail.elt));
}
