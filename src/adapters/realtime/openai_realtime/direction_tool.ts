/**
 * The tool with which a model directs voice and face: the service would speak marks in its text.
 *
 * @module
 */
import type { RealtimeFunctionTool } from "openai/resources/realtime/realtime";
import { EMOTION_LABELS } from "../../../contract/emotions.ts";
import { GESTURES, LOOK_DIRECTIONS } from "../../../contract/parts.ts";
import { isJsonObject } from "../../../contract/shape.ts";

/** Gestures without a direction. */
const SIMPLE_GESTURES = GESTURES.filter((name) => name !== "look");

/** Longest pause, ms. */
const MAX_PAUSE_MS = 5000;
/** Longest name of what the page shows, in UTF-16 units. */
const MAX_NAME_CHARS = 80;

/** The tool. Its schema says little, because models read it in every turn. */
export const DIRECTION_TOOL: RealtimeFunctionTool = {
  type: "function",
  name: "direct",
  description:
    "Directs your voice and face from the next words on. Call it directly before the words that it is for, then go on " +
    "speaking where you were, in the voice of the feeling. Use it as a good actor would, in many sentences not at all, " +
    "and never mention it.",
  parameters: {
    type: "object",
    properties: {
      feeling: { type: "string", enum: [...EMOTION_LABELS], description: "Holds until the next one." },
      intensity: { type: "number", minimum: 0, maximum: 1, description: "Of the feeling. Default: 0.7." },
      whisper: { type: "boolean", description: "Whether you whisper, until the next feeling." },
      gesture: { type: "string", enum: SIMPLE_GESTURES },
      look: { type: "string", enum: [...LOOK_DIRECTIONS], description: "Where you look, as the viewer sees it." },
      pause_ms: { type: "integer", minimum: 0, maximum: MAX_PAUSE_MS, description: "Silence before the next words." },
      show: { type: "string", description: "What the page shows, by a name that your instructions give." },
    },
    additionalProperties: false,
  },
};

/** What a call asks for. */
export interface CalledDirection {
  /** Marks for the text that follows. */
  readonly marks: string;
  /** Silence before the speech that follows, ms. */
  readonly pauseMs: number;
}

/**
 * Reads a call of a tool.
 *
 * @param name The name of the called tool.
 * @param args Its arguments as JSON, as the model wrote them: what it got wrong is left out.
 */
export function directionOf(name: string, args: string): CalledDirection {
  const { feeling, intensity, whisper, gesture, look, pause_ms: pause, show } = name === DIRECTION_TOOL.name
    ? parsed(args)
    : {};
  const label = EMOTION_LABELS.find((label) => label === feeling);
  const strength = typeof intensity === "number" && intensity >= 0 && intensity <= 1 ? ` ${intensity.toFixed(2)}` : "";
  const movement = SIMPLE_GESTURES.find((name) => name === gesture);
  const toward = LOOK_DIRECTIONS.find((direction) => direction === look);
  const shown = typeof show === "string"
    ? show.replace(/[^\p{L}\p{N} _.:/-]/gu, "").trim().slice(0, MAX_NAME_CHARS)
    : "";
  const marks = [
    label && `${label}${strength}`,
    whisper === true && "whisper",
    movement,
    toward && `look ${toward}`,
    shown !== "" && `show: ${shown}`,
  ];
  const pauseMs = typeof pause === "number" && pause > 0 ? Math.min(MAX_PAUSE_MS, Math.round(pause)) : 0;
  return { marks: marks.map((mark) => mark ? `[${mark}]` : "").join(""), pauseMs };
}

function parsed(args: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(args);
    return isJsonObject(value) ? value : {};
  } catch {
    return {};
  }
}
