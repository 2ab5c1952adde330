/**
 * Still parts behind the head: backdrop, neck, clothes. In units of the head, the eyes at height 0.
 *
 * @module
 */
import type { Backdrop, Look } from "../../looks/look.ts";
import { cubic, groove, linear, mirrored, outline, type Point, radial, ribbon, stain } from "../canvas/brush.ts";
import { BLACK, css, mix, WHITE } from "../../looks/color.ts";
import type { Pen } from "../canvas/surface.ts";

/** The backdrop over the rectangle from `from` to `to`. */
export function paintBackdrop(pen: Pen, backdrop: Backdrop, from: Point, to: Point): void {
  const [width, height] = [to[0] - from[0], to[1] - from[1]];
  switch (backdrop.kind) {
    case "transparent":
      return;
    case "image": {
      // It covers the rectangle; what stands over on two sides is cut off.
      const scale = Math.max(width / backdrop.width, height / backdrop.height);
      const [wide, tall] = [backdrop.width * scale, backdrop.height * scale];
      pen.drawImage(backdrop.image, from[0] + (width - wide) / 2, from[1] + (height - tall) / 2, wide, tall);
      return;
    }
    case "gradient": {
      const last = Math.max(1, backdrop.colors.length - 1);
      pen.fillStyle = linear(pen, [0, from[1]], [0, to[1]], backdrop.colors.map((color, i) => [i / last, color]));
      break;
    }
    case "glow": {
      const { middle, edge } = backdrop;
      pen.fillStyle = radial(pen, [-40, -50], 330, [[0, mix(middle, WHITE, 0.35)], [0.4, middle], [1, edge]]);
    }
  }
  pen.fillRect(from[0], from[1], width, height);
}

/** Neck, shoulders and clothes down to `bottom`. */
export function paintBody(pen: Pen, look: Look, bottom: number): void {
  if (look.clothes.style === "hoodie") paintHood(pen, look);
  paintNeck(pen, look);
  paintTorso(pen, look, bottom);
}

/** The back of a hood, behind the neck. */
function paintHood(pen: Pen, look: Look): void {
  const { clothes } = look;
  const n = look.head.neck;
  const y = look.head.length + 34;
  const rim: Point[] = [[n * 1.5, y - 20], [n * 1.1, y - 42], [0, y - 50]];
  outline(pen, rim, mirrored(rim).reverse(), [[-n * 1.6, y + 30], [n * 1.6, y + 30]]);
  pen.fillStyle = css(mix(clothes.shade, BLACK, 0.25));
  pen.fill();
}

/** Adds the outline of the neck to the path, narrower by `inset` on each side. */
export function traceNeck(pen: Pen, look: Look, inset: number): void {
  const n = look.head.neck - inset;
  const top = look.head.length - 50;
  const side: Point[] = [
    [n * 0.98, top],
    [n * 0.94, top + 50],
    [n * 1.0, top + 76],
    [n * 1.5, top + 98],
    [n * 2.2, top + 116],
    [n * 2.2, top + 190],
  ];
  outline(pen, side, mirrored(side).reverse());
}

function paintNeck(pen: Pen, look: Look): void {
  const { skin } = look;
  const n = look.head.neck;
  const top = look.head.length - 50;
  traceNeck(pen, look, 0);
  pen.fillStyle = linear(pen, [-n, 0], [n, 0], [
    [0, mix(skin.base, skin.shade, 0.62)],
    [0.16, mix(skin.base, skin.shade, 0.28)],
    [0.4, mix(skin.base, skin.shade, 0.1)],
    [0.74, mix(skin.base, skin.shade, 0.4)],
    [1, mix(skin.base, skin.shade, 0.85)],
  ]);
  pen.fill();
  pen.save();
  pen.clip();
  const deep = mix(skin.shade, [70, 26, 22], 0.3);
  stain(pen, [8, look.head.length + 2], [n * 1.5, 34], deep, 0.95);
  stain(pen, [n * 0.9, top + 66], [20, 50], deep, 0.4);
  for (const s of [-1, 1]) {
    const cord = cubic([s * n * 0.74, top + 62], [s * n * 0.6, top + 84], [s * 18, top + 104], [s * 9, top + 114], 8);
    groove(pen, cord, 9, deep, 0.2);
    stain(pen, [s * n * 0.55, top + 108], [n * 0.7, 8], deep, 0.2, s * -0.22);
    stain(pen, [s * n * 0.56, top + 100], [n * 0.65, 7], skin.light, 0.22, s * -0.22);
  }
  stain(pen, [0, top + 113], [12, 10], deep, 0.2);
  stain(pen, [-n * 0.45, top + 92], [20, 12], skin.light, 0.3);
  pen.restore();
}

function paintTorso(pen: Pen, look: Look, bottom: number): void {
  const { clothes } = look;
  const n = look.head.neck;
  const y = look.head.length + 34;
  const w = clothes.shoulders;
  const neckline: Point[] = clothes.style === "shirt" || clothes.style === "cardigan"
    ? [[-n * 1.08, y - 6], [-n * 0.5, y + 26], [0, y + 46], [n * 0.5, y + 26], [n * 1.08, y - 6]]
    : clothes.style === "blouse"
    ? [[-n * 1.62, y + 9], [-n * 0.84, y + 32], [0, y + 56], [n * 0.84, y + 32], [n * 1.62, y + 9]]
    : [[-n * 1.22, y], [-n * 0.78, y + 20], [0, y + 30], [n * 0.78, y + 20], [n * 1.22, y]];
  const right: Point[] = [
    ...cubic(neckline[4] ?? [n, y], [n * 1.8, y + 9], [w * 0.74, y + 16], [w, y + 58], 6).slice(1),
    ...cubic([w, y + 58], [w * 1.14, y + 90], [w * 1.2, y + 130], [w * 1.22, bottom + 40], 4).slice(1),
  ];
  outline(pen, neckline, right, mirrored(right).reverse());
  pen.fillStyle = linear(pen, [-w, y], [w * 0.7, bottom + 30], [
    [0, mix(clothes.color, WHITE, 0.16)],
    [0.4, clothes.color],
    [1, clothes.shade],
  ]);
  pen.fill();
  pen.save();
  pen.clip();
  stain(pen, [-w * 0.58, y + 44], [70, 30], WHITE, 0.16, -0.3);
  stain(pen, [w * 0.8, y + 90], [60, 90], clothes.shade, 0.6);
  stain(pen, [12, y + 14], [n * 1.9, 40], mix(clothes.shade, BLACK, 0.35), 0.5);
  for (const s of [-1, 1]) {
    const fold = cubic(
      [s * w * 0.72, y + 60],
      [s * w * 0.66, y + 84],
      [s * w * 0.7, y + 110],
      [s * w * 0.66, bottom],
      6,
    );
    ribbon(pen, fold, [1, 3, 4, 5, 5, 5, 5], css(clothes.shade, 0.55));
  }
  paintGarment(pen, look, neckline, [y, bottom]);
  pen.restore();
  paintCollar(pen, look, neckline, y);
}

/** Details within the garment's outline: plackets, lapels, pockets, cords. */
function paintGarment(pen: Pen, look: Look, neckline: readonly Point[], [y, bottom]: readonly [number, number]): void {
  const { clothes } = look;
  const n = look.head.neck;
  if (clothes.style === "crew") {
    const band = neckline.map(([x, h]): Point => [x * 1.05, h + 5]);
    ribbon(pen, band, [9, 11, 12, 11, 9], css(mix(clothes.color, WHITE, 0.14)));
    const seam = neckline.map(([x, h]): Point => [x * 1.14, h + 11.5]);
    ribbon(pen, seam, [1.4, 1.6, 1.6, 1.6, 1.4], css(clothes.shade, 0.7));
  } else if (clothes.style === "cardigan") {
    // The shirt is visible between the two fronts.
    outline(pen, [[-n * 1.1, y - 8], [-n * 0.1, bottom + 10], [n * 0.1, bottom + 10], [n * 1.1, y - 8]]);
    pen.fillStyle = linear(pen, [0, y], [0, bottom], [[0, clothes.second], [
      1,
      mix(clothes.second, clothes.shade, 0.3),
    ]]);
    pen.fill();
    ribbon(pen, [[0, y + 44], [0, bottom]], [1.2, 1.2], css(clothes.shade, 0.5));
    for (const s of [-1, 1]) {
      const edge: Point[] = [[s * n * 1.2, y - 8], [s * n * 0.7, y + 42], [s * n * 0.18, bottom + 12]];
      ribbon(pen, edge, [9, 11, 12], css(mix(clothes.color, WHITE, 0.12)));
      ribbon(pen, edge.map(([x, h]): Point => [x - s * 5, h]), [1, 2.4, 2.4], css(mix(clothes.shade, BLACK, 0.3), 0.6));
    }
  } else if (clothes.style === "hoodie") {
    for (const s of [-1, 1]) {
      ribbon(
        pen,
        [[s * 20, y + 28], [s * 22, y + 50], [s * 20, y + 78]],
        [3, 3, 3],
        css(clothes.second),
      );
    }
  } else if (clothes.style === "shirt") {
    ribbon(pen, [[0, y + 44], [0, bottom]], [1.6, 1.6], css(clothes.shade, 0.8));
  }
}

/** Details above the garment's outline: collars and hoods. */
function paintCollar(pen: Pen, look: Look, neckline: readonly Point[], y: number): void {
  const { clothes } = look;
  const n = look.head.neck;
  if (clothes.style === "shirt" || clothes.style === "cardigan") {
    const cloth = clothes.style === "shirt" ? clothes.color : clothes.second;
    for (const s of [-1, 1]) {
      outline(
        pen,
        [[s * n * 1.02, y - 20], [s * n * 0.6, y + 14], [s * 5, y + 40]],
        [[s * 23, y + 57], [s * n * 0.96, y + 30], [s * n * 1.36, y - 3]],
        [[s * n * 1.24, y - 14], [s * n * 1.02, y - 20]],
      );
      pen.fillStyle = linear(pen, [0, y - 20], [0, y + 56], [
        [0, mix(cloth, clothes.shade, 0.25)],
        [0.4, mix(cloth, WHITE, 0.2)],
        [1, cloth],
      ]);
      pen.fill();
      pen.lineWidth = 1.2;
      pen.strokeStyle = css(mix(cloth, clothes.shade, 0.8), 0.4);
      pen.stroke();
    }
  } else if (clothes.style === "hoodie") {
    for (const s of [-1, 1]) {
      outline(
        pen,
        [[s * n * 0.98, y - 30], [s * n * 1.0, y], [s * n * 0.6, y + 24], [s * 8, y + 36]],
        [[s * 26, y + 40], [s * n * 1.3, y + 26], [s * n * 1.85, y + 4], [s * n * 1.5, y - 22]],
        [[s * n * 1.2, y - 34], [s * n * 0.98, y - 30]],
      );
      pen.fillStyle = linear(pen, [s * n, y - 34], [s * n * 0.8, y + 40], [
        [0, mix(clothes.color, clothes.shade, 0.5)],
        [0.5, mix(clothes.color, WHITE, 0.1)],
        [1, mix(clothes.color, clothes.shade, 0.25)],
      ]);
      pen.fill();
    }
  } else {
    ribbon(pen, neckline, [1, 2, 2, 2, 1], css(mix(clothes.shade, BLACK, 0.2), 0.5));
  }
}
