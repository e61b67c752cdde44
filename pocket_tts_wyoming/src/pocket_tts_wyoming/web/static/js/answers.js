// Why the last answer was late: figures, a plot, who listens now, and the log.

import { getJson } from "./api.js";
import { byId, el } from "./dom.js";
import { clock, duration, languageName, number, seconds, t } from "./i18n.js";
import { plot } from "./plot.js";

const EVERY_MS = 2000;
let timer = 0;
let visible = false;

export function start() {
  byId("answers-log").addEventListener("toggle", () => void look());
}

export function shown(yes) {
  visible = yes;
  clearTimeout(timer);
  if (yes) void look();
}

async function look() {
  clearTimeout(timer);
  if (!visible) return;
  try {
    if (!document.hidden) {
      draw(await getJson("api/answers"));
      if (byId("answers-log").open) drawLog((await getJson("api/log")).lines);
    }
  } catch {
    // the line above the page tells that the server does not answer
  }
  if (visible) timer = setTimeout(look, EVERY_MS);
}

function draw({ now, answers, models }) {
  const firsts = answers.map((one) => one.first_audio_seconds).filter((one) => one !== null);
  const failed = answers.filter((one) => one.outcome === "failed").length;
  const gaps = answers.filter((one) => one.gaps > 0).length;
  tiles([
    ["answers.median", firsts.length ? duration(median(firsts)) : "–"],
    ["answers.slowest", firsts.length ? duration(Math.max(...firsts)) : "–"],
    ["answers.with_gaps", number(gaps)],
    ["answers.failed", number(failed)],
  ]);
  const room = byId("answers-plot");
  room.replaceChildren(plot([...answers].reverse(), room.clientWidth));
  list(byId("answers-now"), now, "answers.nobody", (one) => [
    el("span", {}, one.voice || t("answers.default_voice")),
    el("span", { class: "badge plain" }, clientName(one.client)),
    el("span", {}, `${t(one.heard ? "answers.speaking" : "answers.waiting")} · ${seconds(one.seconds)}`),
  ]);
  list(byId("answers-models"), models, "answers.no_models", (one) => [
    el("span", {}, one.name),
    el("span", { class: "badge plain" }, languageName(one.language)),
    el("span", {}, one.loaded ? size(one.resident_bytes) : t("answers.not_loaded")),
  ]);
  byId("answers-empty").hidden = answers.length > 0;
  byId("answers-lines").replaceChildren(...answers.map(line));
}

function tiles(pairs) {
  byId("answers-tiles").replaceChildren(
    ...pairs.map(([key, value]) => el("div", {}, el("dt", {}, t(key)), el("dd", {}, value))),
  );
}

function list(node, items, none, parts) {
  node.replaceChildren(
    ...(items.length ? items.map((one) => el("li", {}, ...parts(one))) : [el("li", { class: "none" }, t(none))]),
  );
}

function line(one) {
  const kind = { complete: "good", failed: "bad" }[one.outcome] ?? "plain";
  return el(
    "tr",
    {},
    el("td", {}, el("time", { datetime: one.at }, clock(one.at))),
    el("td", {}, one.voice),
    el("td", {}, clientName(one.client)),
    el("td", { class: "number" }, one.characters === null ? "–" : number(one.characters)),
    el("td", { class: "number" }, duration(one.first_audio_seconds)),
    el("td", { class: "number" }, one.rtf === null ? "–" : number(one.rtf, 2)),
    el("td", { class: "number" }, one.gaps ? `${number(one.gaps)} (${duration(one.gap_seconds)})` : "0"),
    el("td", {}, el("span", { class: `badge ${kind}` }, t(`outcome.${one.outcome}`)), one.error ? ` ${one.error}` : null),
  );
}

function drawLog(lines) {
  const log = byId("answers-log-lines");
  const atEnd = log.scrollTop + log.clientHeight >= log.scrollHeight - 8;
  log.replaceChildren(
    ...lines.map((text) => el("span", { class: /\b(WARNING|ERROR)\b/.exec(text)?.[1] ?? null }, `${text}\n`)),
  );
  if (atEnd) log.scrollTop = log.scrollHeight;
}

function clientName(client) {
  return client === "page" ? t("answers.this_page") : client;
}

function size(bytes) {
  return bytes === null ? t("answers.loaded") : `${number(bytes / 1e6)} MB`;
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
