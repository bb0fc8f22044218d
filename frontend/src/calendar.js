// Decides how the keyboard walks over the days of a calendar.
const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

function onKey(event) {
  const day = event.target.closest?.("[data-calendar] [data-day]");
  if (!day || event.ctrlKey || event.metaKey || event.altKey) return;
  const place = day.closest("[data-calendar]").parentElement;
  if (event.key === "PageUp" || event.key === "PageDown") {
    event.preventDefault();
    place.querySelector(`a[rel=${event.key === "PageUp" ? "prev" : "next"}]`)?.click();
  } else if (event.target === day && event.key === "Enter") {
    day.querySelector("a[href]")?.focus();
  } else if (event.key === "Escape" && event.target !== day) {
    day.focus();
  } else if (event.target === day && event.key in STEPS) {
    event.preventDefault();
    const days = [...day.parentElement.querySelectorAll("[data-day]")];
    const next = days[days.indexOf(day) + STEPS[event.key]];
    if (!next) return;
    day.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }
}

export function startCalendar() {
  document.addEventListener("keydown", onKey);
}
