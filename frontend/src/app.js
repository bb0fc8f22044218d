// Decides what runs on every page and in which order it starts.
import Alpine from "@alpinejs/csp";
import htmx from "htmx.org";
import { startBoards } from "./board.js";
import { startBulk } from "./bulk.js";
import { startCalendar } from "./calendar.js";
import { startCells } from "./cells.js";
import { startDialogs } from "./dialog.js";
import { startHolding } from "./drag.js";
import { startForms } from "./forms.js";
import { startGantt } from "./gantt.js";
import { startGoalMap } from "./goalmap.js";
import { configureHtmx } from "./htmx.js";
import { startKeys } from "./keys.js";
import { startLive } from "./live.js";
import { startMenus } from "./menu.js";
import { startOrders } from "./order.js";
import { startPeople } from "./people.js";
import { startPalette } from "./palette.js";
import { startPaper } from "./paper.js";
import { startRetro } from "./retro.js";
import { startSteppers } from "./stepper.js";
import { startToasts } from "./toast.js";
import { startTurns } from "./turns.js";

window.htmx = htmx;
configureHtmx(htmx);

function start() {
  startToasts();
  startMenus();
  startForms();
  startDialogs(htmx);
  startKeys();
  startPalette();
  startPeople();
  startBoards();
  startBulk(htmx);
  startCalendar();
  startCells();
  startPaper();
  startGantt();
  startTurns();
  startHolding(htmx);
  startRetro(htmx);
  startOrders(htmx);
  startSteppers();
  startGoalMap();
  Alpine.start();
  startLive();
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
