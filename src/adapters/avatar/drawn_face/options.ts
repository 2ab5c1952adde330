/**
 * The options of the drawn face, and their limits.
 *
 * @module
 */
import { z } from "zod";
import { LOOKS } from "../../../face/looks/built_in.ts";
import { CONTENT_TYPES } from "./encoder.ts";

export const MIN_SIDE_PX = 128;
export const MAX_SIDE_PX = 1024;
export const MIN_FPS = 10;
export const MAX_FPS = 60;

/** Cap for the default number of drawing threads: each takes memory. */
export const MAX_WORKERS = 4;

const side = z.int().min(MIN_SIDE_PX).max(MAX_SIDE_PX).default(256);

export const Options = z.strictObject({
  look: z.enum(Object.keys(LOOKS)).optional()
    .describe(
      `The look to draw, overriding the persona's: ${Object.keys(LOOKS).join(", ")}. Absent: the persona's look.`,
    ),
  width: side.describe("Default width, in pixels."),
  height: side.describe("Default height, in pixels."),
  fps: z.int().min(MIN_FPS).max(MAX_FPS).default(25).describe("Default frames per second."),
  content_type: z.enum(CONTENT_TYPES).default("jpeg").describe(
    "How pictures are encoded; JPEG is several times faster.",
  ),
  quality: z.int().min(1).max(100).default(80).describe("Quality of the pictures, 1..100."),
  pictures: z.boolean().default(true)
    .describe("Whether pictures are drawn here; false: poses only, and no canvas is loaded. Default: true."),
  seed: z.int().optional().describe("Seed of blinking, gaze and movement. Absent: the session's seed."),
  workers: z.int().min(0).max(16).default(0)
    .describe(`Drawing threads of a pipeline; 0: one a core, at most ${MAX_WORKERS}.`),
  cache_mb: z.int().min(48).max(8192).default(384).describe(
    "Cache per drawing thread, in MB, shared by the looks and sizes in use; 384 is enough for seven of 256 pixels. " +
      "What is not shown for half a minute is freed.",
  ),
});
export type Options = z.output<typeof Options>;
