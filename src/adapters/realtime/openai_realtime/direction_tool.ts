/**
 * The tool with which a model directs voice and face: the service would speak marks in its text.
 *
 * @module
 */
import type { RealtimeFunctionTool } from "openai/resources/realtime/realtime";
import { EMOTION_LABELS } from "../../../contract/emotions.ts";
import { GESTURES } from "../../../contract/parts.ts";
import { isJsonObject } from "../../../contract/shape.ts";

const NAME = "direct";

/** Gestures that need no direction. */
const SIMPLE_GESTURES = GESTURES.filter((name) => name !== "look");

/** The tool as a session declares it. */
export const DIRECTION_TOOL: RealtimeFunctionTool = {
  type: "function",
  name: NAME,
  description:
    "Shows a feeling or a gesture on your face from the next words on. Call it directly before the words that " +
    "it is for, then go on speaking where you were. Use it as a good actor would, in many sentences not at all, and " +
    "never mention it.",
  parameters: {
    type: "object",
    properties: {
      feeling: { type: "string", enum: [...EMOTION_LABELS], description: "Holds until the next one." },
      intensity: { type: "number", minimum: 0, maximum: 1, description: "Of the feeling. Default: 0.7." },
      gesture: { type: "string", enum: SIMPLE_GESTURES },
    },
    additionalProperties: false,
  },
};

/**
 * A call as marks for the text.
 *
 * @param name The name of the called tool.
 * @param args Its arguments as JSON, as the model wrote them.
 * @returns The marks; an empty string if the call directs nothing.
 */
export function marksOfCall(name: string, args: string): string {
  const { feeling, intensity, gesture } = name === NAME ? parsed(args) : {};
  const label = EMOTION_LABELS.find((label) => label === feeling);
  const strength = typeof intensity === "number" && intensity >= 0 && intensity <= 1 ? ` ${intensity.toFixed(2)}` : "";
  const movement = SIMPLE_GESTURES.find((name) => name === gesture);
  return (label === undefined ? "" : `[${label}${strength}]`) + (movement === undefined ? "" : `[${movement}]`);
}

function parsed(args: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(args);
    return isJsonObject(value) ? value : {};
  } catch {
    return {};
  }
}
