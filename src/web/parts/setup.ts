/**
 * The setup panel: providers, support of each control, and connection.
 *
 * @module
 */
import { fetchHealth, type Models } from "../../client/net/http.ts";
import { BINARY_SUBPROTOCOL, JSON_SUBPROTOCOL } from "../../contract/protocol/names.ts";
import type { ControlField, Fidelity, FidelityMap } from "../../contract/controls.ts";
import { el } from "../lib/dom.ts";
import { serviceOptions } from "../model/service.ts";
import type { Studio } from "../model/studio.ts";
import { FIDELITY_TEXT } from "./controls/slider.ts";

const KINDS: readonly (readonly [keyof Models, string])[] = [
  ["realtime", "Realtime"],
  ["llm", "Language"],
  ["tts", "Voice"],
  ["avatar", "Face"],
];

const FIELDS: readonly (readonly [ControlField, string])[] = [
  ["character.persona_id", "Persona"],
  ["emotion.label", "Emotion"],
  ["emotion.intensity", "Intensity"],
  ["emotion.valence", "Valence"],
  ["emotion.arousal", "Arousal"],
  ["character.speech_rate", "Pace"],
  ["character.pitch_shift", "Pitch"],
  ["character.expressivity", "Expression"],
  ["character.motion_gain", "Movement"],
];

/** Polling interval of the providers' health while the panel is open, in ms. */
const HEALTH_MS = 15_000;

/** Fills the panel. */
export function mountSetup(panel: HTMLElement, studio: Studio): void {
  const providers = el("ul", { class: "providers" });
  const fidelity = el("table", { class: "fidelities" });
  const session = el("dl", { class: "counts" });
  const fresh = el("button", { class: "button", type: "button" }, "Start a new session");
  fresh.addEventListener("click", () => studio.start());
  panel.append(
    el("h2", {}, "Providers"),
    providers,
    el("h2", {}, "Controls", el("small", {}, "how faithfully each kind honours them")),
    fidelity,
    legend(),
    el("h2", {}, "Connection"),
    choice(studio, "Video", "video", [["pose", "Poses"], ["frames", "Frames"], ["none", "Voice only"]]),
    choice(studio, "Wire", "subprotocol", [[BINARY_SUBPROTOCOL, "Binary"], [JSON_SUBPROTOCOL, "JSON"]]),
    session,
    fresh,
  );
  watchHealth(panel, providers);
  studio.models.watch((models) => {
    if (!models) return;
    providers.replaceChildren(...KINDS.flatMap(([kind, name]) => providerItem(kind, name, models[kind])));
    fidelity.replaceChildren(...fidelityRows(models));
  });
  studio.connection.watch(() => {
    const { human } = studio;
    const { ready } = human?.session ?? {};
    session.replaceChildren(
      el("dt", {}, "Session"),
      el("dd", {}, human?.session.grant.session_id ?? "–"),
      el("dt", {}, "Picture"),
      el("dd", {}, ready ? `${ready.width} × ${ready.height}, ${ready.fps} a second` : "–"),
    );
  });
}

/** Polls the providers' health while the panel is open. */
function watchHealth(panel: HTMLElement, providers: HTMLElement): void {
  const update = async () => {
    if (panel.hidden || document.hidden) return;
    const report = await fetchHealth(serviceOptions()).catch(() => null);
    for (const [kind] of KINDS) {
      const health = report?.[kind];
      const item = providers.querySelector(`[data-kind="${kind}"]`);
      item?.setAttribute("data-health", health ? (health.healthy ? "good" : "bad") : "unknown");
      const detail = item?.querySelector("p");
      if (detail) detail.textContent = health && !health.healthy ? health.detail : "";
    }
  };
  setInterval(update, HEALTH_MS);
  new MutationObserver(update).observe(panel, { attributeFilter: ["hidden"] });
}

function providerItem(kind: keyof Models, name: string, model: Models[keyof Models]): HTMLElement[] {
  if (!model) return [];
  const { adapter, fallbacks, capabilities } = model;
  const place = capabilities.offline ? "local" : "remote";
  const then = fallbacks.length > 0 ? `, then ${fallbacks.join(", ")}` : "";
  const children = [el("span", {}, name), el("b", {}, adapter), el("small", {}, `${place}${then}`), el("p")];
  return [el("li", { "data-kind": kind }, ...children)];
}

function fidelityRows(models: Models): HTMLElement[] {
  const kinds = KINDS.filter(([kind]) => models[kind]);
  const head = el("tr", {}, el("td"), ...kinds.map(([, name]) => el("th", { scope: "col" }, name)));
  const rows = FIELDS.map(([field, name]) => {
    const cells = kinds.map(([kind]) => el("td", {}, mark(models[kind]?.fidelity, field)));
    return el("tr", {}, el("th", { scope: "row" }, name), ...cells);
  });
  return [el("thead", {}, head), el("tbody", {}, ...rows)];
}

function legend(): HTMLElement {
  const meanings = ["native", "approximated", "ignored"].map((fidelity) => {
    return el("span", {}, el("i", { class: `mark ${fidelity}`, "aria-hidden": "true" }), fidelity);
  });
  return el("p", { class: "legend", "aria-hidden": "true" }, ...meanings);
}

function mark(map: FidelityMap | undefined, field: ControlField): HTMLElement {
  const fidelity: Fidelity = map?.[field] ?? "ignored";
  return el("i", {
    class: `mark ${fidelity}`,
    role: "img",
    "aria-label": fidelity,
    title: `${fidelity}: ${FIDELITY_TEXT[fidelity]}`,
  });
}

function choice(
  studio: Studio,
  label: string,
  name: "video" | "subprotocol",
  values: readonly (readonly [string, string])[],
): HTMLElement {
  const inputs = values.map(([value, text]) => {
    const input = el("input", { type: "radio", name, value });
    input.addEventListener("change", () => studio.reconnectWith({ [name]: value }));
    return { input, element: el("label", {}, input, el("span", {}, text)) };
  });
  studio.connection.watch(() => {
    const current = name === "video" ? studio.video : studio.settings.value.subprotocol;
    for (const { input } of inputs) input.checked = input.value === current;
  });
  const legend = el("legend", {}, label);
  const group = el("div", { class: "segmented" }, ...inputs.map(({ element }) => element));
  return el("fieldset", { class: "choice" }, legend, group);
}
