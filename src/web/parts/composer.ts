/**
 * The input form for a message to answer or a text to speak.
 *
 * @module
 */
import { byId } from "../lib/dom.ts";
import type { Studio } from "../model/studio.ts";

const PLACEHOLDERS = { reply: "Say something to", verbatim: "Words for" } as const;

/** Sets up the form. */
export function mountComposer(studio: Studio): void {
  const form = byId("composer", HTMLFormElement);
  const text = byId("text", HTMLTextAreaElement);
  const send = byId("send", HTMLButtonElement);
  const mode = () => new FormData(form).get("mode") === "verbatim" ? "verbatim" : "reply";

  const choose = (value: string) => {
    for (const input of form.querySelectorAll<HTMLInputElement>("input[name=mode]")) {
      input.checked = input.value === value;
    }
  };
  let hasChosen = false;
  form.addEventListener("change", () => hasChosen = true);

  const update = () => {
    const ready = studio.activity.value !== "starting" && studio.connection.value.status !== "failed";
    send.disabled = !ready || text.value.trim() === "";
    text.placeholder = `${PLACEHOLDERS[mode()]} ${personaName(studio)}…`;
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const { value } = text;
    if (send.disabled || value.trim() === "") return;
    text.value = "";
    update();
    studio.begin(value.trim(), mode());
  });
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  form.addEventListener("input", update);
  studio.models.watch((models) => {
    const isDemonstration = models?.llm?.capabilities.demonstration === true && models.realtime === null;
    byId("demonstration", HTMLElement).ariaHidden = String(!isDemonstration);
    // Without a model, verbatim mode is the default; the user's choice is kept.
    if (isDemonstration && !hasChosen) choose("verbatim");
    update();
  });
  studio.activity.watch(update);
  studio.connection.watch(update);
  studio.control.watch(update);
  studio.personas.watch(update);
}

/** The name of the persona that speaks. */
export function personaName(studio: Studio): string {
  const { personas = [], default: usual } = studio.personas.value ?? {};
  const id = studio.control.value?.character.persona_id ?? usual;
  return personas.find((persona) => persona.id === id)?.name ?? "the human";
}
