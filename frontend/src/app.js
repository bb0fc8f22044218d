// Decides what runs on every page and in which order it starts.
import Alpine from "@alpinejs/csp";
import htmx from "htmx.org";
import { startBoards } from "./board.js";
import { startBulk } from "./bulk.js";
import { startDialogs } from "./dialog.js";
import { startForms } from "./forms.js";
import { configureHtmx } from "./htmx.js";
import { startKeys } from "./keys.js";
import { startLive } from "./live.js";
import { startMenus } from "./menu.js";
import { startPalette } from "./palette.js";
import { startToasts } from "./toast.js";

window.htmx = htmx;
configureHtmx(htmx);

function start() {
  startToasts();
  startMenus();
  startForms();
  startDialogs(htmx);
  startKeys();
  startPalette();
  startBoards();
  startBulk(htmx);
  Alpine.start();
  startLive();
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
