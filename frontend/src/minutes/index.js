// Decides how the page on which several people write minutes together comes to life.
import { Editor } from "@tiptap/core";
import { Collaboration } from "@tiptap/extension-collaboration";
import { CollaborationCaret } from "@tiptap/extension-collaboration-caret";
import { StarterKit } from "@tiptap/starter-kit";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { toast } from "../toast.js";
import { announce } from "../words.js";
import { Mention, Proposal } from "./blocks.js";
import { Link } from "./link.js";
import { Menus } from "./menu.js";
import { Rescue } from "./rescue.js";
import { Status } from "./status.js";
import { startToolbar } from "./toolbar.js";

const LONGEST_PASTE = 100000;

function caret(user) {
  const mark = document.createElement("span");
  mark.className = "caret";
  mark.dataset.colour = user.colour ?? 0;
  const name = document.createElement("span");
  name.className = "caret-name";
  name.textContent = user.name ?? "";
  mark.append(name);
  return mark;
}

const selection = (user) => ({ class: "caret-selection", "data-colour": user.colour ?? 0 });

function pasted(event, words) {
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (text.length <= LONGEST_PASTE) return false;
  toast(words.pasteTooLong, "bad");
  return true;
}

function extensions(setup, ydoc, awareness) {
  return [
    StarterKit.configure({
      undoRedo: false, codeBlock: false, underline: false,
      heading: { levels: [1, 2, 3, 4] },
      link: { openOnClick: false, autolink: false },
    }),
    Collaboration.configure({ document: ydoc }),
    CollaborationCaret.configure({ provider: { awareness }, user: setup.me, render: caret, selectionRender: selection }),
    Proposal.configure({ labels: setup.labels }),
    Mention,
    Menus.configure({ setup }),
  ];
}

function start(place) {
  const setup = JSON.parse(document.getElementById("minutes-setup").textContent);
  const ydoc = new Y.Doc();
  const awareness = new Awareness(ydoc);
  const editor = new Editor({
    element: place,
    injectCSS: false,
    editable: false,
    extensions: extensions(setup, ydoc, awareness),
    editorProps: {
      attributes: { role: "textbox", "aria-multiline": "true", "aria-label": setup.words.label, class: "prose" },
      handlePaste: (_view, event) => pasted(event, setup.words),
    },
  });
  const rescue = new Rescue(editor, setup.words);
  const heard = (what) => {
    if (what === "synced") {
      document.getElementById("minutes-plain").hidden = true;
      place.hidden = false;
    }
    const isEditable = link.synced ? link.mayWrite === true : editor.isEditable && !link.ended && link.mayWrite !== false;
    if (editor.isEditable !== isEditable) editor.setEditable(isEditable);
    document.body.classList.toggle("minutes-read-only", !isEditable);
    if (what === "rights") announce(link.mayWrite ? setup.words.mayWrite : link.reason);
    if (!link.unsaved && link.synced) rescue.keep();
    if (link.unsaved && (link.ended || link.mayWrite === false)) rescue.offer();
    status.show();
  };
  const link = new Link(setup.address, ydoc, awareness, (what) => heard(what));
  const status = new Status(link, awareness, setup);
  startToolbar(editor, setup.words);
  window.addEventListener("beforeunload", (event) => link.unsaved && !rescue.offered && event.preventDefault());
}

const place = document.getElementById("minutes-editor");
if (place) start(place);
