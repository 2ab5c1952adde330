/**
 * Notices of problems, with reason and remedy: one at a time, over the stage.
 *
 * @module
 */
import { byId, el, icon } from "../lib/dom.ts";
import { loadApiKey, saveApiKey } from "../model/settings.ts";
import type { StudioConnection } from "../model/service.ts";
import type { Studio } from "../model/studio.ts";

interface Notice {
  readonly title: string;
  readonly text: string;
  readonly actions: readonly HTMLElement[];
}

/** Shorter interruptions are not reported. */
const QUIET_MS = 700;
/** A browser that is still silent this long after a click has no sound output to open. */
const SOUND_STARTS_MS = 2000;

/** Shows notices when they apply. */
export function mountNotices(studio: Studio): void {
  const show = showIn(byId("notice", HTMLElement));
  const pill = byId("connection", HTMLElement);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let locked = false;
  let hasOutput = true;
  let dismissed: number | null = null;

  const update = () => {
    clearTimeout(timer);
    const { value: connection } = studio.connection;
    const problem = () =>
      problemNotice(studio, dismissed, (key) => {
        dismissed = key;
        update();
      });
    const notice = connectionNotice(studio, connection) ?? (locked ? soundNotice(hasOutput, unlock) : null) ??
      problem();
    const patient = connection.status === "waiting" && connection.attempt <= 1;
    const trying = connection.status === "connecting" && connection.attempt > 0;
    if (trying) return;
    if (patient) timer = setTimeout(() => show(notice), QUIET_MS);
    else show(notice);
  };

  const unlock = () => {
    studio.human?.player.unlock();
    setTimeout(() => {
      hasOutput = !locked;
      update();
    }, SOUND_STARTS_MS);
  };

  studio.connection.watch((connection) => {
    pill.dataset.status = connection.status;
    const text = pill.querySelector("span");
    if (text) text.textContent = pillText(studio, connection);
    update();
  });
  studio.turns.watch(update);
  studio.soundLocked.watch((value) => {
    locked = value;
    if (!locked) hasOutput = true;
    update();
  });
}

/** A notice in a box. An identical notice is kept, so that its button is not replaced during a click. */
function showIn(box: HTMLElement): (notice: Notice | null) => void {
  let shown = "";
  return (notice) => {
    const key = notice ? `${notice.title}\n${notice.text}` : "";
    if (key === shown) return;
    shown = key;
    box.hidden = notice === null;
    if (!notice) return box.replaceChildren();
    box.replaceChildren(
      el("h2", {}, notice.title),
      el("p", {}, notice.text),
      el("div", { class: "actions" }, ...notice.actions),
    );
  };
}

/** Why the last turn failed or nothing of it was heard, unless the notice was dismissed. */
function problemNotice(studio: Studio, dismissed: number | null, dismiss: (key: number) => void): Notice | null {
  const last = studio.turns.value.at(-1);
  if (!last?.problem || last.key === dismissed) return null;
  const isSilent = last.state === "completed" && last.heardText === "";
  if (last.state !== "failed" && !isSilent) return null;
  const { problem: { message, retryable }, userText, mode, key } = last;
  const close = button("Dismiss", () => dismiss(key));
  const retry = () => {
    dismiss(key);
    studio.begin(userText, mode);
  };
  const advice = retryable ? " Setup shows who runs and how well." : "";
  return {
    title: "That did not work",
    text: `${message.replace(/[.]?$/, ".")}${advice}`,
    actions: retryable ? [button("Try again", retry, true), close] : [close],
  };
}

function connectionNotice(studio: Studio, connection: StudioConnection): Notice | null {
  switch (connection.status) {
    case "waiting":
      return {
        title: "Connection lost",
        text: `${connection.message} Trying again automatically.`,
        actions: [button("Try now", () => studio.human?.session.reconnect(), true)],
      };
    case "closed":
      return {
        title: "The session has ended",
        text: connection.message,
        actions: [button("Start a new session", () => studio.start(), true)],
      };
    case "failed":
      return connection.code === "unauthorized" ? keyNotice(studio) : {
        title: "Cannot start a session",
        text: connection.message + (connection.retryMs === null ? "" : " The page tries again automatically."),
        actions: [button("Try again", () => studio.start(), true)],
      };
    default:
      return null;
  }
}

function keyNotice(studio: Studio): Notice {
  const input = el("input", {
    type: "password",
    name: "key",
    required: true,
    // Characters that are valid in a header.
    pattern: "[ -~]+",
    "aria-label": "API key",
    autocomplete: "off",
  });
  const form = el("form", {}, input, el("button", { class: "button primary", type: "submit" }, "Open"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    saveApiKey(input.value);
    studio.start();
  });
  const refused = loadApiKey() === null ? "" : "The last one was not accepted. ";
  return {
    title: "This service needs an API key",
    text: `${refused}Enter one of the keys of its configuration. It is kept in this tab only.`,
    actions: [form],
  };
}

function soundNotice(hasOutput: boolean, unlock: () => void): Notice {
  const listen = button("Turn the sound on", unlock, true);
  listen.prepend(icon("sound"));
  if (hasOutput) {
    const text = "Browsers keep a page silent until it is clicked. What is said waits for you.";
    return { title: "Ready to be heard", text, actions: [listen] };
  }
  const text =
    "The browser cannot open one, so the voice waits. Connect a loudspeaker or headphones, then load the page again.";
  return { title: "No sound output", text, actions: [listen] };
}

function pillText({ models }: Studio, connection: StudioConnection): string {
  switch (connection.status) {
    case "connecting":
      return connection.attempt > 0 ? "Reconnecting" : "Connecting";
    case "waiting":
      return "Reconnecting";
    case "open":
      return models.value?.avatar ? "Connected" : "Connected, voice only";
    default:
      return "Offline";
  }
}

function button(text: string, onClick: () => unknown, primary = false): HTMLButtonElement {
  const element = el("button", { class: primary ? "button primary" : "button", type: "button" }, text);
  element.addEventListener("click", () => onClick());
  return element;
}
