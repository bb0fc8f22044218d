// Decides how Ctrl-K finds a matter or a command and goes there without a mouse.
let box;
let input;
let results;
let commands;

function options() {
  return [...box.querySelectorAll("[role=option]")];
}

function choose(option) {
  options().forEach((other) => other.setAttribute("aria-selected", String(other === option)));
  if (option) {
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  } else input.removeAttribute("aria-activedescendant");
}

function number() {
  options().forEach((option, at) => {
    option.id = `palette-option-${at}`;
    option.tabIndex = -1;
  });
  choose(options()[0]);
  box.querySelector("[data-palette-empty]").hidden = options().length > 0;
}

function step(by) {
  const all = options();
  const at = all.findIndex((option) => option.getAttribute("aria-selected") === "true");
  choose(all[(at + by + all.length) % all.length]);
}

function sources() {
  const places = document.querySelectorAll(".side a[data-command], #create-menu a, main [data-command]");
  return [...places].filter((place) => !place.closest("dialog"));
}

function commandFor(source) {
  const item = document.createElement("a");
  item.setAttribute("role", "option");
  item.className = "palette-option";
  item.href = source.getAttribute("href") ?? "#";
  const icon = source.querySelector("svg")?.cloneNode(true);
  if (icon) item.append(icon);
  const label = document.createElement("span");
  label.textContent = source.dataset.command || source.textContent.trim();
  item.append(label);
  item.addEventListener("click", (event) => {
    event.preventDefault();
    box.close();
    source.click();
  });
  return item;
}

function listCommands() {
  const typed = input.value.trim().toLocaleLowerCase();
  const matching = sources().filter((source) => {
    const label = source.dataset.command || source.textContent;
    return label.toLocaleLowerCase().includes(typed);
  });
  commands.querySelector("[data-palette-commands]").replaceChildren(...matching.slice(0, 12).map(commandFor));
  commands.hidden = matching.length === 0;
}

function open() {
  if (!box || box.open) return;
  document.querySelectorAll("dialog[open]").forEach((other) => other.close());
  input.value = "";
  results.replaceChildren();
  listCommands();
  number();
  box.showModal();
  input.focus();
  input.dispatchEvent(new CustomEvent("palette:open"));
}

function onKey(event) {
  const moves = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key in moves) {
    event.preventDefault();
    if (options().length) step(moves[event.key]);
  } else if (event.key === "Enter") {
    event.preventDefault();
    box.querySelector("[role=option][aria-selected=true]")?.click();
  }
}

export function startPalette() {
  box = document.getElementById("palette");
  if (!box) return;
  input = document.getElementById("palette-input");
  results = document.getElementById("palette-results");
  commands = document.getElementById("palette-commands");
  input.addEventListener("keydown", onKey);
  input.addEventListener("input", () => {
    listCommands();
    number();
  });
  results.addEventListener("htmx:afterSettle", number);
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      open();
    }
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-palette-open]")) open();
  });
}
