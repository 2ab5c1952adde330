/**
 * The styles of hair: what lies behind the head and what lies before it, painted once each.
 *
 * @module
 */
import type { HairLook, Look } from "../look.ts";
import { linear, mirrored, outline, type Point, stain } from "./brush.ts";
import { css, mix } from "./color.ts";
import { type Lock, paintCurls, paintLock } from "./strands.ts";
import type { Pen } from "./surface.ts";

/** One way to wear hair. */
interface HairStyle {
  /** Whether the ears show. */
  readonly ears: boolean;
  /** Whether it hangs down behind the neck, so that the body has to be drawn over it. */
  readonly long: boolean;
  back(pen: Pen, look: Look): void;
  front(pen: Pen, look: Look): void;
}

function paintLocks(pen: Pen, hair: HairLook, locks: readonly Lock[]): void {
  for (const lock of locks) paintLock(pen, hair, lock);
}

function paintMass(pen: Pen, hair: HairLook, right: readonly Point[], left: readonly Point[]): void {
  outline(pen, right, [...left].reverse());
  pen.fillStyle = linear(pen, [0, -140], [0, 150], [
    [0, hair.color],
    [0.4, mix(hair.color, hair.shade, 0.6)],
    [1, hair.shade],
  ]);
  pen.fill();
}

/** Long hair with a parting on the side, that falls in soft waves to the shoulders. */
const bob: HairStyle = {
  ears: false,
  long: true,
  back(pen, look) {
    const right: Point[] = [
      [0, -148],
      [74, -134],
      [118, -70],
      [126, 10],
      [132, 80],
      [129, 134],
      [114, 164],
      [88, 173],
      [56, 162],
      [30, 140],
    ];
    paintMass(pen, look.hair, right, mirrored(right));
    for (const side of [-1, 1]) {
      const s = (points: Point[]): Point[] => points.map(([x, y]): Point => [x * side, y]);
      paintLocks(pen, look.hair, [
        {
          from: s([[60, -60], [80, 30], [72, 110], [50, 160]]),
          to: s([[100, -60], [112, 30], [114, 110], [90, 174]]),
          strands: 60,
          seed: 11 + side,
          tone: -0.55,
        },
        {
          from: s([[92, -80], [108, 20], [112, 100], [84, 172]]),
          to: s([[116, -70], [129, 20], [137, 96], [112, 166]]),
          strands: 50,
          seed: 15 + side,
          tone: -0.15,
        },
      ]);
    }
  },
  front(pen, look) {
    const part: Point = [-30, -141];
    paintLocks(pen, look.hair, [
      // The far side falls past the temple.
      {
        from: [part, [-76, -132], [-112, -86], [-121, -20], [-124, 50], [-122, 112], [-92, 166]],
        to: [part, [-54, -100], [-80, -56], [-93, -8], [-96, 44], [-92, 98], [-66, 148]],
        strands: 100,
        seed: 31,
      },
      // The crown.
      {
        from: [part, [30, -162], [92, -136], [120, -72], [127, 0], [133, 74], [102, 164]],
        to: [part, [26, -128], [76, -98], [98, -44], [98, 20], [102, 84], [78, 160]],
        strands: 130,
        seed: 32,
        tone: 0.04,
      },
      // The sweep over the forehead.
      {
        from: [part, [12, -138], [68, -106], [98, -52], [104, 14], [112, 84], [86, 166]],
        to: [part, [-24, -106], [18, -76], [70, -44], [92, 4], [95, 62], [66, 146]],
        strands: 120,
        seed: 33,
        tone: 0.1,
      },
      {
        from: [part, [-66, -120], [-90, -74], [-100, -30], [-103, 40], [-84, 120]],
        to: [part, [-54, -100], [-78, -60], [-91, -14], [-95, 38], [-78, 108]],
        strands: 44,
        seed: 34,
        tone: 0.14,
      },
    ]);
  },
};

/** Short sides, longer on top and brushed up from the forehead. */
const quiff: HairStyle = {
  ears: true,
  long: false,
  back(pen, look) {
    const w = look.head.width + 6;
    const right: Point[] = [[0, -142], [70, -136], [w, -84], [w + 1, -20], [w - 8, 22], [w - 16, 40]];
    paintMass(pen, look.hair, right, mirrored(right));
  },
  front(pen, look) {
    const w = look.head.width;
    const { hair } = look;
    for (const side of [-1, 1]) {
      const s = (points: Point[]): Point[] => points.map(([x, y]): Point => [x * side, y]);
      // Cropped sides run down into the sideburns and fade there.
      outline(
        pen,
        s([[w - 34, -104], [w + 2, -88], [w + 7, -44], [w + 4, -4], [w, 22]]),
        s([[w - 7, 20], [w - 8, -12], [w - 14, -46], [w - 26, -70], [w - 38, -84]]),
      );
      pen.fillStyle = linear(pen, [0, -100], [0, 24], [
        [0, hair.color],
        [0.6, mix(hair.color, hair.shade, 0.4), 0.96],
        [1, hair.shade, 0.25],
      ]);
      pen.fill();
    }
    outline(pen, [[-90, -76], [-96, -116], [-40, -152], [30, -160], [92, -128], [96, -76]], [[60, -92], [-50, -92]]);
    pen.fillStyle = css(hair.shade);
    pen.fill();
    paintLocks(pen, hair, [
      {
        from: [[-96, -66], [-108, -112], [-76, -152], [-20, -164]],
        to: [[-70, -84], [-74, -112], [-54, -140], [-8, -150]],
        strands: 60,
        seed: 41,
        tone: -0.1,
      },
      {
        from: [[97, -58], [115, -100], [98, -142], [44, -158]],
        to: [[66, -86], [78, -112], [66, -136], [28, -148]],
        strands: 60,
        seed: 42,
        tone: -0.3,
      },
      {
        from: [[-74, -88], [-88, -124], [-58, -160], [10, -170]],
        to: [[-12, -92], [-28, -120], [-6, -150], [58, -158]],
        strands: 90,
        seed: 43,
        tone: 0.08,
      },
      {
        from: [[-20, -92], [-36, -126], [2, -162], [68, -160]],
        to: [[44, -90], [30, -116], [50, -148], [96, -132]],
        strands: 90,
        seed: 44,
        tone: 0.02,
      },
      {
        from: [[30, -90], [24, -120], [58, -156], [100, -136]],
        to: [[78, -80], [78, -100], [94, -118], [110, -92]],
        strands: 60,
        seed: 45,
        tone: -0.12,
      },
    ]);
    stain(pen, [0, -88], [70, 10], hair.shade, 0.35);
  },
};

/** A round head of tight curls. */
const curls: HairStyle = {
  ears: true,
  long: true,
  back(pen, look) {
    const { hair } = look;
    const cloud: Point[] = [[0, -172], [80, -158], [134, -100], [150, -24], [140, 44], [106, 88], [70, 96]];
    paintMass(pen, hair, cloud, mirrored(cloud));
    paintCurls(pen, hair, {
      seed: 51,
      count: 420,
      size: 17,
      place: (u, v) => {
        const angle = -Math.PI * 1.27 + u * Math.PI * 1.54;
        const far = 0.62 + 0.38 * v;
        return [Math.cos(angle) * 148 * far, -30 + Math.sin(angle) * 146 * far];
      },
    });
  },
  front(pen, look) {
    const { hair } = look;
    const w = look.head.width;
    paintCurls(pen, hair, {
      seed: 52,
      count: 360,
      size: 13,
      place: (u, v) => {
        const angle = -Math.PI * 1.05 + u * Math.PI * 1.1;
        const far = 1.02 + 0.4 * v;
        return [Math.cos(angle) * (w + 2) * far, -10 + Math.sin(angle) * 92 * far];
      },
    });
  },
};

/** Silver hair, swept back from a high forehead. */
const swept: HairStyle = {
  ears: true,
  long: false,
  back(pen, look) {
    const w = look.head.width + 8;
    const right: Point[] = [[0, -140], [66, -134], [w, -84], [w + 3, -20], [w - 6, 26], [w - 18, 44]];
    paintMass(pen, look.hair, right, mirrored(right));
  },
  front(pen, look) {
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
      const s = (points: Point[]): Point[] => points.map(([x, y]): Point => [x * side, y]);
      paintLock(pen, hair, {
        from: s([[w - 26, -86], [w + 4, -80], [w + 12, -30], [w + 3, 26]]),
        to: s([[w - 20, -68], [w - 8, -46], [w - 7, -10], [w - 5, 20]]),
        strands: 70,
        seed: 60 + side,
        tone: -0.1,
      });
    }
    paintLocks(pen, hair, [
      {
        from: [[-w + 14, -62], [-w - 4, -104], [-62, -144], [-4, -158]],
        to: [[-58, -86], [-66, -112], [-40, -136], [8, -148]],
        strands: 70,
        seed: 66,
        tone: -0.05,
      },
      {
        from: [[-64, -84], [-78, -118], [-40, -152], [28, -158]],
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

/** Straight, glossy hair to the chin, with a fringe. */
const fringe: HairStyle = {
  ears: false,
  long: true,
  back(pen, look) {
    const right: Point[] = [[0, -146], [70, -136], [112, -80], [120, 0], [122, 70], [118, 104], [60, 112], [0, 112]];
    paintMass(pen, look.hair, right, mirrored(right));
    for (const side of [-1, 1]) {
      const s = (points: Point[]): Point[] => points.map(([x, y]): Point => [x * side, y]);
      paintLock(pen, look.hair, {
        from: s([[70, -70], [80, 20], [70, 112]]),
        to: s([[112, -70], [122, 20], [104, 112]]),
        strands: 70,
        seed: 71 + side,
        tone: -0.2,
      });
    }
  },
  front(pen, look) {
    const locks: Lock[] = [];
    for (const side of [-1, 1]) {
      const s = (points: Point[]): Point[] => points.map(([x, y]): Point => [x * side, y]);
      locks.push({
        from: s([[8, -146], [74, -140], [114, -84], [122, 0], [121, 78], [98, 112]]),
        to: s([[10, -140], [56, -110], [82, -60], [90, 6], [90, 78], [76, 106]]),
        strands: 90,
        seed: 75 + side,
      });
    }
    locks.push(
      {
        from: [[-6, -144], [-62, -132], [-92, -88], [-94, -46]],
        to: [[-2, -144], [-34, -126], [-46, -88], [-40, -49]],
        strands: 60,
        seed: 77,
        tone: 0.05,
      },
      {
        from: [[-4, -144], [-38, -126], [-50, -88], [-46, -49]],
        to: [[2, -144], [-2, -122], [0, -88], [6, -50]],
        strands: 60,
        seed: 78,
        tone: 0.12,
      },
      {
        from: [[2, -144], [-4, -122], [-4, -88], [2, -50]],
        to: [[6, -144], [42, -126], [54, -88], [54, -48]],
        strands: 60,
        seed: 79,
        tone: 0.06,
      },
      {
        from: [[4, -144], [38, -126], [48, -88], [48, -48]],
        to: [[8, -144], [68, -130], [96, -86], [96, -42]],
        strands: 60,
        seed: 80,
        tone: -0.04,
      },
    );
    paintLocks(pen, look.hair, locks);
  },
};

const styles: Readonly<Record<HairLook["style"], HairStyle>> = { bob, quiff, curls, swept, fringe };

/** The hair behind the head. */
export function paintHairBack(pen: Pen, look: Look): void {
  styles[look.hair.style].back(pen, look);
}

/** The hair before the head. */
export function paintHairFront(pen: Pen, look: Look): void {
  styles[look.hair.style].front(pen, look);
}

/** Whether the hair leaves the ears free. */
export function showsEars(look: Look): boolean {
  return styles[look.hair.style].ears;
}

/** Whether the hair hangs down behind the neck. */
export function hangsDown(look: Look): boolean {
  return styles[look.hair.style].long;
}
