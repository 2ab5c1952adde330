/**
 * The manner that marks ask for: the control in force at each place of a text, and what goes beyond a control.
 *
 * @module
 */
import type { Control } from "../../contract/controls.ts";
import { circumplexOf, type EmotionLabel } from "../../contract/emotions.ts";
import type { Manner } from "../../contract/parts.ts";
import type { Mark, Prosody } from "./mark.ts";

/** Limits of a control. */
const RATES = [0.25, 4] as const;
const PITCHES = [-1, 1] as const;
const GAINS_DB = [-40, 12] as const;

/** Follows the marks of a text, in order. */
export class MarkedManner {
  #feeling: { readonly label: EmotionLabel; readonly intensity: number } | undefined;
  #whispers = false;
  #prosody: Prosody[] = [];

  /** Whether a mark has set a feeling that holds. */
  get feels(): boolean {
    return this.#feeling !== undefined;
  }

  /**
   * Applies a mark.
   *
   * @returns Whether it changes the delivery of the words after it.
   */
  apply(mark: Mark): boolean {
    switch (mark.kind) {
      case "emotion":
        this.#feeling = { label: mark.label, intensity: mark.intensity };
        this.#whispers = false;
        return true;
      case "own":
        this.release();
        return true;
      case "whisper":
        this.#whispers = true;
        return true;
      case "prosody":
        this.#prosody.push(mark);
        return true;
      case "prosody_end":
        return this.#prosody.pop() !== undefined;
      default:
        return false;
    }
  }

  /** Ends the marked feeling and whispering: another source takes over. */
  release(): void {
    this.#feeling = undefined;
    this.#whispers = false;
  }

  /** The manner in force, on a turn's control. */
  on(control: Control): Manner {
    const felt = this.feltOn(control);
    const { speech_rate, pitch_shift } = felt.character;
    const rate = clamp(this.#prosody.reduce((product, { rate }) => product * rate, speech_rate), RATES);
    const pitchSt = this.#prosody.reduce((sum, { pitchSt }) => sum + pitchSt, 12 * pitch_shift);
    const gainDb = clamp(this.#prosody.reduce((sum, { gainDb }) => sum + gainDb, 0), GAINS_DB);
    const character = this.#prosody.length === 0
      ? felt.character
      : { ...felt.character, speech_rate: rate, pitch_shift: clamp(pitchSt / 12, PITCHES) };
    return {
      control: { ...felt, character },
      ...(this.#whispers && { whispers: true }),
      ...(gainDb !== 0 && { gainDb }),
    };
  }

  /** The control in force for the face: a turn's control with the marked feeling. */
  feltOn(control: Control): Control {
    if (this.#feeling === undefined) return control;
    const { label, intensity } = this.#feeling;
    return { ...control, emotion: { label, intensity, ...circumplexOf(label, intensity) } };
  }
}

function clamp(value: number, [min, max]: readonly [number, number]): number {
  return Math.min(max, Math.max(min, value));
}
