/**
 * The input form for a message to answer or a text to speak.
 *
 * @module
 */
import { byId } from "../lib/dom.ts";
import { splitText, TURN_CHARS } from "../model/split_text.ts";
import type { Studio } from "../model/studio.ts";

const PLACEHOLDERS = { reply: "Say something to", verbatim: "Words for" } as const;

const USUAL_HINT = "Enter to send";

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

  const hint = byId("composer-hint", HTMLElement);
  const update = () => {
    const ready = studio.activity.value !== "starting" && studio.connection.value.status !== "failed";
    const isQuestionTooLong = mode() === "reply" && text.value.trim().length > TURN_CHARS;
    send.disabled = !ready || text.value.trim() === "" || isQuestionTooLong;
    hint.textContent = hintFor(studio, text.value.trim(), mode());
    hint.classList.toggle("urgent", hint.textContent !== USUAL_HINT);
    text.placeholder = `${PLACEHOLDERS[mode()]} ${personaName(studio)}…`;
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const { value } = text;
    if (send.disabled || value.trim() === "") return;
    // A text that cannot be taken now stays where it is.
    if (!studio.begin(value.trim(), mode())) return;
    text.value = "";
    update();
  });
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  form.addEventListener("input", update);
  studio.models.watch((models) => {
    const isDemonstration = models?.llm?.capabilities.demonstration === true && models.realtime === null;
    const note = byId("demonstration", HTMLElement);
    note.ariaHidden = String(!isDemonstration);
    note.hidden = models !== null && !isDemonstration;
    // Without a model, verbatim mode is the default; the user's choice is kept.
    if (isDemonstration && !hasChosen) choose("verbatim");
    update();
  });
  studio.waiting.all.watch(update);
  studio.activity.watch(update);
  studio.connection.watch(update);
  studio.control.watch(update);
  studio.personas.watch(update);
}

/** What happens with the text, as it is now. */
function hintFor({ connection, waiting }: Studio, text: string, mode: "reply" | "verbatim"): string {
  const offline = connection.value.status !== "open" && connection.value.status !== "connecting";
  const { length } = waiting.all.value;
  if (text.length > TURN_CHARS) {
    const chars = text.length.toLocaleString("en");
    return mode === "verbatim"
      ? `${chars} characters: said in ${splitText(text).length} parts`
      : `${chars} of ${TURN_CHARS.toLocaleString("en")} characters: too long to answer`;
  }
  if (offline && length > 0) return `Sent when the connection is back: ${length}`;
  return length > 0 ? `Parts to come: ${length}` : USUAL_HINT;
}

/** The name of the persona that speaks. */
export function personaName(studio: Studio): string {
  const { personas = [], default: usual } = studio.personas.value ?? {};
  const id = studio.control.value?.character.persona_id ?? usual;
  return personas.find((persona) => persona.id === id)?.name ?? "the human";
}
