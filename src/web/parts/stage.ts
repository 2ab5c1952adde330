/**
 * The stage: state of the human, its loudness, and the stop button.
 *
 * @module
 */
import { byId } from "../lib/dom.ts";
import type { Activity, Studio } from "../model/studio.ts";

const ACTIVITY_TEXT: Readonly<Record<Activity, string>> = {
  starting: "Getting ready",
  idle: "Listening",
  thinking: "Thinking",
  speaking: "Speaking",
  offline: "Offline",
};

/** Decay of the level per refresh, so that the glow does not flicker. */
const LEVEL_DECAY = 0.86;
/** Typical average level of speech; one and a half times this gives a full glow. */
const SPEECH_LEVEL = 0.16;

/** Sets up the stage. */
export function mountStage(studio: Studio): void {
  const stage = byId("stage", HTMLElement);
  const canvas = byId("human", HTMLCanvasElement);
  const text = stage.querySelector("#state span");
  const stop = byId("stop", HTMLButtonElement);
  stop.addEventListener("click", () => studio.interrupt());
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) studio.interrupt();
  });

  studio.activity.watch((activity) => {
    stage.dataset.state = activity;
    stage.dataset.video = studio.video;
    if (text) text.textContent = ACTIVITY_TEXT[activity];
    stop.disabled = activity !== "thinking" && activity !== "speaking";
  });
  studio.control.watch((control) => {
    const persona = studio.personas.value?.personas.find(({ id }) => id === control?.character.persona_id);
    if (persona) canvas.setAttribute("aria-label", `${persona.name}, a talking human`);
  });
}

/** Measures how loud the human speaks and shows it as a glow. Call `update` at each refresh while it speaks. */
export class LevelMeter {
  readonly #glowing = document.querySelectorAll<HTMLElement>(".halo, .ring");
  #analyser: AnalyserNode | null = null;
  #node: AudioNode | null = null;
  #samples: Float32Array<ArrayBuffer> = new Float32Array(512);
  #level = 0;
  #shown = "";

  /** Connects to the player's output, and again when the session changes. */
  listenTo(node: AudioNode): void {
    if (node === this.#node) return;
    this.#analyser?.disconnect();
    this.#analyser = new AnalyserNode(node.context, { fftSize: this.#samples.length });
    this.#node = node;
    node.connect(this.#analyser);
  }

  /** Reads the level and shows it. Returns whether the glow is still visible. */
  update(): boolean {
    this.#analyser?.getFloatTimeDomainData(this.#samples);
    const power = this.#samples.reduce((sum, sample) => sum + sample * sample, 0) / this.#samples.length;
    const level = Math.min(1, Math.sqrt(power) / SPEECH_LEVEL / 1.5);
    this.#level = Math.max(level, this.#level * LEVEL_DECAY);
    if (this.#level < 0.004) this.#level = 0;
    const text = this.#level.toFixed(2);
    if (text !== this.#shown) { for (const { style } of this.#glowing) style.setProperty("--level", text); }
    this.#shown = text;
    return this.#level > 0;
  }
}
