/**
 * Actions in words, as in `*nods slowly*`, `(laughs)` and `[sigh]`, and the marks that they stand for.
 *
 * @module
 */
import { feel, look, move, pause } from "./direction.ts";
import type { Mark } from "./mark.ts";

/** Actions by their verb and object. */
const ACTIONS: Readonly<Record<string, readonly Mark[]>> = {
  "nod": [move("nod")],
  "shake head": [move("shake")],
  "tilt head": [move("tilt")],
  "shrug": [move("shrug")],
  "wink": [move("wink")],
  "look left": [look("left")],
  "look right": [look("right")],
  "look up": [look("up")],
  "look down": [look("down")],
  "look away": [look("away")],
  "look at you": [look("viewer")],
  "roll eyes": [look("up")],
  "smile": [feel("happy", 0.5)],
  "grin": [feel("happy", 0.7)],
  "beam": [feel("happy", 0.9)],
  "chuckle": [feel("happy", 0.7)],
  "giggle": [feel("happy", 0.8)],
  "laugh": [feel("happy", 0.9)],
  "frown": [feel("sad", 0.5)],
  "sigh": [pause(300), feel("sad", 0.5)],
  "sob": [feel("sad", 0.9)],
  "cry": [feel("sad", 0.9)],
  "gasp": [feel("surprised", 0.8)],
  "growl": [feel("angry", 0.7)],
  "scowl": [feel("angry", 0.6)],
  "tremble": [feel("fearful", 0.7)],
  "shudder": [feel("disgusted", 0.7)],
  "whisper": [{ kind: "whisper" }],
  "pause": [pause(500)],
  "short pause": [pause(250)],
  "long pause": [pause(1000)],
  "beat": [pause(300)],
  "breath": [pause(300)],
  "breathe": [pause(300)],
  "take breath": [pause(300)],
  "inhale": [pause(300)],
  "exhale": [pause(300)],
  "clear throat": [pause(300)],
};

/** What is not a verb. */
const NOUNS = new Set(["short", "long", "beat", "breath"]);

/** Inflected forms of the verbs, by the third person. */
const THIRD_PERSONS = new Map<string, string>();
const PARTICIPLES = new Map<string, string>();
for (const action of Object.keys(ACTIONS)) {
  const [verb = ""] = action.split(" ");
  if (NOUNS.has(verb)) continue;
  const stem = verb.replace(/e$/, "");
  const isDoubled = /^(?:nod|shrug|grin|sob)$/.test(verb);
  THIRD_PERSONS.set(verb === "cry" ? "cries" : `${verb}s`, verb);
  PARTICIPLES.set(`${stem}${isDoubled ? verb.at(-1) : ""}ing`, verb);
}

/** Sounds that are written as they are, as in `*sigh*`. */
const SOUNDS = ["sigh", "gasp", "chuckle", "giggle", "sob"];
const SUBJECTS = ["he", "she"];

/** The first words of actions that are written into the text as stage directions. */
export const STAGE_WORDS: readonly string[] = [...THIRD_PERSONS.keys(), ...PARTICIPLES.keys(), ...SOUNDS, ...SUBJECTS];

/** The first words of actions in brackets. */
export const ACTION_WORDS: readonly string[] = [
  ...Object.keys(ACTIONS).map((action) => action.split(" ")[0] ?? ""),
  ...THIRD_PERSONS.keys(),
  ...PARTICIPLES.keys(),
];

/** Pronouns, articles and manner. */
const MINOR = /^(?:his|her|their|my|the|a|an|deep|bit|little|once|twice|then|to|.*ly)$/;

/** To whom an action is made, except a look. */
const TOWARDS = /(?<!\blook(?:s|ing)?) (?:at|to|towards?) (?:you|me|us|the camera)\b/;

/**
 * The marks of an action, or of several: "smiles and nods".
 *
 * @returns `undefined` if one of them is unknown.
 */
export function actionsOf(words: string): readonly Mark[] | undefined {
  const marks = words.toLowerCase().split(/,? and |, /).map((action) => {
    const [first = "", ...others] = action.replace(TOWARDS, "").split(/ +/).filter((word) =>
      word !== "" && !MINOR.test(word)
    );
    const verb = THIRD_PERSONS.get(first) ?? PARTICIPLES.get(first) ?? first;
    const name = [verb, ...others].join(" ");
    return Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
  });
  return marks.every((each) => each !== undefined) ? marks.flat() : undefined;
}

/**
 * The marks of a stage direction: an action in the third person ("nods", "he nods"), a sound ("sigh"), or what goes on
 * ("smiling warmly"). A single word such as "laughing" may be emphasis.
 *
 * @returns `undefined` if it is not one.
 */
export function stageDirectionOf(words: string): readonly Mark[] | undefined {
  const [first = "", ...others] = words.toLowerCase().trim().split(/,? /);
  if (SUBJECTS.includes(first)) return THIRD_PERSONS.has(others[0] ?? "") ? actionsOf(others.join(" ")) : undefined;
  const isDirection = THIRD_PERSONS.has(first) || SOUNDS.includes(first) && others.length === 0 ||
    PARTICIPLES.has(first) && others.length > 0;
  return isDirection ? actionsOf(words) : undefined;
}
