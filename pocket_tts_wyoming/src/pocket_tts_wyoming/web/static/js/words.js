// The lexicon as a table: every line is checked as it is typed, and can be heard before it is saved.

import { getJson, sendJson } from "./api.js";
import { byId, debounce, el, iconButton, message, options } from "./dom.js";
import { house, onState, parts, voicesOf } from "./house.js";
import { LANGUAGES, languageName, t } from "./i18n.js";
import { player } from "./player.js";

let version = "";
let lines = [];
let dirty = false;
let loaded = false;
let checks = 0;

export function start() {
  byId("words-add").addEventListener("click", () => add());
  byId("words-save").addEventListener("click", () => void save());
  byId("words-copy").addEventListener("click", () => void copy());
  addEventListener("beforeunload", (event) => {
    if (dirty) event.preventDefault();
  });
  onState((state, error) => {
    if (error || !state) return;
    byId("words-body").hidden = !state.can.words;
    if (!state.can.words) off(t("words.off"));
    const select = byId("words-voice");
    const pairs = voicesOf("").map((voice) => [voice.name, parts(voice).name]);
    options(select, pairs, select.value || state.default);
  });
}

export function shown(yes) {
  if (yes && !dirty && house.state?.can.words !== false) void load();
}

export function translated() {
  if (loaded) draw();
}

function off(text) {
  byId("words-off").textContent = text;
  byId("words-off").hidden = !text;
}

async function load() {
  try {
    const content = await getJson("api/words");
    version = content.version;
    lines = content.words;
    loaded = true;
    off("");
    byId("words-body").hidden = false;
    draw();
    setDirty(false);
  } catch (error) {
    off(error.message);
    byId("words-body").hidden = true;
  }
}

function draw() {
  byId("words-lines").replaceChildren(...lines.flatMap(row));
  byId("words-empty").hidden = lines.length > 0;
}

function row(line) {
  const preview = el(
    "td",
    { class: "preview", "aria-live": "polite", "data-name": t("words.spoken") },
    line.spoken ?? "",
  );
  line.preview = preview;
  const field = (name, label) =>
    el(
      "td",
      { "data-name": label },
      el("input", {
        type: "text",
        value: line[name],
        "aria-label": label,
        autocapitalize: "off",
        maxlength: name === "say" ? 500 : 100,
        oninput: (event) => {
          line[name] = event.target.value;
          changed(line);
        },
      }),
    );
  const more = el("tr", { class: "more", hidden: !special(line) }, el("td", { colspan: 4 }, details(line)));
  const main = el(
    "tr",
    {},
    field("written", t("words.written")),
    field("say", t("words.say")),
    preview,
    el(
      "td",
      {},
      el(
        "div",
        { class: "tools" },
        iconButton("play", t("words.play"), "small", () => void listen(line)),
        iconButton("more", t("words.options"), "plain", (event) => {
          more.hidden = !more.hidden;
          event.currentTarget.setAttribute("aria-expanded", String(!more.hidden));
        }),
        iconButton("bin", t("words.delete"), "plain", () => remove(line)),
      ),
    ),
  );
  return [main, more];
}

const special = (line) => line.languages.length > 0 || line.voices.length > 0 || line.exact;

function details(line) {
  const languages = LANGUAGES.map((code) =>
    el(
      "label",
      { class: "check" },
      el("input", {
        type: "checkbox",
        checked: line.languages.includes(code),
        onchange: (event) => {
          line.languages = line.languages.filter((one) => one !== code);
          if (event.target.checked) line.languages.push(code);
          changed(line);
        },
      }),
      languageName(code),
    ),
  );
  return el(
    "div",
    { class: "options" },
    el("fieldset", { class: "langs" }, el("legend", {}, t("words.languages")), ...languages),
    el(
      "label",
      { class: "field" },
      el("span", {}, t("words.voices")),
      el("input", {
        type: "text",
        value: line.voices.join(", "),
        oninput: (event) => {
          line.voices = event.target.value.split(",").map((name) => name.trim()).filter(Boolean);
          changed(line);
        },
      }),
    ),
    el(
      "label",
      { class: "check" },
      el("input", {
        type: "checkbox",
        checked: line.exact,
        onchange: (event) => {
          line.exact = event.target.checked;
          changed(line);
        },
      }),
      t("words.exact"),
    ),
  );
}

function add() {
  const line = { origin: null, written: "", say: "", languages: [], voices: [], exact: false };
  lines.push(line);
  byId("words-lines").append(...row(line));
  byId("words-empty").hidden = true;
  setDirty(true);
  byId("words-lines").querySelector("tr:nth-last-child(2) input").focus();
}

function remove(line) {
  lines = lines.filter((one) => one !== line);
  draw();
  changed(null);
  byId("words-add").focus();
}

function changed(line) {
  setDirty(true);
  check(line);
}

const plain = () => lines.map(({ preview: _, spoken: __, ...line }) => line);

const check = debounce(250, async (line) => {
  const mine = ++checks;
  try {
    const { problems, spoken } = await sendJson("POST", "api/words/check", {
      words: plain(),
      edited: line ? lines.indexOf(line) : null,
    });
    if (mine !== checks) return;
    lines.forEach((one, place) => show(one, problems[place], one === line ? spoken : null));
    byId("words-save").disabled = !dirty || problems.some((problem) => problem?.blocking);
  } catch (error) {
    message(byId("words-message"), error.message, "bad");
  }
});

function show(line, problem, spoken) {
  if (problem) {
    const kind = problem.blocking ? "bad" : "warn";
    line.preview.replaceChildren(el("span", { class: kind }, t(`words.problem.${problem.code}`)));
  } else {
    line.spoken = spoken ?? line.spoken;
    line.preview.textContent = line.spoken ?? "";
  }
}

async function listen(line) {
  message(byId("words-message"), "");
  const text = line.say.trim() || line.written.trim();
  if (!text) return;
  try {
    const voice = line.voices.find((name) => house.state?.voices.some((one) => one.name === name));
    await player.say({ text, voice: voice ?? byId("words-voice").value });
  } catch (error) {
    message(byId("words-message"), error.message, "bad");
  }
}

async function save() {
  byId("words-save").disabled = true;
  try {
    await sendJson("PUT", "api/words", { version, words: plain() });
    await load();
    message(byId("words-message"), t("words.saved"), "good");
  } catch (error) {
    message(byId("words-message"), error.message, "bad");
    byId("words-save").disabled = false;
  }
}

function setDirty(yes) {
  dirty = yes;
  byId("words-save").disabled = !yes;
  if (yes) message(byId("words-message"), "");
}

async function copy() {
  const text = byId("words-action").textContent;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Without https there is no clipboard; the old way still works.
    getSelection().selectAllChildren(byId("words-action"));
    document.execCommand("copy");
  }
  message(byId("words-message"), t("words.copied"), "good");
}
