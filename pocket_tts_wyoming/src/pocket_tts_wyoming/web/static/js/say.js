// Say something: sound begins while it is made, and what it took is shown.

import { getJson, sendJson } from "./api.js";
import { byId, debounce, el, message, options, setIcon } from "./dom.js";
import { house, languages, onState, parts, voicesOf } from "./house.js";
import { duration, languageName, loadLocale, number, seconds, t } from "./i18n.js";
import { player } from "./player.js";
import { toWav } from "./wav.js";
import { Wave } from "./wave.js";

let wave;
let plays = false;
let saved = null;

export function start() {
  wave = new Wave(byId("say-wave"));
  wave.end();
  byId("say-play").addEventListener("click", () => (plays ? player.stop() : void speak()));
  byId("say-text").addEventListener("input", showSpoken);
  byId("say-text").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void speak();
  });
  byId("say-language").addEventListener("change", () => {
    fillVoices();
    showSpoken();
  });
  byId("say-voice").addEventListener("change", showSpoken);
  byId("say-speed").addEventListener("input", (event) => {
    byId("say-speed-shown").textContent = number(event.target.value, 2);
  });
  onState(fill);
}

export function translated() {
  byId("say-spoken").dataset.empty = t("say.spoken_empty");
  button(plays);
}

function fill(state, error) {
  if (error || !state) return;
  const select = byId("say-language");
  const before = select.value;
  options(select, languages().map((code) => [code, languageName(code)]), before);
  fillVoices(before === select.value);
}

function fillVoices(keep = false) {
  const language = byId("say-language").value;
  const select = byId("say-voice");
  const pairs = voicesOf(language).map((voice) => {
    const { name, note } = parts(voice);
    return [voice.name, note ? `${name} – ${note}` : name];
  });
  options(select, pairs, keep && select.value ? select.value : house.state.default);
  void fillExamples(language);
}

async function fillExamples(language) {
  const locale = await loadLocale(language).catch(() => ({}));
  const examples = ["say.example1", "say.example2", "say.example3"].map((key) => locale[key]);
  byId("say-examples").replaceChildren(
    ...examples.filter(Boolean).map((text) =>
      el("button", {
        type: "button",
        lang: language,
        onclick: () => {
          byId("say-text").value = text;
          showSpoken();
        },
      }, text),
    ),
  );
}

let asked = 0;
const showSpoken = debounce(200, async () => {
  const text = byId("say-text").value;
  const mine = ++asked;
  const list = byId("say-spoken");
  if (!text.trim()) return void list.replaceChildren();
  try {
    const { sentences, cut } = await sendJson("POST", "api/show", {
      text,
      voice: byId("say-voice").value,
    });
    if (mine !== asked) return; // a later letter has been answered
    list.replaceChildren(...sentences.map((sentence) => el("li", {}, sentence)));
    if (cut) list.append(el("li", {}, "…"));
  } catch (error) {
    list.replaceChildren(el("li", {}, error.message));
  }
});

async function speak() {
  const text = byId("say-text").value.trim();
  const note = byId("say-message");
  if (!text) {
    message(note, t("say.no_text"));
    byId("say-text").focus();
    return;
  }
  message(note, "");
  for (const id of ["say-first", "say-rtf", "say-length"]) byId(id).textContent = "–";
  byId("say-save").hidden = true;
  const body = { text, voice: byId("say-voice").value, speed: Number(byId("say-speed").value) };
  let length = 0;
  button(true);
  wave.clear(() => player.now);
  try {
    const heard = await player.say(body, {
      onFirst: (first) => (byId("say-first").textContent = duration(first)),
      onSound: (samples, startsAt) => {
        wave.add(samples, 24000, startsAt);
        length += samples.length / 24000;
        byId("say-length").textContent = seconds(length);
      },
      onEnd: () => {
        wave.end();
        button(false);
      },
    });
    if (heard) await showFigures(heard);
  } catch (error) {
    message(note, error.message, "bad");
  }
}

/** The server's own figure counts for the first sound: it leaves the network out. */
async function showFigures({ samples, rate, number: mine }) {
  const link = byId("say-save");
  if (saved) URL.revokeObjectURL(saved);
  saved = URL.createObjectURL(new Blob([toWav(samples, rate)], { type: "audio/wav" }));
  link.href = saved;
  link.hidden = false;
  const { answers } = await getJson("api/answers");
  const answer = answers.find((one) => one.number === mine);
  if (!answer) return;
  byId("say-first").textContent = duration(answer.first_audio_seconds);
  byId("say-rtf").textContent = answer.rtf === null ? "–" : number(answer.rtf, 2);
}

function button(on) {
  plays = on;
  const play = byId("say-play");
  setIcon(play, on ? "stop" : "play");
  play.querySelector(".only-read").textContent = t(on ? "say.stop" : "say.play");
}
