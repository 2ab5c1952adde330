/**
 * A film strip of the lower face, drawn from a timeline of visemes.
 *
 * @module
 */
import { type CanvasKit, loadCanvas, type NativeSurface } from "../../src/adapters/avatar/drawn_face/canvas.ts";
import type { TimedViseme } from "../../src/contract/adapter.ts";
import { mouthOpening, visemesAt } from "../../src/lipsync/mouth.ts";
import { resolveControl } from "../../src/control/mapper.ts";
import { FaceAnimator } from "../../src/face/animator.ts";
import { FacePainter } from "../../src/face/draw/painter.ts";
import { findLook } from "../../src/face/looks/design.ts";
import { PX_PER_MS } from "./report_tracks.ts";

/** What to draw. */
interface FilmStripOptions {
  readonly durationMs: number;
  /** A look of the face. */
  readonly look: string;
}

const FPS = 10;
const FACE_PX = 224;
/** The part of the picture that shows nose, mouth and chin. */
const CROP = { x: 0.32, y: 0.5, width: 0.36, height: 0.3 };
/** Pictures are drawn at twice their display size, for high-density screens. */
const SHARPNESS = 2;

/**
 * Draws a face ten times per second, each picture as wide as the interval.
 *
 * @param timeline Visemes in the order of their starts.
 * @param options See {@linkcode FilmStripOptions}.
 * @returns Markup: images placed on the time axis.
 * @throws When the canvas addon cannot be loaded.
 */
export async function filmStrip(timeline: readonly TimedViseme[], options: FilmStripOptions): Promise<string> {
  const kit = await loadCanvas();
  const drawFace = faceDrawer(kit, options.look);
  const width = 1000 / FPS * PX_PER_MS;
  const height = Math.round(width * CROP.height / CROP.width);
  const frame = kit.make(Math.round(width * SHARPNESS), height * SHARPNESS);
  const pictures = Array.from({ length: Math.ceil(options.durationMs * FPS / 1000) }, (_, i) => {
    cropMouth(drawFace(timeline, i * 1000 / FPS), frame);
    const data = frame.image.toBuffer("image/jpeg", 82).toBase64();
    const left = (i * width).toFixed(1);
    return `<img alt="" src="data:image/jpeg;base64,${data}" style="left:${left}px;width:${width - 1}px">`;
  });
  const whole = Math.ceil(options.durationMs * PX_PER_MS);
  return `<div style="width:${whole}px;height:${height}px">${pictures.join("")}</div>`;
}

function faceDrawer(kit: CanvasKit, look: string) {
  const persona = { id: "default", name: "Face", instructions: "", voices: {}, control: {} };
  // Without head motion the mouth stays in the middle of the crop.
  const control = resolveControl({ turn: { character: { motion_gain: 0 } }, persona, personaId: persona.id });
  const animator = new FaceAnimator({ seed: 1, lifeMs: 0, control, state: "speaking" });
  const painter = new FacePainter(findLook(look), { width: FACE_PX, height: FACE_PX, makeSurface: kit.make });
  const face = kit.make(FACE_PX, FACE_PX);
  return (timeline: readonly TimedViseme[], tMs: number): NativeSurface => {
    const visemes = visemesAt(timeline, tMs);
    painter.paint(animator.poseAt(tMs, { visemes, level: 0.5 * mouthOpening(visemes) }), face.pen);
    return face;
  };
}

function cropMouth(face: NativeSurface, frame: NativeSurface): void {
  const width = frame.width / CROP.width;
  frame.pen.drawImage(face.image, -CROP.x * width, -CROP.y * width, width, width);
}
