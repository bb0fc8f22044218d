// Decides what is offered while one types: commands after a slash, people after an @.
import { Extension } from "@tiptap/core";
import { Plugin } from "@tiptap/pm/state";
import { announce } from "../words.js";

const COMMAND = /^\/(\p{L}{0,12})$/u;
const PERSON = /(?:^|[\s(（，,、])[@＠]([^\s@＠]{0,30})$/u;
const LOOK_UP_AFTER = 150;

function textBefore(state) {
  const { $from, empty } = state.selection;
  return empty && $from.parent.isTextblock ? $from.parent.textBetween(0, $from.parentOffset, undefined, "\ufffc") : "";
}

class Menu {
  constructor(view, editor, setup) {
    Object.assign(this, { view, editor, setup, items: [], at: 0, dismissed: "" });
    this.box = document.createElement("ul");
    this.box.className = "minutes-menu";
    this.box.id = "minutes-menu";
    this.box.hidden = true;
    this.box.setAttribute("role", "listbox");
    this.box.setAttribute("aria-label", setup.words.choose);
    this.box.addEventListener("mousedown", (event) => this.onClick(event));
    document.body.append(this.box);
  }

  update(view) {
    if (view.composing || !this.editor.isEditable) return;
    const text = textBefore(view.state);
    if (text === this.text) return;
    this.text = text;
    window.clearTimeout(this.timer);
    const command = COMMAND.exec(text);
    const person = PERSON.exec(text);
    if (text !== this.dismissed) this.dismissed = "";
    if (this.dismissed || !(command || person)) this.hide();
    else if (command) this.show(this.commands(command[1]), command[1].length + 1);
    else this.timer = window.setTimeout(() => this.people(person[1], text), LOOK_UP_AFTER);
  }

  commands(typed) {
    return this.setup.commands.filter(({ names }) => names.some((name) => name.startsWith(typed.toLowerCase())));
  }

  async people(typed, text) {
    const answer = await fetch(`${this.setup.people}?q=${encodeURIComponent(typed)}`, {
      headers: { Accept: "application/json" },
    }).catch(() => null);
    if (!answer?.ok || this.text !== text) return;
    const found = (await answer.json()).people.slice(0, 8);
    const items = found.map(({ name, handle, department }) => ({ label: name, hint: `${department} @${handle}`, handle }));
    this.show(items, typed.length + 1);
  }

  show(items, length) {
    if (!items.length) {
      this.hide();
      return;
    }
    Object.assign(this, { items, length, at: 0 });
    this.box.replaceChildren(...items.map((item, at) => this.line(item, at)));
    this.box.hidden = false;
    const caret = this.view.coordsAtPos(this.view.state.selection.from);
    const left = Math.min(caret.left, window.innerWidth - this.box.offsetWidth - 8);
    const below = caret.bottom + 6 + this.box.offsetHeight < window.innerHeight;
    this.box.style.left = `${Math.max(8, left)}px`;
    this.box.style.top = `${below ? caret.bottom + 6 : caret.top - this.box.offsetHeight - 6}px`;
    this.mark();
  }

  line({ label, hint }, at) {
    const line = document.createElement("li");
    line.id = `minutes-menu-${at}`;
    line.setAttribute("role", "option");
    line.dataset.at = at;
    const small = document.createElement("small");
    small.textContent = hint;
    line.append(label, small);
    return line;
  }

  mark() {
    [...this.box.children].forEach((line, at) => line.setAttribute("aria-selected", String(at === this.at)));
    this.box.children[this.at].scrollIntoView({ block: "nearest" });
    this.view.dom.setAttribute("aria-controls", "minutes-menu");
    this.view.dom.setAttribute("aria-activedescendant", `minutes-menu-${this.at}`);
    announce(this.items[this.at].label);
  }

  hide() {
    if (this.box.hidden) return;
    this.box.hidden = true;
    this.view.dom.removeAttribute("aria-controls");
    this.view.dom.removeAttribute("aria-activedescendant");
  }

  onKey(event) {
    if (this.box.hidden || event.isComposing) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      this.at = (this.at + step + this.items.length) % this.items.length;
      this.mark();
    } else if (event.key === "Enter" || event.key === "Tab") {
      this.choose();
    } else if (event.key === "Escape") {
      this.dismissed = this.text;
      this.hide();
    } else {
      return false;
    }
    return true;
  }

  onClick(event) {
    event.preventDefault();
    const line = event.target.closest("[data-at]");
    if (!line) return;
    this.at = Number(line.dataset.at);
    this.choose();
  }

  choose() {
    const item = this.items[this.at];
    const { from } = this.view.state.selection;
    const chain = this.editor.chain().focus().deleteRange({ from: from - this.length, to: from });
    this.hide();
    if (item.kind) {
      chain.propose(item.kind).run();
    } else {
      const mention = { type: "mention", attrs: { id: item.handle, label: item.label } };
      chain.insertContent([mention, { type: "text", text: " " }]).run();
    }
  }

  destroy() {
    this.box.remove();
  }
}

export const Menus = Extension.create({
  name: "menus",
  priority: 1100,

  addOptions() {
    return { setup: null };
  },

  addProseMirrorPlugins() {
    let menu = null;
    const plugin = new Plugin({
      view: (view) => {
        menu = new Menu(view, this.editor, this.options.setup);
        return menu;
      },
      props: {
        handleKeyDown: (_view, event) => menu.onKey(event),
        handleDOMEvents: { blur: () => menu.hide() },
      },
    });
    return [plugin];
  },
});
