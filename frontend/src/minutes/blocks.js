// Decides what a marked line (task, decision, note) and a mentioned person are in the text, and how one types them.
import { InputRule, Node, mergeAttributes } from "@tiptap/core";

const COMMAND = /^\/(task|action|任务|decision|决定|议定|note|备注|记录)[\s:：]$/i;
const KINDS = {
  task: "task", action: "task", 任务: "task",
  decision: "decision", 决定: "decision", 议定: "decision",
  note: "note", 备注: "note", 记录: "note",
};

export function freshKey() {
  return [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

export const Proposal = Node.create({
  name: "proposal",
  group: "block",
  content: "inline*",
  defining: true,

  addOptions() {
    return { labels: {} };
  },

  addAttributes() {
    return {
      kind: { default: "note", parseHTML: (element) => element.dataset.proposal },
      key: { default: null, parseHTML: freshKey },
    };
  },

  parseHTML() {
    return [{ tag: "p[data-proposal]", priority: 60 }];
  },

  renderHTML({ node, HTMLAttributes }) {
    const { kind } = node.attrs;
    const shown = { "data-proposal": kind, "data-label": this.options.labels[kind] ?? kind };
    return ["p", mergeAttributes({ id: HTMLAttributes.id }, shown), 0];
  },

  renderText({ node }) {
    return `/${node.attrs.kind} ${node.textContent}`;
  },

  addCommands() {
    return {
      propose: (kind) => ({ commands, editor }) =>
        editor.isActive(this.name, { kind })
          ? commands.setParagraph()
          : commands.setNode(this.name, { kind, key: freshKey() }),
    };
  },

  addInputRules() {
    return [
      new InputRule({
        find: COMMAND,
        handler: ({ chain, range, match }) => {
          chain().deleteRange(range).propose(KINDS[match[1].toLowerCase()]).run();
        },
      }),
    ];
  },

  addKeyboardShortcuts() {
    const inside = () => this.editor.isActive(this.name);
    return {
      Enter: () => {
        if (!inside()) return false;
        const { $from } = this.editor.state.selection;
        if (!$from.parent.content.size) return this.editor.commands.setParagraph();
        return this.editor.chain().splitBlock().setParagraph().run();
      },
      Backspace: () => {
        const { empty, $from } = this.editor.state.selection;
        return inside() && empty && !$from.parentOffset ? this.editor.commands.setParagraph() : false;
      },
    };
  },
});

export const Mention = Node.create({
  name: "mention",
  group: "inline",
  inline: true,
  atom: true,
  selectable: false,

  addAttributes() {
    return {
      id: { default: "", parseHTML: (element) => element.dataset.mention },
      label: { default: "", parseHTML: (element) => element.textContent.replace(/^@/, "") },
    };
  },

  parseHTML() {
    return [{ tag: "span[data-mention]" }];
  },

  renderHTML({ node }) {
    return ["span", { class: "mention", "data-mention": node.attrs.id }, `@${node.attrs.label}`];
  },

  renderText({ node }) {
    return `@${node.attrs.label}`;
  },
});
