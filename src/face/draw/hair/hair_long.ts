/**
 * Hair that hangs or stands out behind the neck.
 *
 * @module
 */
import { mirrored, onSide, outline, type Point } from "../canvas/brush.ts";
import { type HairStyle, type Lock, paintCurls, paintLock, paintLocks, paintMass } from "./strands.ts";
import type { Pen } from "../canvas/surface.ts";

/** Long hair with a side parting, in soft waves to the shoulders. */
export const bob: HairStyle = {
  ears: false,
  long: true,
  freeFrom: 102,
  nape: [1.15, 1.02],
  *back(pen, look) {
    const right: Point[] = [
      [0, -153],
      [68, -140],
      [118, -70],
      [126, 10],
      [132, 80],
      [129, 134],
      [114, 164],
      [88, 174],
      [56, 173],
      [30, 171],
    ];
    paintMass(pen, look.hair, right);
    for (const side of [-1, 1]) {
      const s = onSide(side);
      yield* paintLocks(pen, look.hair, [
        {
          from: s([[40, -140], [60, -60], [80, 30], [72, 110], [50, 160]]),
          to: s([[64, -138], [100, -60], [112, 30], [114, 110], [90, 174]]),
          strands: 60,
          seed: 11 + side,
          tone: -0.55,
        },
        {
          from: s([[64, -137], [92, -80], [108, 20], [112, 100], [84, 172]]),
          to: s([[70, -138], [117, -70], [129, 20], [137, 96], [112, 166]]),
          strands: 50,
          seed: 15 + side,
          tone: -0.15,
        },
      ]);
    }
  },
  *front(pen, look) {
    const part: Point = [-28, -146];
    yield* paintLocks(pen, look.hair, [
      // The far side falls past the temple.
      {
        from: [part, [-74, -136], [-112, -88], [-121, -20], [-124, 50], [-124, 112], [-104, 186]],
        to: [part, [-54, -100], [-80, -56], [-93, -8], [-96, 44], [-90, 98], [-56, 180]],
        strands: 100,
        seed: 31,
      },
      // The crown.
      {
        from: [part, [26, -162], [90, -138], [120, -72], [127, 0], [133, 74], [112, 186]],
        to: [part, [26, -128], [76, -98], [98, -44], [98, 20], [100, 84], [78, 186]],
        strands: 130,
        seed: 32,
        tone: 0.04,
      },
      // The sweep over the forehead.
      {
        from: [part, [12, -138], [68, -106], [98, -52], [104, 14], [110, 84], [88, 186]],
        to: [part, [-24, -106], [18, -76], [70, -44], [92, 4], [93, 62], [56, 180]],
        strands: 120,
        seed: 33,
        tone: 0.1,
      },
      {
        from: [part, [-66, -120], [-90, -74], [-100, -30], [-104, 50], [-92, 186]],
        to: [part, [-54, -100], [-78, -60], [-91, -14], [-95, 50], [-80, 182]],
        strands: 44,
        seed: 34,
        tone: 0.14,
      },
    ]);
    trim(pen, [[146, 96], [136, 134], [117, 160], [94, 170], [70, 165], [56, 150], [48, 112]]);
  },
};

/** Straight, glossy hair to the chin, with a fringe. */
export const fringe: HairStyle = {
  ears: false,
  long: true,
  freeFrom: 80,
  nape: [1.15, 0.84],
  back(pen, look) {
    const right: Point[] = [[0, -152], [62, -143], [110, -94], [120, 0], [121, 66], [114, 100], [60, 112], [0, 112]];
    paintMass(pen, look.hair, right);
    for (const side of [-1, 1]) {
      const s = onSide(side);
      paintLock(pen, look.hair, {
        from: s([[30, -140], [72, -70], [80, 20], [70, 114]]),
        to: s([[62, -144], [111, -87], [121, 10], [112, 114]]),
        strands: 70,
        seed: 71 + side,
        tone: -0.2,
      });
    }
    trim(pen, [[140, 70], [128, 90], [114, 104], [96, 109], [0, 109]]);
  },
  *front(pen, look) {
    const locks: Lock[] = [];
    locks.push(
      {
        from: [[-6, -150], [-60, -136], [-92, -98], [-97, -57]],
        to: [[-2, -151], [-34, -128], [-46, -94], [-40, -61]],
        strands: 60,
        seed: 77,
        tone: 0.05,
      },
      {
        from: [[-4, -151], [-38, -128], [-50, -94], [-46, -61]],
        to: [[2, -151], [-2, -124], [0, -94], [6, -63]],
        strands: 60,
        seed: 78,
        tone: 0.12,
      },
      {
        from: [[2, -151], [-4, -124], [-4, -94], [2, -63]],
        to: [[6, -150], [42, -128], [54, -94], [54, -61]],
        strands: 60,
        seed: 79,
        tone: 0.06,
      },
      {
        from: [[4, -150], [38, -128], [48, -94], [48, -61]],
        to: [[8, -150], [62, -136], [94, -98], [98, -56]],
        strands: 60,
        seed: 80,
        tone: -0.04,
      },
    );
    for (const side of [-1, 1]) {
      const s = onSide(side);
      locks.push({
        from: s([[0, -153], [32, -152], [70, -142], [113, -90], [123, 0], [124, 66], [116, 128]]),
        to: s([[0, -142], [28, -130], [54, -112], [82, -60], [90, 6], [88, 78], [60, 128]]),
        strands: 90,
        seed: 75 + side,
      });
    }
    yield* paintLocks(pen, look.hair, locks);
    trim(pen, [[140, 70], [128, 92], [114, 105], [96, 110], [66, 108], [60, 80]]);
  },
};

/**
 * Cuts what was painted at the lower ends: along a curve on the right, from outside to inside, and its mirror. A clip
 * would make every strand slow in browsers.
 */
function trim(pen: Pen, right: readonly Point[]): void {
  outline(pen, [[-220, -220], [220, -220]], right, mirrored(right).reverse(), [[-220, -220]]);
  pen.fillStyle = "#000";
  pen.globalCompositeOperation = "destination-in";
  pen.fill();
  pen.globalCompositeOperation = "source-over";
}

/** A round head of tight curls. */
export const curls: HairStyle = {
  ears: true,
  long: true,
  nape: [0.86, 0.86],
  back(pen, look) {
    const { hair } = look;
    const cloud: Point[] = [[0, -172], [80, -158], [134, -100], [150, -24], [140, 40], [108, 78], [70, 92]];
    paintMass(pen, hair, cloud);
    paintCurls(pen, hair, {
      seed: 51,
      count: 480,
      size: 17,
      place: (u, v) => {
        const angle = -Math.PI * 1.38 + u * Math.PI * 1.76;
        const far = 0.62 + 0.38 * v;
        return [Math.cos(angle) * 148 * far, Math.min(92, -30 + Math.sin(angle) * 146 * far)];
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
