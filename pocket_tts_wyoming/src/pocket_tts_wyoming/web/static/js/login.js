import { byId } from "./dom.js";
import { start } from "./i18n.js";

await start();
byId("wrong").hidden = !location.search.includes("wrong");
