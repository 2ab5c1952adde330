/**
 * Writes contact sheets of the face: every look with its emotions and visemes, or a strip of frames in motion.
 *
 * @module
 */
import { parseArgs } from "node:util";
import { type CanvasKit, loadCanvas, type NativeSurface } from "../src/adapters/avatar/drawn_face/canvas.ts";
import { type Control } from "../src/contract/controls.ts";
import { EMOTION_LABELS } from "../src/contract/emotions.ts";
import type { SessionState } from "../src/contract/parts.ts";
import { type Viseme, VISEMES } from "../src/contract/visemes.ts";
import { FacePainter } from "../src/face/draw/painter.ts";
import { FaceAnimator, SILENCE, type SpeechMoment } from "../src/face/animator.ts";
import { LOOKS } from "../src/face/looks/built_in.ts";
import { findLook } from "../src/face/looks/design.ts";
import type { FacePose } from "../src/contract/pose.ts";
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
  --help          this text
`;

interface Picture {
  readonly look: string;
  readonly pose: FacePose;
}

/** What the face shows. */
function controlFor(label: Control["emotion"]["label"], intensity = 1): Control {
  return {
    emotion: { label, intensity, valence: 0, arousal: 0 },
    character: { persona_id: "default", speech_rate: 1, pitch_shift: 0, expressivity: 1, motion_gain: 1 },
  };
}

/** A life time without a blink. */
const SEED = 3;
const LIFE_MS = 8200;

/** A face settled on a control and a viseme. */
function settled(control: Control, viseme: Viseme | undefined, still: boolean): FacePose {
  const state: SessionState = viseme === undefined ? "idle" : "speaking";
  const character = { ...control.character, motion_gain: still ? 0 : 1 };
  const animator = new FaceAnimator({ seed: SEED, lifeMs: LIFE_MS, control: { ...control, character }, state });
  const speech: SpeechMoment = viseme === undefined ? SILENCE : { visemes: [{ id: viseme, weight: 1 }], level: 0.5 };
  const pose = animator.poseAt(0, speech);
  return { ...pose, gazeX: 0, gazeY: Math.min(0, pose.gazeY) };
}

/** What a sheet can show of each look. */
const GROUPS: Readonly<Record<string, () => FacePose[]>> = {
  emotions: () => EMOTION_LABELS.map((label) => settled(controlFor(label), undefined, false)),
  speech: () =>
    (["happy", "sad", "angry", "surprised"] as const).map((label) => settled(controlFor(label), "E", false)),
  laugh: () => [settled(controlFor("happy"), "aa", false)],
  blink: () => [{ ...settled(controlFor("neutral"), undefined, true), eyeBlinkLeft: 1, eyeBlinkRight: 1 }],
  visemes: () => VISEMES.map((viseme) => settled(controlFor("neutral"), viseme, true)),
  turns: () =>
    ([[-11, 2, -2], [11, 0, 4], [0, -8, 0], [0, 8, -5], [-7, -4, 5]] as const).map(([yaw, pitch, roll]) => ({
      ...settled(controlFor("happy", 0.4), undefined, true),
      headYaw: yaw,
      headPitch: pitch,
      headRoll: roll,
    })),
};

function sheetPictures(look: string, groups: readonly string[]): Picture[] {
  return groups.flatMap((group) => {
    const poses = GROUPS[group];
    if (poses === undefined) {
      throw new RangeError(`Cannot show "${group}": known are ${Object.keys(GROUPS).join(", ")}`);
    }
    return poses().map((pose) => ({ look, pose }));
  });
}

const PHRASE: readonly (readonly [Viseme, number])[] = [
  ["sil", 200],
  ["kk", 60],
  ["E", 120],
  ["nn", 60],
  ["O", 160],
  ["sil", 90],
  ["aa", 130],
  ["I", 90],
  ["PP", 90],
  ["aa", 150],
  ["DD", 60],
  ["FF", 90],
  ["RR", 70],
  ["E", 140],
  ["nn", 80],
  ["U", 170],
  ["sil", 400],
];

/** Silent speech: visemes that blend over 60 ms. */
function phraseAt(timeMs: number): SpeechMoment {
  let startMs = 0;
  let loud = 0;
  const visemes: { id: Viseme; weight: number }[] = [];
  for (const [id, lengthMs] of PHRASE) {
    const endMs = startMs + lengthMs;
    const weight = Math.max(0, Math.min(1, (timeMs - startMs + 30) / 60, (endMs - timeMs + 30) / 60));
    if (weight > 0) visemes.push({ id, weight });
    if (weight > 0 && "aaEIOU".includes(id)) loud = Math.max(loud, weight);
    startMs = endMs;
  }
  const sum = visemes.reduce((total, { weight }) => total + weight, 0) || 1;
  return { visemes: visemes.map(({ id, weight }) => ({ id, weight: weight / sum })), level: 0.15 + 0.55 * loud };
}

interface Strip {
  readonly name: string;
  readonly fps: number;
  readonly intensity: number;
}

function stripPictures(look: string, { name, fps, intensity }: Strip): Picture[] {
  const label = EMOTION_LABELS.find((label) => label === name);
  const control = controlFor(label ?? "neutral", intensity);
  const state: SessionState = label === undefined ? "idle" : "speaking";
  // Just before a blink.
  const animator = new FaceAnimator({ seed: 5, lifeMs: name === "blink" ? 11_200 : 3000, control, state });
  if (name === "thinking") animator.state = "thinking";
  const durationMs = label === undefined ? 3600 : 2160;
  return Array.from({ length: Math.round(durationMs * fps / 1000) }, (_, i) => {
    const timeMs = i * 1000 / fps;
    return { look, pose: animator.poseAt(timeMs, label === undefined ? SILENCE : phraseAt(timeMs)) };
  });
}

/** Draws pictures side by side and returns a PNG. */
function compose(kit: CanvasKit, pictures: readonly Picture[], size: number, columns: number): Uint8Array {
  const rows = Math.ceil(pictures.length / columns);
  const sheet = kit.make(columns * size, rows * size);
  const frame = kit.make(size, size);
  const painters = new Map<string, FacePainter<NativeSurface>>();
  pictures.forEach(({ look, pose }, i) => {
    let painter = painters.get(look);
    if (painter === undefined) {
      painter = new FacePainter(findLook(look), { width: size, height: size, makeSurface: kit.make });
      painters.set(look, painter);
    }
    painter.paint(pose, frame.pen);
    sheet.pen.drawImage(frame.image, (i % columns) * size, Math.floor(i / columns) * size);
  });
  return sheet.image.toBuffer("image/png");
}

if (import.meta.main) {
  const { values } = parseArgs({
    args: Deno.args,
    options: {
      out: { type: "string", default: "out/sheet.png" },
      look: { type: "string", default: Object.keys(LOOKS).join(",") },
      size: { type: "string", default: "160" },
      columns: { type: "string", default: "12" },
      show: { type: "string", default: Object.keys(GROUPS).join(",") },
      strip: { type: "string" },
      intensity: { type: "string", default: "0.85" },
      fps: { type: "string", default: "12.5" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    print(HELP);
    Deno.exit(0);
  }
  const { strip } = values;
  const pictures = values.look.split(",").flatMap((look) =>
    strip === undefined
      ? sheetPictures(look, values.show.split(","))
      : stripPictures(look, { name: strip, fps: Number(values.fps), intensity: Number(values.intensity) })
  );
  const png = compose(await loadCanvas(), pictures, Number(values.size), Number(values.columns));
  const folder = values.out.includes("/") ? values.out.slice(0, values.out.lastIndexOf("/")) : ".";
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeFile(values.out, png);
  print(`${values.out}: ${pictures.length} pictures, ${Math.round(png.length / 1024)} kB`);
}
