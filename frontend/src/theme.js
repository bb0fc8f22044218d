// Decides light or dark before the first paint, and remembers what the reader chose.
(function theme() {
  const root = document.documentElement;
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const CHOICES = ["light", "dark", "auto"];

  function stored() {
    const cookie = /(?:^|; )theme=(light|dark|auto)/.exec(document.cookie)?.[1];
    try {
      return localStorage.getItem("theme") ?? cookie;
    } catch {
      return cookie;
    }
  }

  function choice() {
    const value = stored();
    return CHOICES.includes(value) ? value : "auto";
  }

  function remember(value) {
    try {
      localStorage.setItem("theme", value);
    } catch {
      // A browser that keeps nothing locally still has the cookie.
    }
    document.cookie = `theme=${value}; path=/; max-age=31536000; samesite=lax`;
  }

  function apply() {
    const wanted = choice();
    const dark = wanted === "dark" || (wanted === "auto" && system.matches);
    root.dataset.bsTheme = dark ? "dark" : "light";
    const colour = document.querySelector("meta[name=theme-color]");
    if (colour) colour.content = dark ? colour.dataset.dark : colour.dataset.light;
    document.querySelectorAll("[data-theme-choice]").forEach((button) => {
      button.setAttribute("aria-pressed", String(button.dataset.themeChoice === wanted));
    });
  }

  apply();
  system.addEventListener("change", apply);
  window.addEventListener("storage", apply);
  document.addEventListener("DOMContentLoaded", apply);
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-theme-choice]");
    if (!button) return;
    remember(button.dataset.themeChoice);
    apply();
  });
})();
