// Decides how a page gets onto paper.
export function startPaper() {
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
  });
}
