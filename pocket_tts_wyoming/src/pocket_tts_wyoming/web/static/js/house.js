// What the server is now: voices, models, whether it can speak. Asked again and again.

import { getJson } from "./api.js";

const SLOW_MS = 10000;
const FAST_MS = 2000;
// Of a recording; others stay until a person does something.
const SOON = new Set(["stored", "being made", "waiting for the model"]);
const readers = new Set();
let timer = 0;

export const house = { state: null, error: null };

export function onState(reader) {
  readers.add(reader);
  if (house.state) reader(house.state);
}

/** Ask now, and then every ten seconds, or every two while something is on its way. */
export async function refresh() {
  clearTimeout(timer);
  try {
    house.state = await getJson("api/state");
    house.error = null;
  } catch (error) {
    house.error = error;
  }
  for (const reader of readers) reader(house.state, house.error);
  const making = Object.values(house.state?.recordings ?? {}).some((text) => SOON.has(text));
  const busy = house.error || house.state.problem || making;
  timer = setTimeout(refresh, busy ? FAST_MS : SLOW_MS);
  return house.state;
}

/** A voice's name for people, without the mark of the default and what stands behind the dash. */
export function parts(voice) {
  const title = voice.title.replace(/^\(default\) /, "");
  const [name, ...note] = title.split(" - ");
  return { name, note: voice.own ? "" : note.join(" - ") };
}

/** Voices of a language, or all, those of people first. */
export function voicesOf(language) {
  const voices = house.state?.voices ?? [];
  return voices
    .filter((voice) => !language || voice.language === language)
    .sort((a, b) => b.own - a.own);
}

export function languages() {
  const own = house.state?.voices.find((voice) => voice.name === house.state.default)?.language;
  const codes = new Set(house.state?.voices.map((voice) => voice.language));
  return [...codes].sort((a, b) => (b === own) - (a === own) || a.localeCompare(b));
}
