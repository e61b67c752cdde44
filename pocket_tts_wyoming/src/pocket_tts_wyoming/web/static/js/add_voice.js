// Add a voice in three steps: what to read, the recording, and what became of it.

import { request } from "./api.js";
import { byId, el, icon, message, options, setIcon } from "./dom.js";
import { house, languages, onState, refresh } from "./house.js";
import { languageName, loadLocale, number, seconds, t } from "./i18n.js";
import { player } from "./player.js";
import { canRecord, record } from "./recorder.js";
import { judge } from "./sound.js";
import { isOnItsWay, stateText } from "./voices.js";
import { decode, toWav } from "./wav.js";
import { Wave } from "./wave.js";

const RATE_HZ = 24000;
const LONGEST_SECONDS = 30;
let wave;
let step = 1;
let recording = null;
let stopRecording = null;
let saved = null;

export function start() {
  wave = new Wave(byId("add-wave"));
  byId("add-1").addEventListener("submit", (event) => {
    event.preventDefault();
    check();
  });
  byId("add-language").addEventListener("change", () => void fillText());
  byId("add-record").addEventListener("click", () => (stopRecording ? stopRecording() : void live()));
  byId("add-file").addEventListener("change", (event) => void fromFile(event.target));
  byId("add-back-1").addEventListener("click", () => go(1));
  byId("add-back-2").addEventListener("click", () => go(2));
  byId("add-listen").addEventListener("click", () => void listen());
  byId("add-save").addEventListener("click", () => void save());
  byId("add-first").addEventListener("click", () => void firstSentence());
  byId("add-another").addEventListener("click", () => {
    byId("add-1").reset();
    go(1);
  });
  byId("add-live").hidden = !canRecord();
  byId("add-no-live").hidden = canRecord();
  onState((state, error) => {
    if (error || !state) return;
    document.querySelector('nav a[href="#add"]').hidden = !state.can.voices;
    byId("add-off").hidden = state.can.voices;
    byId("add-steps").hidden = !state.can.voices;
    byId(`add-${step}`).hidden = !state.can.voices;
    const select = byId("add-language");
    options(select, languages().map((code) => [code, languageName(code)]), select.value);
    void fillText();
    followSaved();
  });
  go(1);
}

export function shown(yes) {
  if (!yes) stopRecording?.();
}

function go(to) {
  stopRecording?.();
  player.stop();
  step = to;
  for (const place of [1, 2, 3, 4]) byId(`add-${place}`).hidden = place !== to;
  byId("add-steps").querySelectorAll("li").forEach((item, place) => {
    const active = Math.min(to, 3) === place + 1 && to < 4;
    if (active) item.setAttribute("aria-current", "step");
    else item.removeAttribute("aria-current");
    item.classList.toggle("done", place + 1 < to);
  });
  for (const place of [1, 2, 3]) message(byId(`add-${place}-message`), "");
  showLevel(0, 0);
}

async function fillText() {
  const language = byId("add-language").value || "en";
  const locale = await loadLocale(language).catch(() => null);
  for (const id of ["add-text", "add-text-again"]) {
    byId(id).textContent = locale?.["add.reading"] ?? "";
    byId(id).lang = language;
  }
}

function check() {
  const name = byId("add-name");
  const note = byId("add-1-message");
  const text = name.value.trim();
  // Somebody may be quicker than the first answer of the server, which checks the name again.
  const taken = [...(house.state?.voices ?? []).map((voice) => voice.name), ...(house.state?.own ?? [])];
  if (!text) return stay(note, name, "add.need_name");
  if (!/^[\p{L}\p{N}][\p{L}\p{N}_ '-]*$/u.test(text)) return stay(note, name, "error.bad-name");
  if (taken.some((one) => one.toLowerCase() === text.toLowerCase())) return stay(note, name, "error.name-taken");
  if (!byId("add-consent").checked) return stay(note, byId("add-consent"), "add.need_consent");
  return go(2);
}

function stay(note, field, key) {
  message(note, t(key), "bad");
  field.focus();
}

async function live() {
  const button = byId("add-record");
  const stop = new AbortController();
  stopRecording = () => stop.abort();
  message(byId("add-2-message"), "");
  setIcon(button, "stop");
  button.querySelector(".only-read").textContent = t("add.stop");
  try {
    const file = await record({ longestSeconds: LONGEST_SECONDS, onLevel: showLevel, signal: stop.signal });
    if (step === 2) await take(await file.arrayBuffer());
  } catch (error) {
    const denied = ["NotAllowedError", "NotFoundError", "SecurityError"].includes(error.name);
    message(byId("add-2-message"), denied ? t("add.no_microphone") : String(error), "bad");
  } finally {
    stopRecording = null;
    setIcon(button, "add");
    button.querySelector(".only-read").textContent = t("add.record");
  }
}

function showLevel(level, time) {
  const meter = byId("add-meter");
  meter.firstElementChild.style.setProperty("--level", level.toFixed(3));
  meter.setAttribute("aria-valuenow", String(Math.round(100 * level)));
  byId("add-clock").textContent = `${Math.floor(time / 60)}:${String(Math.floor(time % 60)).padStart(2, "0")}`;
}

async function fromFile(input) {
  const [file] = input.files;
  if (!file) return;
  message(byId("add-2-message"), t("add.reading_file"));
  try {
    await take(await file.arrayBuffer());
  } finally {
    input.value = "";
  }
}

async function take(content) {
  try {
    recording = await decode(content, RATE_HZ, LONGEST_SECONDS);
  } catch {
    message(byId("add-2-message"), t("add.unreadable"), "bad");
    return;
  }
  const { samples } = recording;
  const found = judge(samples, RATE_HZ);
  go(3);
  wave.clear(null);
  wave.add(samples, RATE_HZ, 0);
  wave.end();
  const items = found.map(({ code, kind, value }) => {
    const shown = code === "length" ? seconds(value) : number(value);
    return el(
      "li",
      { class: kind },
      icon(kind === "ok" ? "ok" : "warn"),
      el("span", {}, t(`add.check.${code}.${kind}`, { value: shown })),
    );
  });
  if (recording.seconds > LONGEST_SECONDS + 0.5) {
    items.push(el("li", { class: "warn" }, icon("warn"), el("span", {}, t("add.check.cut"))));
  }
  byId("add-checks").replaceChildren(...items);
  byId("add-save").disabled = found.some(({ kind }) => kind === "bad");
}

async function listen() {
  wave.clear(() => player.now);
  await player.play(recording.samples, RATE_HZ, {
    onSound: (samples, startsAt) => wave.add(samples, RATE_HZ, startsAt),
    onEnd: () => wave.end(),
  });
}

async function save() {
  const button = byId("add-save");
  const name = byId("add-name").value.trim();
  button.disabled = true;
  message(byId("add-3-message"), t("add.saving"));
  try {
    const body = toWav(recording.samples, RATE_HZ);
    const headers = { "content-type": "audio/wav" };
    const path = `api/voices?name=${encodeURIComponent(name)}&consent=yes`;
    const answer = await request(path, { method: "POST", headers, body });
    saved = { name: (await answer.json()).name, language: byId("add-language").value, ready: false };
    const locale = await loadLocale(saved.language).catch(() => ({}));
    byId("add-first-text").textContent = locale["voices.sentence"] ?? "";
    byId("add-4-title").textContent = t("add.saved", { name: saved.name });
    go(4);
    byId("add-4-title").focus();
    await refresh();
  } catch (error) {
    message(byId("add-3-message"), error.message, "bad");
    button.disabled = false;
  }
}

/** Watch what becomes of the recording, until it can speak. */
function followSaved() {
  if (!saved || step !== 4) return;
  const ready = house.state?.voices.some((voice) => voice.name === saved.name);
  byId("add-first").disabled = !ready;
  const text = stateText(saved.name);
  if (ready) message(byId("add-4-message"), text || t("add.ready"), text ? "" : "good");
  else {
    message(byId("add-4-message"), text || t("recording.stored"), text && !isOnItsWay(saved.name) ? "bad" : "");
    setTimeout(refresh, 2000);
  }
}

async function firstSentence() {
  const button = byId("add-first");
  button.setAttribute("aria-busy", "true");
  try {
    await player.say(
      { text: byId("add-first-text").textContent, voice: saved.name },
      { onFirst: () => button.removeAttribute("aria-busy") },
    );
  } catch (error) {
    message(byId("add-4-message"), error.message, "bad");
  } finally {
    button.removeAttribute("aria-busy");
  }
}
