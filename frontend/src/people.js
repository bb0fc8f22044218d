// Decides how one finds a person by typing a part of the name.
import TomSelect from "tom-select/dist/esm/tom-select.js";
import removeButton from "tom-select/dist/esm/plugins/remove_button/plugin.js";
import { word } from "./words.js";

TomSelect.define("remove_button", removeButton);

function line(person, escape) {
  const place = [person.department, person.handle && `@${person.handle}`].filter(Boolean).join(" · ");
  return `<div><span>${escape(person.name)}</span><small>${escape(place)}</small></div>`;
}

async function find(url, text) {
  const answer = await fetch(`${url}?q=${encodeURIComponent(text)}`, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`people: ${answer.status}`);
  return (await answer.json()).people;
}

function lookUp(select) {
  const known = [...select.options]
    .filter((option) => option.value)
    .map(({ value, textContent, dataset }) => ({ department: "", handle: "", ...dataset, id: value, name: textContent }));
  const box = new TomSelect(select, {
    valueField: "id",
    labelField: "name",
    searchField: ["name", "handle"],
    options: known,
    preload: "focus",
    maxOptions: 40,
    loadThrottle: 150,
    closeAfterSelect: !select.multiple,
    allowEmptyOption: false,
    placeholder: select.multiple ? "" : select.options[0]?.textContent,
    plugins: select.multiple || !select.required ? { remove_button: { title: word("remove") } } : {},
    load: (text, done) => find(select.dataset.people, text).then(done, () => done()),
    shouldLoad: () => true,
    render: {
      option: line,
      no_results: () => `<div class="no-results">${word("nobody")}</div>`,
      loading: () => null,
    },
  });
  if (select.multiple) {
    box.on("item_add", () => {
      box.setTextboxValue("");
      box.refreshOptions();
    });
  }
  select.setAttribute("aria-hidden", "true");
  box.control_input.setAttribute("autocomplete", "off");
}

export function startPeople() {
  const begin = (root) =>
    root.querySelectorAll?.("select[data-people]:not(.tomselected)").forEach(lookUp);
  begin(document);
  document.body.addEventListener("htmx:load", (event) => begin(event.detail.elt));
}
