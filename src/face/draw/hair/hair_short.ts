/**
 * Hair that leaves the neck free.
 *
 * @module
 */
import { linear, onSide, outline, type Point } from "../canvas/brush.ts";
import { css, mix } from "../../looks/color.ts";
import { type HairStyle, paintLock, paintLocks, paintMass } from "./strands.ts";
import type { Look } from "../../looks/look.ts";
import type { Pen } from "../canvas/surface.ts";

/** The back of the head, which a turn shows: it narrows behind the ears toward the nape. */
function paintBackOfHead(pen: Pen, { head, hair }: Look): void {
  const w = head.width;
  const right: Point[] = [
    [0, -141],
    [68, -135],
    [w + 6, -84],
    [w + 7, -34],
    [w + 1, -4],
    [w - 16, 22],
    [w - 40, 42],
    [w - 56, 46],
  ];
  paintMass(pen, hair, right);
  for (const side of [-1, 1]) {
    const s = onSide(side);
    paintLock(pen, hair, {
      from: s([[40, -128], [w - 36, -60], [w - 34, 0], [w - 60, 44]]),
      to: s([[62, -135], [w + 6, -82], [w + 4, -16], [w - 34, 38]]),
      strands: 60,
      seed: 82 + side,
      tone: -0.4,
    });
  }
}

/** Short sides, longer on top and brushed up from the forehead. */
export const quiff: HairStyle = {
  ears: true,
  long: false,
  back: paintBackOfHead,
  *front(pen, look) {
    const w = look.head.width;
    const { hair } = look;
    for (const side of [-1, 1]) {
      const s = onSide(side);
      // Cropped sides run down into the sideburns and fade there.
      outline(
        pen,
        s([[w - 34, -104], [w + 2, -88], [w + 7, -44], [w + 4, -4], [w, 22]]),
        s([[w - 7, 20], [w - 8, -12], [w - 14, -46], [w - 26, -70], [w - 38, -84]]),
      );
      pen.fillStyle = linear(pen, [0, -100], [0, 24], [
        [0, hair.color],
        [0.6, mix(hair.color, hair.shade, 0.4), 0.96],
        [1, hair.shade, 0],
      ]);
      pen.fill();
    }
    outline(pen, [[-90, -80], [-96, -116], [-40, -152], [30, -160], [92, -128], [96, -80]], [[60, -100], [-50, -100]]);
    pen.fillStyle = css(hair.shade);
    pen.fill();
    yield* paintLocks(pen, hair, [
      {
        from: [[-96, -66], [-108, -112], [-76, -152], [-20, -164]],
        to: [[-70, -84], [-74, -112], [-54, -140], [-8, -150]],
        strands: 60,
        seed: 41,
        tone: -0.1,
      },
      {
        from: [[97, -58], [114, -100], [100, -140], [44, -156]],
        to: [[66, -86], [78, -112], [66, -136], [28, -148]],
        strands: 60,
        seed: 42,
        tone: -0.3,
      },
      {
        from: [[-76, -86], [-90, -124], [-56, -160], [30, -166]],
        to: [[-12, -95], [-28, -120], [-6, -150], [58, -158]],
        strands: 90,
        seed: 43,
        tone: 0.08,
      },
      {
        from: [[-20, -95], [-36, -128], [2, -165], [82, -152]],
        to: [[44, -93], [30, -118], [52, -148], [100, -128]],
        strands: 90,
        seed: 44,
        tone: 0.02,
      },
      {
        from: [[30, -94], [26, -122], [66, -159], [110, -128]],
        to: [[80, -82], [78, -100], [94, -118], [110, -92]],
        strands: 60,
        seed: 45,
        tone: -0.12,
      },
    ]);
  },
};

/** Silver hair, swept back from a high forehead. */
export const swept: HairStyle = {
  ears: true,
  long: false,
  back: paintBackOfHead,
  *front(pen, look) {
    const w = look.head.width;
    const { hair } = look;
    outline(
      pen,
      [[-w + 8, -44], [-w - 2, -92], [-52, -142], [6, -152], [62, -140], [w, -92], [w - 8, -44]],
      [[w - 24, -78], [46, -100], [0, -108], [-46, -98], [-w + 22, -76], [-w + 8, -44]],
    );
    pen.fillStyle = css(mix(hair.color, hair.shade, 0.5));
    pen.fill();
    for (const side of [-1, 1]) {
      const s = onSide(side);
      paintLock(pen, hair, {
        from: s([[w - 26, -86], [w + 4, -80], [w + 12, -30], [w + 3, 26]]),
        to: s([[w - 20, -68], [w - 13, -46], [w - 12, -10], [w - 8, 20]]),
        strands: 70,
        seed: 60 + side,
        tone: -0.1,
      });
    }
    yield* paintLocks(pen, hair, [
      {
        from: [[-w + 14, -62], [-w - 4, -104], [-62, -144], [-8, -154]],
        to: [[-58, -86], [-66, -112], [-40, -136], [8, -148]],
        strands: 70,
        seed: 66,
        tone: -0.05,
      },
      {
        from: [[-64, -84], [-78, -118], [-40, -152], [36, -156]],
        to: [[-8, -104], [-18, -126], [10, -144], [60, -146]],
        strands: 90,
        seed: 67,
        tone: 0.2,
      },
      {
        from: [[-14, -104], [-22, -132], [34, -156], [84, -128]],
        to: [[44, -98], [44, -116], [66, -130], [98, -100]],
        strands: 90,
        seed: 68,
        tone: 0.1,
      },
      {
        from: [[38, -100], [48, -122], [86, -126], [106, -78]],
        to: [[w - 20, -66], [w - 14, -82], [w - 4, -74], [w + 3, -46]],
        strands: 70,
        seed: 69,
        tone: -0.02,
      },
    ]);
  },
};
