// Decides what the buttons above the text do, and which of them are pressed.
const DOES = {
  heading: (chain) => chain.toggleHeading({ level: 2 }),
  bold: (chain) => chain.toggleBold(),
  italic: (chain) => chain.toggleItalic(),
  bullets: (chain) => chain.toggleBulletList(),
  numbers: (chain) => chain.toggleOrderedList(),
  task: (chain) => chain.propose("task"),
  decision: (chain) => chain.propose("decision"),
  note: (chain) => chain.propose("note"),
  undo: (chain) => chain.undo(),
  redo: (chain) => chain.redo(),
};
const PRESSED = {
  heading: ["heading"],
  bold: ["bold"],
  italic: ["italic"],
  bullets: ["bulletList"],
  numbers: ["orderedList"],
  task: ["proposal", { kind: "task" }],
  decision: ["proposal", { kind: "decision" }],
  note: ["proposal", { kind: "note" }],
};

export function startToolbar(editor) {
  const bar = document.getElementById("minutes-toolbar");
  const buttons = [...bar.querySelectorAll("[data-do]")];

  const show = () => {
    bar.hidden = !editor.isEditable;
    buttons.forEach((button) => {
      const active = PRESSED[button.dataset.do];
      if (active) button.setAttribute("aria-pressed", String(editor.isActive(...active)));
    });
  };

  const walk = (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const at = buttons.indexOf(document.activeElement);
    if (!step || at < 0) return;
    event.preventDefault();
    const next = buttons[(at + step + buttons.length) % buttons.length];
    buttons.forEach((button) => { button.tabIndex = button === next ? 0 : -1; });
    next.focus();
  };

  bar.addEventListener("mousedown", (event) => event.preventDefault());
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button) DOES[button.dataset.do](editor.chain().focus()).run();
  });
  bar.addEventListener("keydown", walk);
  editor.on("transaction", show);
  editor.on("update", show);
  show();
}
