/**
 * What personas ask of adapters.
 *
 * @module
 */
import type { Background } from "./background.ts";
import type { Voices } from "./voice_settings.ts";

/** What a persona requests from an adapter. */
export interface PersonaWishes {
  /** Its voice among the built-in ones and those of the configuration. */
  readonly voice: string | undefined;
  /** Its voice for this adapter, by the name that the provider knows. */
  readonly providerVoice: string | undefined;
  readonly look: string | undefined;
  readonly background: Background | undefined;
  /** How words are said, by word. */
  readonly pronunciations: Readonly<Record<string, string>>;
}

/** What the configuration offers to personas. */
export interface WishStock {
  /** Its own voices, by name. */
  readonly voices: Voices;
  /** Ids of the configuration's own looks. */
  readonly looks: readonly string[];
  /** Names of the files in `config/backgrounds`. */
  readonly images: readonly string[];
}

/** A wish that an adapter cannot fulfil. */
export interface WishProblem {
  readonly field: keyof PersonaWishes;
  /** Of pronunciations: the word. */
  readonly key?: string;
  /** What is wrong, and what to do. */
  readonly message: string;
}
