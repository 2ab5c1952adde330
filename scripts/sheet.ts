/**
 * Writes contact sheets of the face: every look with its emotions and visemes, or a strip of frames in motion.
 *
 * @module
 */
import { loadCanvas } from "../src/adapters/avatar/drawn_face/canvas.ts";
import { EMOTION_LABELS } from "../src/contract/emotions.ts";
import type { FacePose } from "../src/contract/pose.ts";
import { LOOKS } from "../src/face/looks/built_in.ts";
import { findLook } from "../src/face/looks/design.ts";
import { choiceOf, countOf, numberOf, runCommand, type Values } from "./lib/command.ts";
import { composeSheet } from "./lib/face/contact_sheet.ts";
import { POSE_GROUPS, posesOf, stripPoses } from "./lib/face/poses.ts";
import { jawStatistics, SpokenFace } from "./lib/face/spoken.ts";
import { writeOutput } from "./lib/output_file.ts";
import { print } from "./lib/print.ts";

const HELP = `Writes contact sheets of the face as PNG.

  deno task sheet [options]

  --out FILE      where to write it (default: out/sheet.png)
  --look IDS      looks, separated by commas (default: all: ${Object.keys(LOOKS).join(", ")})
  --size PIXELS   side of each picture, 128..1024 (default: 160)
  --columns N     pictures in a row (default: 12)
  --show GROUPS   what to show of each look (default: all: ${"emotions, speech, laugh, blink, visemes, turns"})
  --strip NAME    a film strip in place of the sheet: blink, idle, thinking, or an emotion, spoken by the configured voice
  --intensity N   how strong the emotion of a strip is, 0..1 (default: 0.85)
  --fps N         frames a second of the strip (default: 12.5)
`;

const STRIPS = ["blink", "idle", "thinking", ...EMOTION_LABELS] as const;
/** Length of a spoken strip. */
const SPOKEN_S = 2.16;

const OPTIONS = {
  out: { type: "string", default: "out/sheet.png" },
  look: { type: "string", default: Object.keys(LOOKS).join(",") },
  size: { type: "string", default: "160" },
  columns: { type: "string", default: "12" },
  show: { type: "string", default: Object.keys(POSE_GROUPS).join(",") },
  strip: { type: "string" },
  intensity: { type: "string", default: "0.85" },
  fps: { type: "string", default: "12.5" },
} as const;

async function main(values: Values<typeof OPTIONS>): Promise<void> {
  const { strip } = values;
  const intensity = numberOf("--intensity", values.intensity, [0, 1]);
  const fps = numberOf("--fps", values.fps, [1, 100]);
  const poses = strip === undefined
    ? posesOf(values.show.split(",").map((group) => choiceOf("--show", group, Object.keys(POSE_GROUPS))))
    : await posesOfStrip(choiceOf("--strip", strip, STRIPS), fps, intensity);
  const pictures = values.look.split(",").map((id) => findLook(choiceOf("--look", id, Object.keys(LOOKS))))
    .flatMap((look) => poses.map((pose) => ({ look, pose })));
  const size = numberOf("--size", values.size, [128, 1024], Number.isInteger);
  const png = composeSheet(await loadCanvas(), pictures, size, countOf("--columns", values.columns));
  await writeOutput(values.out, png);
  print(`${values.out}: ${pictures.length} pictures, ${Math.round(png.length / 1024)} kB`);
}

async function posesOfStrip(name: typeof STRIPS[number], fps: number, intensity: number): Promise<FacePose[]> {
  if (name === "blink" || name === "idle" || name === "thinking") return stripPoses(name, fps);
  const face = await SpokenFace.speak({ label: name, intensity });
  const { pictures, largestStep, shareAbove60 } = jawStatistics(face.poses(25));
  const share = `${(100 * shareAbove60).toFixed(1)} % of ${pictures} pictures above 60 %`;
  print(
    `the jaw in ${name} speech at 25 pictures a second: largest step ${(100 * largestStep).toFixed(0)} %, ${share}`,
  );
  return face.poses(fps).slice(0, Math.round(SPOKEN_S * fps));
}

if (import.meta.main) await runCommand({ help: HELP, options: OPTIONS }, main);
