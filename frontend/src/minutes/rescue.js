// Decides what somebody is offered whose words could not be stored any more: to copy them.
export class Rescue {
  constructor(editor, words) {
    this.editor = editor;
    this.words = words;
    this.known = new Set();
    this.offered = false;
    this.box = document.getElementById("minutes-rescue");
    this.box.querySelector("button").addEventListener("click", () => this.copy());
  }

  lines() {
    return this.editor.getText({ blockSeparator: "\n" }).split("\n").filter((line) => line.trim());
  }

  keep() {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => {
      this.known = new Set(this.lines());
    }, 200);
  }

  offer() {
    if (this.offered) return;
    this.offered = true;
    window.clearTimeout(this.timer);
    this.box.querySelector("textarea").value = this.lines().filter((line) => !this.known.has(line)).join("\n");
    this.box.hidden = false;
    this.box.focus();
  }

  async copy() {
    const field = this.box.querySelector("textarea");
    field.select();
    await navigator.clipboard?.writeText(field.value).catch(() => document.execCommand("copy"));
    this.box.querySelector("output").textContent = this.words.copied;
  }
}
