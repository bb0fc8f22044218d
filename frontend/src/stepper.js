// Decides that the present step of a line too long for the screen is in sight.
function bringIn(step) {
  const line = step.parentElement.getBoundingClientRect();
  const here = step.getBoundingClientRect();
  step.parentElement.scrollLeft += here.left - line.left - (line.width - here.width) / 2;
}

export function startSteppers() {
  const begin = (root) => root.querySelectorAll?.(".stepper > [aria-current=step]").forEach(bringIn);
  begin(document);
  document.body.addEventListener("htmx:load", (event) => begin(event.detail.elt));
}
