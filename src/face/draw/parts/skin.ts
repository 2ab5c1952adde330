/**
 * The still parts of the head: skin, the middle of the face, the nose, the ears. Each is painted once on a separate
 * canvas, in units of the head, and then moved as a whole.
 *
 * @module
 */
import type { Look } from "../../looks/look.ts";
import { chance } from "../../../contract/random.ts";
import {
  cubic,
  disc,
  groove,
  linear,
  mirrored,
  outline,
  type Point,
  radial,
  ribbon,
  stain,
  waist,
} from "../canvas/brush.ts";
import { strokesOf } from "../hair/strands.ts";
import { css, mix, type Rgb, WHITE } from "../../looks/color.ts";
import type { Pen } from "../canvas/surface.ts";

/** The outline of the head on the right of the picture, from the crown down to the chin. */
function headSide(look: Look): Point[] {
  const { width: w, jaw, chin, length } = look.head;
  const jawY = length * 0.66;
  return [
    ...cubic([0, -126], [w * 0.62, -126], [w * 1.0, -84], [w, -10], 8),
    ...cubic([w, -10], [w * 0.995, 26], [w * 0.955, 52], [jaw, jawY], 6).slice(1),
    ...cubic(
      [jaw, jawY],
      [jaw - (w - jaw) * 0.62, jawY + (length - jawY) * 0.56],
      [chin * 1.32, length],
      [0, length],
      8,
    )
      .slice(1),
  ];
}

function headPath(pen: Pen, look: Look): void {
  const right = headSide(look);
  outline(pen, [...right, ...mirrored(right).reverse().slice(1)]);
}

/** Skin of the whole head: form, light and shade, and the beard, which moves with it. */
export function paintSkin(pen: Pen, look: Look): void {
  const { skin } = look;
  const { width: w, length } = look.head;
  headPath(pen, look);
  pen.fillStyle = linear(pen, [-w, -90], [w, 70], [
    [0, mix(skin.base, skin.light, 0.55)],
    [0.45, skin.base],
    [1, mix(skin.base, skin.shade, 0.5)],
  ]);
  pen.fill();
  pen.save();
  pen.clip();
  paintForm(pen, look);
  if (skin.freckles > 0 && !look.hair.rough) paintFreckles(pen, look);
  if (skin.age > 0) paintAge(pen, look);
  if (look.beard !== undefined) paintBeard(pen, look);
  // The turning edge: a line of deeper colour that fades inward, and reflected light on the far side.
  headPath(pen, look);
  pen.strokeStyle = css(mix(skin.shade, skin.flush, 0.2), 0.08);
  for (const width of [14, 11, 8.5, 6, 4, 2]) {
    pen.lineWidth = width;
    pen.stroke();
  }
  stain(pen, [w * 0.96, length * 0.42], [12, 52], skin.light, 0.2, 0.16);
  pen.restore();
}

function paintForm(pen: Pen, look: Look): void {
  const { skin } = look;
  const { width: w, length, jaw } = look.head;
  const deep = mix(skin.shade, skin.flush, 0.22);
  // Forms turn away from the light at the sides and below.
  stain(pen, [w * 1.05, 20], [58, 150], skin.shade, 0.62);
  stain(pen, [-w * 1.12, 30], [44, 140], skin.shade, 0.42);
  stain(pen, [jaw * 0.62, length * 0.86], [66, 40], deep, 0.34, -0.7);
  stain(pen, [-jaw * 0.66, length * 0.88], [58, 34], deep, 0.24, 0.7);
  stain(pen, [0, length + 8], [70, 22], deep, 0.5);
  // Shadow of the hair on the forehead.
  stain(pen, [0, -122], [112, 46], deep, 0.55);
  // Light on the forehead, the cheekbones and the chin.
  stain(pen, [-24, -62], [66, 34], skin.light, 0.7);
  stain(pen, [-w * 0.55, 34], [34, 24], skin.light, 0.5);
  stain(pen, [w * 0.5, 34], [28, 22], skin.light, 0.26);
  stain(pen, [-6, length * 0.87], [22, 13], skin.light, 0.55);
  // Blood flow: the middle third of the face is the warmest.
  stain(pen, [-w * 0.58, 46], [40, 30], skin.flush, 0.26);
  stain(pen, [w * 0.6, 46], [40, 30], skin.flush, 0.26);
  stain(pen, [0, length * 0.9], [30, 18], skin.flush, 0.1);
}

function paintFreckles(pen: Pen, look: Look): void {
  const color = mix(look.skin.shade, look.skin.flush, 0.3);
  for (let i = 0; i < 70; i++) {
    const angle = chance(7, i) * Math.PI * 2;
    const far = Math.sqrt(chance(8, i));
    const side = i % 2 === 0 ? 1 : -1;
    const at: Point = [side * 44 + Math.cos(angle) * far * 40, 38 + Math.sin(angle) * far * 20];
    const size = 0.7 + chance(9, i) * 0.9;
    disc(pen, at, [size, size * 0.85], css(color, look.skin.freckles * (0.25 + 0.4 * chance(10, i)) * (1.2 - far)));
  }
}

function paintAge(pen: Pen, look: Look): void {
  const { skin } = look;
  const style = css(mix(skin.shade, skin.flush, 0.25), 0.4 * skin.age);
  for (const y of [-84, -70, -57]) {
    const lift = (y + 70) * 0.1;
    ribbon(pen, cubic([-42, y + 3], [-18, y - 3 + lift], [18, y - 3 + lift], [42, y + 3], 8), waist(9, 1.8), style);
  }
  for (const side of [-1, 1]) {
    for (const k of [-1, 0, 1]) {
      const from: Point = [side * 80, 2 + k * 6];
      ribbon(pen, [from, [side * 86, 3 + k * 9], [side * 92, 3 + k * 12]], [0.4, 1.5, 0.3], style);
    }
    ribbon(pen, cubic([side * 26, 24], [side * 34, 31], [side * 50, 32], [side * 62, 25], 6), waist(7, 2.2), style);
  }
}

function paintBeard(pen: Pen, look: Look): void {
  const beard = look.beard;
  if (beard === undefined) return;
  const { width: w, length } = look.head;
  const m = look.mouth.height;
  const alpha = 0.42 + 0.5 * beard.density;
  // From the sideburn along the cheek to the moustache; painted several times at decreasing size, which gives it a soft
  // edge.
  const body = (inset: number): Point[][] => {
    const cheek = cubic(
      [w + 6, 6 + inset],
      [w * 0.86, 46 + inset],
      [w * 0.66, m - 16 + inset],
      [34, m - 17 + inset],
      8,
    );
    const lip = cubic([34, m - 17 + inset], [22, m - 24 + inset], [9, m - 25 + inset], [0, m - 20 + inset], 6);
    const right = [...cheek, ...lip.slice(1)];
    return [right, mirrored(right).reverse().slice(1), [[-w - 20, length + 20], [w + 20, length + 20]]];
  };
  const layers = 7;
  for (let i = 0; i < layers; i++) {
    outline(pen, ...body((i - 2) * 1.7));
    pen.fillStyle = css(beard.color, 1 - (1 - alpha) ** (1 / layers));
    pen.fill();
  }
  pen.lineCap = "round";
  const hairs = strokesOf(look.hair, 1500);
  for (let i = 0; i < hairs; i++) {
    const x = (chance(21, i) * 2 - 1) * w;
    const edge = m - 15 - Math.max(0, Math.abs(x) - 30) * 0.8 + 10 * chance(27, i);
    const y = edge + chance(22, i) * (length + 4 - edge);
    const lean = x * 0.07 + (chance(23, i) - 0.5) * 4;
    const light = chance(24, i);
    pen.strokeStyle = css(mix(beard.color, light > 0.62 ? WHITE : [16, 8, 6], light > 0.62 ? 0.3 : 0.4), 0.4 * alpha);
    pen.lineWidth = 0.7 + chance(25, i) * 0.7;
    pen.beginPath();
    pen.moveTo(x, y);
    pen.quadraticCurveTo(x + lean * 0.2, y + 3, x + lean, y + 5 + 5 * beard.density * chance(26, i));
    pen.stroke();
  }
  paintMoustache(pen, look, alpha);
  stain(pen, [0, length + 2], [60, 24], mix(beard.color, [10, 4, 4], 0.5), 0.4);
  stain(pen, [-w * 0.5, m + 4], [20, 26], mix(beard.color, WHITE, 0.5), 0.16, 0.4);
  // Skin shows left and right of the small tuft beneath the lower lip.
  for (const side of [-1, 1]) stain(pen, [side * 18, m + 17], [13, 6], look.skin.base, 0.5 * (1 - 0.5 * beard.density));
}

/** Hairs of the moustache, combed from the groove under the nose to both sides. */
function paintMoustache(pen: Pen, { hair, beard, mouth }: Look, alpha: number): void {
  if (beard === undefined) return;
  const hairs = strokesOf(hair, 190);
  for (let i = 0; i < hairs; i++) {
    const x = (chance(31, i) * 2 - 1) * 33;
    const far = Math.abs(x) / 33;
    const y = mouth.height - 21 + 5 * far ** 2 + 10 * chance(32, i);
    const out = Math.sign(x) * (2 + 5 * far + 2 * chance(33, i));
    const light = chance(34, i) > 0.62;
    pen.strokeStyle = css(mix(beard.color, light ? WHITE : [16, 8, 6], light ? 0.26 : 0.36), 0.42 * alpha);
    pen.lineWidth = 0.7 + chance(35, i) * 0.6;
    pen.beginPath();
    pen.moveTo(x, y);
    pen.quadraticCurveTo(x + out * 0.3, y + 3, x + out, y + 6 - 2 * far);
    pen.stroke();
  }
}

/** Shading of the middle of the face, between the brows and the upper lip: it turns further than the outline. */
export function paintMiddle(pen: Pen, look: Look): void {
  const { skin } = look;
  const { spacing } = look.eyes;
  const deep = mix(skin.shade, skin.flush, 0.35);
  for (const side of [-1, 1]) {
    const shade = side > 0 ? 1 : 0.75;
    // The socket, deepest between the brow and the bridge of the nose.
    stain(pen, [side * spacing, -8], [42, 26], deep, 0.26 * shade);
    stain(pen, [side * (spacing - 22), -14], [19, 20], deep, 0.42 * shade);
    stain(pen, [side * spacing, 17], [30, 10], deep, 0.2);
    stain(pen, [side * (spacing + 8), 27], [30, 9], skin.light, 0.3);
    // Light on the bone beneath the brow.
    stain(pen, [side * (spacing + 10), -25], [24, 6], skin.light, 0.3);
    // The fold beside the nose.
    stain(pen, [side * 32, look.nose.length + 9], [12, 20], deep, 0.2, side * 0.5);
  }
  // The groove under the nose.
  stain(pen, [0.5, look.nose.length + 20], [7.5, 15], deep, 0.2);
  for (const side of [-1, 1]) stain(pen, [side * 7, look.nose.length + 20], [5, 14], skin.light, 0.16);
}

/** The nose. */
export function paintNose(pen: Pen, look: Look): void {
  const { skin } = look;
  const { width: w, length: base, bridge } = look.nose;
  const deep = mix(skin.shade, skin.flush, 0.4);
  const dark = mix(deep, [70, 24, 18], 0.4);
  // The side that is turned from the light, and the light along the bridge.
  groove(pen, cubic([9, -12], [9, 8], [14, base - 30], [w * 0.8, base - 4], 10), 11, deep, 0.18 * bridge + 0.1);
  stain(pen, [-2.5, 14], [6, 32], skin.light, 0.5 * bridge + 0.12, 0.03);
  stain(pen, [w * 0.62, base - 9], [w * 0.55, 13], deep, 0.4);
  stain(pen, [-w * 0.72, base - 8], [w * 0.42, 11], deep, 0.26);
  stain(pen, [0, base - 10], [w * 0.82, 13], skin.flush, 0.2);
  // The ball, lit from the upper left.
  stain(pen, [-2, base - 13], [w * 0.6, 11], skin.light, 0.62);
  stain(pen, [-4, base - 16], [4.6, 3.6], WHITE, 0.5);
  // The shade under the nose, the wings, the nostrils.
  stain(pen, [1, base + 4], [w * 1.15, 7], deep, 0.55);
  for (const side of [-1, 1]) {
    const lit = side > 0 ? 1 : 0.7;
    const wing = cubic(
      [side * (w - 0.5), base - 11],
      [side * (w + 2.5), base - 8],
      [side * (w + 2), base + 0.5],
      [side * (w - 5), base + 1],
      8,
    );
    groove(pen, wing, 2.2, dark, 0.42 * lit);
    stain(pen, [side * w * 0.46, base - 0.4], [w * 0.3, 3.4], mix(dark, [60, 14, 14], 0.55), 0.85, side * -0.22);
  }
  ribbon(
    pen,
    cubic([-4.5, base + 2], [-2, base + 3.6], [2, base + 3.6], [4.5, base + 2], 6),
    waist(7, 1.5),
    css(dark, 0.36),
  );
}

/** The ear on one side, at its place. */
export function paintEar(pen: Pen, look: Look, side: -1 | 1): void {
  const { skin } = look;
  const x = side * (look.head.width - 1);
  const out = side * 15;
  const deep = mix(skin.shade, skin.flush, 0.5);
  const rim: Point[] = [
    [x - out * 0.5, -20],
    [x + out * 0.35, -24],
    [x + out * 1.02, -14],
    [x + out * 1.0, 6],
    [x + out * 0.62, 26],
    [x + out * 0.3, 42],
    [x - out * 0.2, 46],
    [x - out * 0.5, 36],
  ];
  outline(pen, rim);
  pen.fillStyle = linear(pen, [x, -24], [x, 46], [
    [0, mix(skin.base, skin.flush, 0.18)],
    [0.6, mix(skin.base, skin.shade, side > 0 ? 0.55 : 0.3)],
    [1, mix(skin.base, skin.flush, 0.35)],
  ]);
  pen.fill();
  pen.save();
  pen.clip();
  stain(pen, [x + out * 0.2, 8], [9, 20], deep, 0.6);
  ribbon(
    pen,
    [[x + out * 0.1, -15], [x + out * 0.72, -10], [x + out * 0.7, 8], [x + out * 0.42, 22]],
    [1, 2.4, 2.2, 0.6],
    css(deep, 0.65),
  );
  stain(pen, [x + out * 0.9, -6], [3, 14], skin.light, 0.4);
  stain(pen, [x - out * 0.4, 10], [7, 40], deep, 0.5);
  pen.restore();
}

/** Soft colour of one cheek around the middle of the pen's plane, to be laid over the face with some opacity. */
export function paintCheek(pen: Pen, color: Rgb): void {
  pen.fillStyle = radial(pen, [0, 0], 40, [[0, color, 0.5], [0.3, color, 0.4], [0.65, color, 0.14], [1, color, 0]]);
  pen.save();
  pen.scale(1, 0.72);
  pen.beginPath();
  pen.ellipse(0, 0, 40, 40, 0, 0, Math.PI * 2);
  pen.fill();
  pen.restore();
}
