// Decides what the line above the text says: what is stored, and who is here.
import { announce } from "../words.js";

const SAYS_OFFLINE_AFTER = 1500;

export class Status {
  constructor(link, awareness, setup) {
    Object.assign(this, { link, awareness, setup });
    this.line = document.getElementById("minutes-status");
    this.people = document.getElementById("minutes-people");
    awareness.on("change", () => this.showPeople());
    this.show();
  }

  state() {
    if (this.link.ended) return this.link.ended;
    if (!navigator.onLine) return "offline";
    if (!this.link.synced) return this.link.attempt ? "offline" : "connecting";
    if (!this.link.mayWrite) return "reading";
    return this.link.unsaved ? "saving" : "saved";
  }

  show() {
    window.clearTimeout(this.timer);
    const state = this.state();
    const waiting = this.link.unsaved;
    const words = state === "offline" && waiting ? "offlineWaiting" : state;
    this.line.textContent = this.setup.words[words].replace("%s", waiting);
    this.line.dataset.state = state;
    if (state !== "offline") this.wasOffline = this.tell(this.wasOffline && state === "saved", state);
    else this.timer = window.setTimeout(() => { this.wasOffline = this.tell(!this.wasOffline, state) || true; }, SAYS_OFFLINE_AFTER);
  }

  tell(isNews, state) {
    if (isNews) announce(this.setup.words[state].replace("%s", this.link.unsaved));
    return this.wasOffline && state !== "saved";
  }

  showPeople() {
    const here = new Map();
    this.awareness.getStates().forEach(({ user }) => user?.name && here.set(user.id, user));
    const items = [...here.values()].sort((one, other) => one.name.localeCompare(other.name));
    this.people.replaceChildren(...items.map(({ name, colour }) => {
      const item = document.createElement("li");
      item.dataset.colour = colour ?? 0;
      item.textContent = name;
      return item;
    }));
  }
}
