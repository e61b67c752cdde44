// Time to first sound of the last answers, the newest on the right.

import { median } from "./answers.js";
import { svg } from "./dom.js";
import { clock, duration, t } from "./i18n.js";

const NARROWEST = 260;
const HEIGHT = 240;
const LEFT = 64;
const BOTTOM = 18;
const MOST = 200;

/** Draw at the width that it has, so that letters keep their size. */
export function plot(answers, roomPixels) {
  const width = Math.max(NARROWEST, roomPixels);
  const shown = answers.filter((one) => one.first_audio_seconds !== null).slice(-MOST);
  const highest = niceAbove(Math.max(0.1, ...shown.map((one) => one.first_audio_seconds)));
  const y = (seconds) => HEIGHT - BOTTOM - (seconds / highest) * (HEIGHT - BOTTOM - 12);
  const step = (width - LEFT - 12) / Math.max(width / 24, shown.length);
  const radius = step < 6 ? 2.5 : 4.5;
  const picture = svg("svg", {
    class: "plot",
    viewBox: `0 0 ${width} ${HEIGHT}`,
    role: "img",
    "aria-label": summary(shown),
  });
  for (let part = 0; part <= 4; part += 1) {
    const value = (highest * part) / 4;
    picture.append(
      svg("line", { class: "grid", x1: LEFT, x2: width, y1: y(value), y2: y(value) }),
      svg("text", { x: LEFT - 10, y: y(value) + 4, "text-anchor": "end" }, duration(value)),
    );
  }
  shown.forEach((one, place) => {
    const x = width - 12 - (shown.length - 1 - place) * step;
    const top = y(one.first_audio_seconds);
    const title = svg("title", {}, `${clock(one.at)} · ${one.voice} · ${duration(one.first_audio_seconds)}`);
    picture.append(
      svg("line", { class: "stick", x1: x, x2: x, y1: y(0), y2: top }),
      svg("circle", { class: `dot ${one.outcome}`, cx: x, cy: top, r: radius }, title),
    );
  });
  if (shown.length > 1) {
    const middle = y(median(shown.map((one) => one.first_audio_seconds)));
    picture.append(svg("line", { class: "median", x1: LEFT, x2: width, y1: middle, y2: middle }));
  }
  return picture;
}

function summary(shown) {
  if (!shown.length) return t("answers.empty");
  const firsts = shown.map((one) => one.first_audio_seconds);
  return t("answers.plot_summary", {
    count: shown.length,
    median: duration(median(firsts)),
    slowest: duration(Math.max(...firsts)),
  });
}

function niceAbove(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 4, 10].map((part) => part * power).find((part) => part >= value * 0.999);
}
