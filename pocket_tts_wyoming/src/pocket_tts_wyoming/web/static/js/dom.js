// Making nodes. Text is always text: nothing here takes HTML.

export const byId = (id) => document.getElementById(id);

/** Make an element: `on…` is a listener, `class` and the rest are attributes, null is left out. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

export function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

export function icon(name) {
  return svg("svg", { "aria-hidden": "true" }, svg("use", { href: `#i-${name}` }));
}

export function setIcon(button, name) {
  button.querySelector("use").setAttribute("href", `#i-${name}`);
}

/** A button that shows an icon and reads its label. */
export function iconButton(name, label, kind, onclick) {
  return el("button", { type: "button", class: `round ${kind}`, "aria-label": label, title: label, onclick }, icon(name));
}

export function options(select, pairs, chosen) {
  select.replaceChildren(...pairs.map(([value, text]) => el("option", { value }, text)));
  if (pairs.some(([value]) => value === chosen)) select.value = chosen;
}

export function message(node, text, kind = "") {
  node.textContent = text;
  node.className = `message ${kind}`;
}

/** Ask in the page's dialog; resolves to the text, true without a field, or null. */
export function ask({ title, text, ok, value }) {
  const dialog = byId("dialog");
  byId("dialog-title").textContent = title;
  byId("dialog-text").textContent = text ?? "";
  byId("dialog-ok").textContent = ok;
  byId("dialog-field").hidden = value === undefined;
  const input = byId("dialog-input");
  input.value = value ?? "";
  dialog.returnValue = "cancel";
  dialog.showModal();
  if (value === undefined) byId("dialog-ok").focus();
  else input.select();
  return new Promise((resolve) => {
    dialog.addEventListener(
      "close",
      () => resolve(dialog.returnValue !== "ok" ? null : value === undefined ? true : input.value),
      { once: true },
    );
  });
}

export function debounce(milliseconds, action) {
  let timer = 0;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(...values), milliseconds);
  };
}
