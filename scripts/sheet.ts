/**
 * Writes contact sheets of the face: every look with its emotions and visemes, or a strip of frames in motion.
 *
 * @module
 */
import { loadCanvas } from "../src/adapters/avatar/drawn_face/canvas.ts";
import { EMOTION_LABELS } from "../src/contract/emotions.ts";
import { LOOKS } from "../src/face/looks/built_in.ts";
import { findLook } from "../src/face/looks/design.ts";
import { choiceOf, countOf, numberOf, runCommand, type Values } from "./lib/command.ts";
import { composeSheet } from "./lib/face/contact_sheet.ts";
import { jawStatistics, POSE_GROUPS, posesOf, stripPoses } from "./lib/face/poses.ts";
import { print } from "./lib/print.ts";

const HELP = `Writes contact sheets of the face as PNG.

  deno task sheet [options]

  --out FILE      where to write it (default: out/sheet.png)
  --look IDS      looks, separated by commas (default: all: ${Object.keys(LOOKS).join(", ")})
  --size PIXELS   side of each picture, 128..1024 (default: 160)
  --columns N     pictures in a row (default: 12)
  --show GROUPS   what to show of each look (default: all: ${"emotions, speech, laugh, blink, visemes, turns"})
  --strip NAME    a film strip in place of the sheet: blink, idle, thinking, or an emotion, spoken
  --intensity N   how strong the emotion of a strip is, 0..1 (default: 0.85)
  --fps N         frames a second of the strip (default: 12.5)
`;

const STRIPS = ["blink", "idle", "thinking", ...EMOTION_LABELS];

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
    : stripPoses({ name: choiceOf("--strip", strip, STRIPS), fps, intensity });
  const pictures = values.look.split(",").map((id) => findLook(choiceOf("--look", id, Object.keys(LOOKS))))
    .flatMap((look) => poses.map((pose) => ({ look, pose })));
  const size = numberOf("--size", values.size, [128, 1024], Number.isInteger);
  const png = composeSheet(await loadCanvas(), pictures, size, countOf("--columns", values.columns));
  const folder = values.out.includes("/") ? values.out.slice(0, values.out.lastIndexOf("/")) : ".";
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeFile(values.out, png);
  const label = EMOTION_LABELS.find((label) => label === strip);
  if (label !== undefined) {
    const { largestStep, shareAbove60 } = jawStatistics(label, intensity);
    const share = `${(100 * shareAbove60).toFixed(1)} % of the pictures above 60 %`;
    print(`the jaw in a minute of ${label} speech: largest step ${(100 * largestStep).toFixed(0)} %, ${share}`);
  }
  print(`${values.out}: ${pictures.length} pictures, ${Math.round(png.length / 1024)} kB`);
}

if (import.meta.main) await runCommand({ help: HELP, options: OPTIONS }, main);
