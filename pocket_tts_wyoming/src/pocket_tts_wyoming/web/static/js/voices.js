// All voices by language, each with a button that plays it.

import { request, sendJson } from "./api.js";
import { ask, byId, el, iconButton, message, setIcon } from "./dom.js";
import { house, languages, onState, parts, refresh, voicesOf } from "./house.js";
import { has, languageName, loadLocale, number, t } from "./i18n.js";
import { player } from "./player.js";
import { loudness } from "./sound.js";

const measured = new Map();
let playing = null;
let drawn = "";

export function start() {
  onState((state, error) => {
    if (error || !state) return;
    // A list that is drawn again loses the focus, so only when something has changed.
    const now = JSON.stringify([state.voices, state.recordings, state.waiting, state.default]);
    if (now !== drawn) draw();
    drawn = now;
  });
}

export function translated() {
  drawn = "";
}

function draw() {
  const { waiting } = house.state;
  const groups = languages().map((code) => {
    const voices = voicesOf(code);
    return group(languageName(code), voices.length, voices.map(card));
  });
  const comes = ({ name }) => !stateText(name) || isOnItsWay(name);
  const unready = [
    ["voices.waiting", waiting.filter(comes)],
    ["voices.unusable", waiting.filter((one) => !comes(one))],
  ].filter(([, ones]) => ones.length);
  const before = unready.map(([title, ones]) => group(t(title), ones.length, ones.map(waitingCard)));
  byId("voices-list").replaceChildren(...before, ...groups);
}

/** What the server says of a recording: known words are translated, sentences are not. */
export function stateText(name) {
  const text = house.state?.recordings[name];
  if (text === undefined) return "";
  return isOnItsWay(name) ? t(`recording.${text}`) : text;
}

/** Whether a recording may still become a voice by itself. */
export function isOnItsWay(name) {
  return has(`recording.${house.state?.recordings[name]}`);
}

function group(title, count, cards) {
  return el(
    "div",
    { class: "language" },
    el("h2", {}, title, el("small", {}, number(count))),
    el("ul", { class: "voices" }, ...cards),
  );
}

function card(voice) {
  const { name, note } = parts(voice);
  const play = iconButton("play", t("voices.play", { name }), "", () => void listen(voice, item, play));
  const level = el("span", { class: "level" });
  showLevel(level, voice.name);
  // What stands behind the semicolon is the same for all, and said above the list.
  const origin = voice.own ? t("voices.own") : voice.credit.split(";")[0];
  const credit = voice.url
    ? el("a", { href: voice.url, target: "_blank", rel: "noreferrer noopener", title: voice.credit }, origin)
    : origin;
  const item = el(
    "li",
    { class: "card voice", "data-voice": voice.name },
    play,
    el(
      "div",
      { class: "who" },
      el(
        "div",
        { class: "name" },
        name,
        voice.name === house.state.default ? el("span", { class: "badge" }, t("voices.default")) : null,
        voice.own ? el("span", { class: "badge good" }, t("voices.yours")) : null,
      ),
      el("div", { class: "note" }, note, note ? " " : null, level),
      stateText(voice.name) ? el("div", { class: "state" }, stateText(voice.name)) : null,
      el("div", { class: "credit" }, credit),
    ),
    voice.own && voice.file ? tools(voice.file) : null,
  );
  return item;
}

function waitingCard({ name, file }) {
  return el(
    "li",
    { class: "card voice", "data-voice": name },
    el(
      "div",
      { class: "who" },
      el("div", { class: "name" }, name),
      el("div", { class: "state" }, stateText(name) || t("recording.stored")),
    ),
    file ? tools(file) : null,
  );
}

function tools(name) {
  return el(
    "div",
    { class: "tools" },
    iconButton("pen", t("voices.rename", { name }), "plain", () => void rename(name)),
    iconButton("bin", t("voices.delete", { name }), "plain", () => void remove(name)),
  );
}

async function listen(voice, item, play) {
  const stopped = playing === voice.name;
  if (stopped) return player.stop();
  message(byId("voices-message"), "");
  setIcon(play, "stop");
  play.setAttribute("aria-busy", "true");
  item.classList.add("plays");
  try {
    const locale = await loadLocale(voice.language).catch(() => null);
    const text = locale?.["voices.sentence"] ?? voice.name;
    const saying = player.say(
      { text, voice: voice.name },
      {
        onFirst: () => play.removeAttribute("aria-busy"),
        onEnd: () => {
          if (playing === voice.name) playing = null;
          setIcon(play, "play");
          play.removeAttribute("aria-busy");
          item.classList.remove("plays");
        },
      },
    );
    playing = voice.name;
    const heard = await saying;
    if (!heard) return undefined;
    measured.set(voice.name, await loudness(heard.samples, heard.rate));
    showLevel(item.querySelector(".level"), voice.name);
  } catch (error) {
    message(byId("voices-message"), error.message, "bad");
  }
  return undefined;
}

function showLevel(node, name) {
  const level = measured.get(name);
  node.textContent = level === undefined || level === null ? "" : t("voices.loudness", { level: number(level, 1) });
}

async function rename(name) {
  const newName = await ask({
    title: t("voices.rename", { name }),
    text: t("voices.rename_hint"),
    ok: t("voices.rename_ok"),
    value: name,
  });
  if (!newName || newName.trim() === name) return;
  await change(() => sendJson("POST", "api/voices/rename", { name, new_name: newName }));
}

async function remove(name) {
  const sure = await ask({
    title: t("voices.delete", { name }),
    text: t("voices.delete_hint"),
    ok: t("voices.delete_ok"),
  });
  if (!sure) return;
  await change(() => request(`api/voices?name=${encodeURIComponent(name)}`, { method: "DELETE" }));
}

async function change(action) {
  try {
    await action();
    message(byId("voices-message"), "");
  } catch (error) {
    message(byId("voices-message"), error.message, "bad");
  }
  await refresh();
}
