// Home Assistant's own colours, where the page stands in its frame: same origin, so they can be read.

const COLOURS = {
  "--accent": "--primary-color",
  "--ground": "--primary-background-color",
  "--card": "--card-background-color",
  "--ink": "--primary-text-color",
  "--ink-2": "--secondary-text-color",
  "--line": "--divider-color",
};

export function followHouse() {
  let house;
  try {
    house = window.parent === window ? null : window.parent.document.documentElement;
  } catch {
    return; // another site's frame
  }
  if (!house) return;
  take(house);
  const watch = new MutationObserver(() => take(house));
  watch.observe(house, { attributes: true, attributeFilter: ["style", "class"] });
  addEventListener("pagehide", () => watch.disconnect());
}

function take(house) {
  const style = window.parent.getComputedStyle(house);
  const root = document.documentElement;
  const found = {};
  for (const [ours, theirs] of Object.entries(COLOURS)) {
    const colour = style.getPropertyValue(theirs).trim();
    if (colour && CSS.supports("color", colour)) {
      found[ours] = colour;
      root.style.setProperty(ours, colour);
    } else root.style.removeProperty(ours);
  }
  if (found["--ground"]) root.dataset.scheme = light(found["--ground"]) > 0.4 ? "light" : "dark";
  else delete root.dataset.scheme;
  if (found["--accent"]) {
    root.style.setProperty("--on-accent", light(found["--accent"]) > 0.36 ? "#10131a" : "#fff");
  }
}

/** Relative luminance, as WCAG counts it. */
function light(colour) {
  const probe = document.createElement("i");
  probe.style.color = colour;
  document.body.append(probe);
  const [r, g, b] = getComputedStyle(probe).color.match(/[\d.]+/g).map((part) => part / 255);
  probe.remove();
  const linear = (part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}
