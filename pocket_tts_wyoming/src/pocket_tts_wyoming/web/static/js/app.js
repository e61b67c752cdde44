// The page begins here: language, colours, tabs, and the state of the server above them.

import * as add from "./add_voice.js";
import * as answers from "./answers.js";
import { byId, options } from "./dom.js";
import { onState, refresh } from "./house.js";
import { LANGUAGES, apply, current, keep, languageName, start, t, use } from "./i18n.js";
import { player } from "./player.js";
import * as say from "./say.js";
import { followHouse } from "./theme.js";
import * as voices from "./voices.js";
import * as words from "./words.js";

const pages = { say, voices, add, words, answers };

function show() {
  const wanted = location.hash.slice(1);
  if (wanted === "main") return; // the link that skips the tabs
  const chosen = wanted in pages ? wanted : "say";
  player.stop();
  for (const [name, page] of Object.entries(pages)) {
    byId(`page-${name}`).hidden = name !== chosen;
    page.shown?.(name === chosen);
    const tab = document.querySelector(`.tabs a[href="#${name}"]`);
    if (name === chosen) tab.setAttribute("aria-current", "page");
    else tab.removeAttribute("aria-current");
  }
  document.title = `${t(`nav.${chosen}`)} – Pocket TTS`;
  scrollTo(0, 0);
}

function showState(state, error) {
  const status = byId("status");
  const problem = byId("problem");
  if (error) {
    status.textContent = t("status.lost");
    status.className = "status waits";
    problem.textContent = error.message;
    problem.hidden = false;
    return;
  }
  const waits = Boolean(state.problem);
  status.textContent = t(waits ? "status.waits" : "status.ready");
  status.className = `status ${waits ? "waits" : "ready"}`;
  problem.hidden = !waits;
  problem.textContent = state.problem?.message ?? "";
  byId("version").textContent = `Pocket TTS ${state.version}`;
}

function translated() {
  options(
    byId("page-language"),
    LANGUAGES.map((code) => [code, languageName(code)]),
    current(),
  );
  for (const page of Object.values(pages)) page.translated?.();
  void refresh();
  show();
}

await start();
followHouse();
for (const page of Object.values(pages)) page.start();
onState(showState);
byId("page-language").addEventListener("change", async (event) => {
  keep(event.target.value);
  await use(event.target.value);
  translated();
});
addEventListener("hashchange", () => {
  show();
  byId("main").focus({ preventScroll: true });
});
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) void refresh();
});
apply(document);
translated();
document.documentElement.dataset.ready = "";
