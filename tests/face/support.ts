/** What the tests of the face share. */
import { loadImage } from "@napi-rs/canvas";
import { loadCanvas, type NativeSurface } from "../../src/adapters/avatar/drawn_face/canvas.ts";
import { resolveControl } from "../../src/control/mapper.ts";
import type { Control, PartialControl } from "../../src/contract/controls.ts";
import { chance } from "../../src/contract/random.ts";
import { type Viseme, VISEMES } from "../../src/contract/visemes.ts";
import { FacePainter } from "../../src/face/draw/painter.ts";
import { FaceAnimator, type SpeechMoment } from "../../src/face/animator.ts";
import { paintStills, type Stills } from "../../src/face/draw/stills.ts";
import { findLook } from "../../src/face/looks/design.ts";
import { type FacePose, neutralPose } from "../../src/contract/pose.ts";

export function controlOf(turn: PartialControl = {}): Control {
  return resolveControl({ turn, persona: { control: {} }, personaId: "default" });
}

/** A viseme by itself, said at an ordinary level. */
export function saying(id: Viseme): SpeechMoment {
  return { visemes: [{ id, weight: 1 }], level: id === "sil" ? 0 : 0.5 };
}

export function animatorOf(turn: PartialControl = {}, seed = 1, lifeMs = 0): FaceAnimator {
  return new FaceAnimator({ seed, lifeMs, control: controlOf(turn), state: "idle" });
}

/** Speech that goes from viseme to viseme, one each 90 ms, the last third of each blending into the next. */
export function babble(seed: number, timeMs: number): SpeechMoment {
  const id = (k: number): Viseme => VISEMES[Math.floor(chance(seed, k) * VISEMES.length)] ?? "sil";
  const k = Math.floor(timeMs / 90);
  const share = Math.max(0, (timeMs / 90 % 1 - 0.66) * 3);
  return { visemes: [{ id: id(k), weight: 1 - share }, { id: id(k + 1), weight: share }], level: 0.5 };
}

/** The poses of an animator at a frame rate. */
export function poses(
  animator: FaceAnimator,
  fps: number,
  seconds: number,
  speech: (timeMs: number) => SpeechMoment,
): FacePose[] {
  return Array.from({ length: seconds * fps }, (_, i) => animator.poseAt(i * 1000 / fps, speech(i * 1000 / fps)));
}

/** A face that holds still while it says a viseme, with open eyes. */
export function stillPose(id: Viseme, turn: PartialControl = {}): FacePose {
  const animator = animatorOf({ ...turn, character: { ...turn.character, motion_gain: 0 } });
  const pose = animator.poseAt(0, saying(id));
  return { ...pose, gazeX: 0, gazeY: 0, eyeBlinkLeft: 0, eyeBlinkRight: 0, breath: 0 };
}

/** Draws poses of a look at a size. */
export async function drawing(look: string, size: number): Promise<(pose?: Partial<FacePose>) => NativeSurface> {
  const kit = await loadCanvas();
  const painter = new FacePainter(findLook(look), { width: size, height: size, makeSurface: kit.make });
  return (pose = {}) => {
    const canvas = kit.make(size, size);
    painter.paint({ ...neutralPose(), ...pose }, canvas.pen);
    return canvas;
  };
}

/** All still parts of a look. */
export function stillsOf(...options: Parameters<typeof paintStills>): Stills {
  const painting = paintStills(...options);
  for (;;) {
    const { done, value } = painting.next();
    if (done) return value;
  }
}

/** A decoded picture. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8ClampedArray;
}

/** Decodes a JPEG, WebP or PNG. */
export async function decode(bytes: Uint8Array): Promise<Pixels> {
  const image = await loadImage(bytes);
  const kit = await loadCanvas();
  const canvas = kit.make(image.width, image.height);
  canvas.pen.drawImage(image, 0, 0);
  return pixelsOf(canvas);
}

/** The pixels of a canvas. */
export function pixelsOf({ image, width, height }: NativeSurface): Pixels {
  return { width, height, rgba: image.getContext("2d").getImageData(0, 0, width, height).data };
}

/**
 * How much of a picture is the inside of an open mouth, in thousandths: dark red pixels and teeth in the part of the
 * picture where mouths are.
 */
export function mouthInside({ width, height, rgba }: Pixels): number {
  let count = 0;
  for (let y = Math.floor(height * 0.6); y < height * 0.78; y++) {
    for (let x = Math.floor(width * 0.4); x < width * 0.6; x++) {
      const i = (y * width + x) * 4;
      const [r = 0, g = 0, b = 0] = rgba.subarray(i, i + 3);
      const dark = g < 52 && r < 135 && r > g * 1.8 && b > g * 0.85;
      const tooth = Math.min(r, g, b) > 195 && Math.max(r, g, b) - Math.min(r, g, b) < 32;
      if (dark || tooth) count++;
    }
  }
  return count / (width * height) * 1000;
}
