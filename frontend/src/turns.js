// Decides how long the item on turn has taken, counted on from the instants the server stored.
const offsets = new WeakMap();

function clockWords(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

export function elapsed({ since, now, spent }, passed) {
  return spent + (now - since + passed) / 1000;
}

function show(turn) {
  const { since, now, spent, box } = turn.dataset;
  if (!offsets.has(turn)) offsets.set(turn, performance.now());
  const times = { since: Date.parse(since), now: Date.parse(now), spent: Number(spent) };
  const seconds = elapsed(times, performance.now() - offsets.get(turn));
  const allotted = Number(box);
  turn.querySelector("[data-turn-shown]").textContent = allotted
    ? `${clockWords(seconds)} / ${clockWords(allotted)}`
    : clockWords(seconds);
  turn.classList.toggle("turn-over", allotted > 0 && seconds > allotted);
}

export function startTurns() {
  const all = () => document.querySelectorAll("[data-turn]").forEach(show);
  all();
  document.body.addEventListener("htmx:afterSettle", all);
  window.setInterval(all, 1000);
}
