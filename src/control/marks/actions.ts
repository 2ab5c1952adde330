/**
 * Actions in words, as in `*nods slowly*` and `[sighs]`, and the marks that they stand for.
 *
 * @module
 */
import { feel, look, move, pause } from "./direction.ts";
import type { Mark } from "./mark.ts";

/** Actions by their verb and object. */
const ACTIONS: Readonly<Record<string, readonly Mark[]>> = {
  nods: [move("nod")],
  "shakes head": [move("shake")],
  "tilts head": [move("tilt")],
  shrugs: [move("shrug")],
  winks: [move("wink")],
  "looks left": [look("left")],
  "looks right": [look("right")],
  "looks up": [look("up")],
  "looks down": [look("down")],
  "looks away": [look("away")],
  "looks at you": [look("viewer")],
  smiles: [feel("happy", 0.5)],
  grins: [feel("happy", 0.7)],
  chuckles: [feel("happy", 0.7)],
  giggles: [feel("happy", 0.8)],
  laughs: [feel("happy", 0.9)],
  frowns: [feel("sad", 0.5)],
  sighs: [pause(300), feel("sad", 0.5)],
  sobs: [feel("sad", 0.9)],
  cries: [feel("sad", 0.9)],
  gasps: [feel("surprised", 0.8)],
  growls: [feel("angry", 0.7)],
  trembles: [feel("fearful", 0.7)],
  shudders: [feel("disgusted", 0.7)],
  whispers: [{ kind: "whisper" }],
  pauses: [pause(500)],
};

/** The verbs of actions. */
export const ACTION_VERBS: readonly string[] = Object.keys(ACTIONS).map((action) => action.split(" ")[0] ?? "");

/**
 * The marks of an action, or of several: "smiles and nods".
 *
 * @returns `undefined` if one of them is unknown.
 */
export function actionsOf(words: string): readonly Mark[] | undefined {
  const marks = plain(words).split(" and ").map((action) =>
    Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined
  );
  return marks.every((each) => each !== undefined) ? marks.flat() : undefined;
}

/** An action without pronouns and manner: "shakes her head slowly" is "shakes head". */
function plain(words: string): string {
  return words.toLowerCase().split(/ +/)
    .filter((word) => !/^(?:his|her|their|my|the|a|bit|little)$|ly$/.test(word)).join(" ").trim();
}
