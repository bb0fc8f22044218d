// Decides how the document in this page is kept in step with the server, and what of it is stored there.
import * as Y from "yjs";
import { applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates } from "y-protocols/awareness";
import { signIn } from "../htmx.js";
import { retryDelay } from "../live.js";
import * as wire from "./wire.js";

const GATHER = 60;
const ENDS = { 4400: "broken", 4404: "gone", 4413: "tooLarge", 1009: "tooLarge" };
const SIGNED_OUT = 4401;
const TOO_MUCH = 4429;
const LOOKS = 5_000;
const PATIENCE = 15_000;

export class Link {
  constructor(address, ydoc, awareness, heard) {
    this.url = new URL(address, window.location.href.replace(/^http/, "ws"));
    this.ydoc = ydoc;
    this.awareness = awareness;
    this.heard = heard;
    this.queue = [];
    this.frames = [];
    this.sentAt = this.heardAt = 0;
    this.attempt = 0;
    this.ended = "";
    this.mayWrite = null;
    ydoc.on("update", (update, origin) => origin !== this && this.typed(update));
    awareness.on("update", (changed, origin) => origin !== this && this.moved(changed));
    window.addEventListener("online", () => this.hurry());
    window.addEventListener("offline", () => this.heard("status"));
    window.setInterval(() => this.look(), LOOKS);
    document.addEventListener("visibilitychange", () => document.hidden || this.hurry());
    window.addEventListener("pagehide", () => removeAwarenessStates(awareness, [ydoc.clientID], "leaving"));
    this.connect();
  }

  get unsaved() {
    return this.frames.reduce((sum, count) => sum + count, this.queue.length);
  }

  get isOpen() {
    return this.socket.readyState === WebSocket.OPEN;
  }

  connect() {
    window.clearTimeout(this.timer);
    this.ready = this.synced = false;
    const socket = new WebSocket(this.url);
    this.socket = socket;
    socket.binaryType = "arraybuffer";
    socket.addEventListener("open", () => this.opened());
    socket.addEventListener("message", (event) => {
      this.heardAt = Date.now();
      if (socket !== this.dropped) this.read(new wire.Reader(event.data));
    });
    socket.addEventListener("close", (event) => socket !== this.dropped && this.closed(event));
  }

  opened() {
    this.attempt = 0;
    this.mayWrite = true;
    this.socket.send(wire.sync(wire.STEP_1, Y.encodeStateVector(this.ydoc)));
    this.moved({ added: [this.ydoc.clientID], updated: [], removed: [] });
  }

  closed(event) {
    const waiting = this.unsaved;
    this.frames = waiting ? [waiting] : [];
    this.queue = [];
    this.ready = this.synced = false;
    const others = [...this.awareness.getStates().keys()].filter((id) => id !== this.ydoc.clientID);
    removeAwarenessStates(this.awareness, others, this);
    if (event.code === SIGNED_OUT && !waiting) {
      signIn();
      return;
    }
    this.ended = event.code === SIGNED_OUT ? "signedOut" : (ENDS[event.code] ?? "");
    this.heard(this.ended ? "ended" : "status");
    if (this.ended) return;
    this.attempt = event.code === TOO_MUCH ? 6 : this.attempt + 1;
    this.timer = window.setTimeout(() => this.connect(), retryDelay(this.attempt));
  }

  hurry() {
    if (!this.ended && this.socket.readyState === WebSocket.CLOSED) this.connect();
  }

  // A network that went away without a word leaves the socket open: what gets no answer and does not go out is tried anew.
  look() {
    const waits = this.isOpen && this.synced && this.frames.length && Date.now() - Math.max(this.sentAt, this.heardAt) > PATIENCE;
    const stuck = waits && this.socket.bufferedAmount >= (this.buffered ?? 0);
    this.buffered = this.socket.bufferedAmount;
    if (!stuck) return;
    this.dropped = this.socket;
    this.socket.close();
    this.closed({ code: 1006 });
  }

  typed(update) {
    this.queue.push(update);
    if (this.ready && !this.sending) this.sending = window.setTimeout(() => this.send(), GATHER);
    this.heard("status");
  }

  send() {
    this.sending = 0;
    if (!this.queue.length || !this.ready || !this.isOpen) return;
    this.socket.send(wire.sync(wire.UPDATE, Y.mergeUpdates(this.queue)));
    if (!this.frames.length) this.sentAt = Date.now();
    this.frames.push(this.queue.length);
    this.queue = [];
  }

  moved({ added, updated, removed }) {
    const clients = [...added, ...updated, ...removed].filter((id) => id === this.ydoc.clientID);
    if (clients.length && this.isOpen) this.socket.send(wire.awareness(encodeAwarenessUpdate(this.awareness, clients)));
  }

  read(reader) {
    const kind = reader.number();
    if (kind === wire.SYNC) this.readSync(reader);
    else if (kind === wire.AWARENESS) applyAwarenessUpdate(this.awareness, reader.bytes(), this);
    else if (kind === wire.SAVED) this.stored(reader.number());
    else if (kind === wire.AUTH) this.readRights(reader);
  }

  readSync(reader) {
    const step = reader.number();
    const data = reader.bytes();
    if (step === wire.STEP_1) {
      this.answer(data);
    } else {
      Y.applyUpdate(this.ydoc, data, this);
      if (step === wire.STEP_2 && !this.synced) {
        this.synced = true;
        this.heard("synced");
      }
    }
    this.heard("status");
  }

  answer(vector) {
    this.socket.send(wire.sync(wire.STEP_2, Y.encodeStateAsUpdate(this.ydoc, vector)));
    this.frames = [...(this.ready ? this.frames : []), this.ready ? 0 : this.unsaved];
    this.queue = [];
    if (!this.ready) this.confirmed = 0;
    this.ready = true;
  }

  stored(count) {
    this.frames.splice(0, count - this.confirmed);
    this.confirmed = count;
    this.heard("status");
  }

  readRights(reader) {
    this.mayWrite = reader.number() === 1;
    this.reason = this.mayWrite ? "" : reader.text();
    this.heard("rights");
  }
}
