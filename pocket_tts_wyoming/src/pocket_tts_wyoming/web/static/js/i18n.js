// The page's language: one JSON file each, English for nothing but the first moment.

export const LANGUAGES = ["de", "en", "es", "fr", "it", "nl", "pt"];
const KEPT = "pocket-tts-language";
const files = new Map();
let texts = {};
let language = "en";

export async function loadLocale(code) {
  if (!files.has(code)) {
    const answer = await fetch(`static/locales/${code}.json`);
    files.set(code, await answer.json());
  }
  return files.get(code);
}

/** Choose what was chosen before, else Home Assistant's language, else the browser's. */
export async function start() {
  const wishes = [kept(), houseLanguage(), ...(navigator.languages ?? [])];
  const codes = wishes.filter(Boolean).map((wish) => wish.slice(0, 2).toLowerCase());
  await use(codes.find((code) => LANGUAGES.includes(code)) ?? "en");
}

export async function use(code) {
  texts = await loadLocale(code);
  language = code;
  document.documentElement.lang = code;
  apply(document);
}

export function keep(code) {
  try {
    localStorage.setItem(KEPT, code);
  } catch {
    // a browser that keeps nothing
  }
}

function kept() {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
}

function houseLanguage() {
  try {
    return window.parent === window ? null : window.parent.document.documentElement.lang;
  } catch {
    return null; // the page stands in another site's frame
  }
}

export function current() {
  return language;
}

/** Return a text with {names} filled in; the key itself would show what is missing. */
export function t(key, values = {}) {
  const text = texts[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

export function has(key) {
  return key in texts;
}

export function apply(root) {
  for (const node of root.querySelectorAll("[data-t]")) node.textContent = t(node.dataset.t);
  for (const [data, attribute] of [
    ["tLabel", "aria-label"],
    ["tPlaceholder", "placeholder"],
    ["tTitle", "title"],
  ]) {
    const name = data.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    for (const node of root.querySelectorAll(`[data-${name}]`)) {
      node.setAttribute(attribute, t(node.dataset[data]));
    }
  }
}

export function number(value, digits = 0) {
  return new Intl.NumberFormat(language, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value);
}

/** Milliseconds below ten seconds, because that is where they matter. */
export function duration(seconds) {
  if (seconds === null || seconds === undefined) return "–";
  return seconds < 10 ? `${number(seconds * 1000)} ms` : `${number(seconds, 1)} s`;
}

export function seconds(value) {
  return `${number(value, 1)} s`;
}

export function clock(iso) {
  return new Intl.DateTimeFormat(language, { timeStyle: "medium" }).format(new Date(iso));
}

export function languageName(code) {
  try {
    const name = new Intl.DisplayNames([language], { type: "language" }).of(code);
    return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
  } catch {
    return code;
  }
}
