// Requests to the server; addresses are relative, because Home Assistant puts a path in front.

import { has, t } from "./i18n.js";

export class ApiError extends Error {
  constructor(code, text, status) {
    super(has(`error.${code}`) ? t(`error.${code}`) : text);
    this.code = code;
    this.status = status;
  }
}

export async function request(path, options = {}) {
  let answer;
  try {
    answer = await fetch(path, { cache: "no-store", ...options });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new ApiError("no-connection", String(error), 0);
  }
  if (answer.ok) return answer;
  let error = {};
  try {
    error = (await answer.json()).error ?? {};
  } catch {
    // not ours: Home Assistant's proxy, while the app starts
  }
  throw new ApiError(error.code ?? "no-connection", error.message ?? answer.statusText, answer.status);
}

export async function getJson(path) {
  return (await request(path)).json();
}

export async function sendJson(method, path, body, options = {}) {
  const headers = { "content-type": "application/json" };
  return (await request(path, { method, headers, body: JSON.stringify(body), ...options })).json();
}

export function say(body, signal) {
  const headers = { "content-type": "application/json" };
  return request("api/say", { method: "POST", headers, body: JSON.stringify(body), signal });
}
