// Decides how drop-down menus and the side navigation open, close and move focus.
const ITEMS = "a[href], button:not([disabled])";

function close(menu, focus) {
  menu.open = false;
  if (focus) menu.querySelector("summary").focus();
}

function step(menu, event) {
  const items = [...menu.querySelectorAll(`.menu-panel :is(${ITEMS})`)];
  const at = items.indexOf(document.activeElement);
  const moves = { ArrowDown: at + 1, ArrowUp: at <= 0 ? items.length - 1 : at - 1, Home: 0, End: items.length - 1 };
  if (!(event.key in moves) || !items.length || document.activeElement.matches("input, select")) return;
  event.preventDefault();
  menu.open = true;
  items[moves[event.key] % items.length].focus();
}

function onKey(event) {
  if (event.key === "Escape") {
    const open = document.querySelector("details.menu[open]");
    if (open) close(open, true);
    else toggleNav(false);
    return;
  }
  const menu = event.target.closest?.("details.menu");
  if (menu) step(menu, event);
}

function onClick(event) {
  document.querySelectorAll("details.menu[open]").forEach((menu) => {
    const chosen = event.target.closest(".menu-panel a, .menu-panel button[data-closes]");
    if (!menu.contains(event.target) || chosen) close(menu, false);
  });
  const toggle = event.target.closest("[data-nav-toggle]");
  if (toggle) toggleNav(!isNavOpen());
  else if (event.target.closest("[data-nav-close]")) toggleNav(false);
}

function isNavOpen() {
  return "navOpen" in document.body.dataset;
}

function toggleNav(open) {
  if (open === isNavOpen()) return;
  const toggles = [...document.querySelectorAll("[data-nav-toggle]")];
  toggles.forEach((toggle) => toggle.setAttribute("aria-expanded", String(open)));
  document.querySelectorAll(".top, #main").forEach((covered) => covered.toggleAttribute("inert", open));
  if (open) {
    document.body.dataset.navOpen = "";
    document.querySelector(".side a[href]")?.focus();
  } else {
    delete document.body.dataset.navOpen;
    toggles.find((toggle) => toggle.offsetParent)?.focus();
  }
}

export function openMenu(id) {
  const menu = document.getElementById(id);
  if (!menu) return false;
  menu.open = true;
  menu.querySelector(`.menu-panel :is(${ITEMS})`)?.focus();
  return true;
}

export function startMenus() {
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", onClick);
}
