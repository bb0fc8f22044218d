// Decides how an edited cell of a list is left without saving: Escape or its cancel button draws the list again.
function leave(form) {
  const name = form.dataset.topic.replaceAll(".", "-");
  document.body.dispatchEvent(new CustomEvent(name, { detail: { forced: true } }));
}

export function startCells() {
  document.addEventListener("keydown", (event) => {
    const form = event.target.closest?.(".cell-form");
    if (event.key !== "Escape" || !form) return;
    event.stopPropagation();
    leave(form);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-cell-cancel]");
    if (button) leave(button.form);
  });
}
