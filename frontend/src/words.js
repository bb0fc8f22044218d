// Decides where scripts find their sentences: translated by the server, in data attributes of #words.
export function word(name) {
  return document.getElementById("words")?.dataset[name] ?? "";
}

export function say(name, subject) {
  return word(name).replace("%s", subject);
}

export function announce(text) {
  const region = document.getElementById("live-region");
  if (!region || !text) return;
  region.textContent = "";
  window.setTimeout(() => {
    region.textContent = text;
  }, 60);
}
