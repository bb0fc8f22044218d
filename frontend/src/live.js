// Decides how a page hears that something changed and fetches it again.
import { signIn } from "./htmx.js";
import { announce, say, word } from "./words.js";

const SETTLE = 150;
const QUIET = 5000;
const SIGNED_OUT = 4401;
const TOO_MUCH = 4429;

export function eventName(topic) {
  return topic.replaceAll(".", "-");
}

export function retryDelay(attempt, random = Math.random) {
  const ceiling = Math.min(30000, 500 * 2 ** attempt);
  return ceiling / 2 + (random() * ceiling) / 2;
}

export function topicsIn(root) {
  const found = new Set();
  root.querySelectorAll("[data-live-topic]").forEach((element) => {
    element.dataset.liveTopic.split(/\s+/).filter(Boolean).forEach((topic) => found.add(topic));
  });
  return found;
}

class Live {
  constructor(path) {
    this.url = new URL(path, window.location.href.replace(/^http/, "ws"));
    this.topics = new Set();
    this.seen = new Map();
    this.pending = new Map();
    this.attempt = 0;
    this.hadGap = false;
    this.spoke = 0;
  }

  connect() {
    window.clearTimeout(this.timer);
    this.socket = new WebSocket(this.url);
    this.socket.addEventListener("open", () => this.opened());
    this.socket.addEventListener("message", (event) => this.heard(JSON.parse(event.data)));
    this.socket.addEventListener("close", (event) => this.closed(event.code));
  }

  opened() {
    this.attempt = 0;
    this.seen.clear();
    this.topics = topicsIn(document);
    this.send([...this.topics]);
    show("online");
    if (this.hadGap) this.topics.forEach((topic) => this.ping(topic));
    this.hadGap = false;
  }

  closed(code) {
    if (code === SIGNED_OUT) {
      signIn();
      return;
    }
    this.hadGap = true;
    this.attempt = code === TOO_MUCH ? 6 : this.attempt + 1;
    if (this.attempt > 1) show("offline");
    this.timer = window.setTimeout(() => this.connect(), retryDelay(this.attempt));
  }

  hurry() {
    if (this.socket.readyState === WebSocket.CLOSED) this.connect();
  }

  send(topics) {
    if (topics.length && this.socket.readyState === WebSocket.OPEN) {
      this.socket.send(JSON.stringify({ subscribe: topics }));
    }
  }

  collect() {
    const fresh = [...topicsIn(document)].filter((topic) => !this.topics.has(topic));
    fresh.forEach((topic) => this.topics.add(topic));
    this.send(fresh);
  }

  heard({ topic, seq }) {
    if (!topic || (seq !== undefined && seq <= (this.seen.get(topic) ?? -1))) return;
    this.seen.set(topic, seq);
    this.ping(topic);
    this.speak(topic);
  }

  ping(topic) {
    if (this.pending.has(topic)) return;
    const timer = window.setTimeout(() => {
      this.pending.delete(topic);
      document.body.dispatchEvent(new CustomEvent(eventName(topic), { detail: { live: true, topic } }));
    }, SETTLE);
    this.pending.set(topic, timer);
  }

  speak(topic) {
    const named = document.querySelector(`[data-live-topic~="${CSS.escape(topic)}"][data-live-name]`);
    if (!named || Date.now() - this.spoke < QUIET) return;
    this.spoke = Date.now();
    announce(say("changed", named.dataset.liveName));
  }
}

let wasOffline = false;

function show(state) {
  const badge = document.getElementById("live-state");
  if (!badge || (state === "online" && !wasOffline)) return;
  wasOffline = state === "offline";
  badge.dataset.state = state;
  badge.textContent = word(state);
  if (state === "online") window.setTimeout(() => delete badge.dataset.state, 3000);
}

function busy(target) {
  if (target.querySelector("form[data-dirty]")) return true;
  const focus = document.activeElement;
  return target.contains(focus) && focus.matches("input:not([data-bulk]), textarea, select, [contenteditable=true]");
}

function offerLater(element, target, name) {
  if (target.previousElementSibling?.matches("[data-live-later]")) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-sm live-later";
  button.dataset.liveLater = "";
  button.textContent = word("showChanges");
  button.addEventListener("click", () => {
    button.remove();
    element.dispatchEvent(new CustomEvent(name, { bubbles: true, detail: { forced: true } }));
  });
  target.before(button);
}

function keepTyping(event) {
  const cause = event.detail.requestConfig.triggeringEvent;
  if (!cause?.detail?.live || !busy(event.detail.target)) return;
  event.preventDefault();
  offerLater(event.detail.elt, event.detail.target, cause.type);
}

export function startLive() {
  const path = document.body.dataset.live;
  if (!path) return;
  const live = new Live(path);
  live.connect();
  document.addEventListener("htmx:afterSettle", () => live.collect());
  document.addEventListener("htmx:beforeRequest", keepTyping);
  window.addEventListener("online", () => live.hurry());
  document.addEventListener("visibilitychange", () => document.hidden || live.hurry());
}
