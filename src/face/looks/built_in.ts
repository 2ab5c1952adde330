/**
 * The built-in looks.
 *
 * @module
 */
import type { LookId } from "../../contract/persona/look_design.ts";
import type { Look } from "./look.ts";

/** A woman in her twenties: chestnut waves, green eyes, a teal sweater. */
const ava: Look = {
  id: "ava",
  skin: {
    base: [247, 208, 182],
    shade: [205, 138, 110],
    light: [255, 234, 216],
    flush: [236, 120, 108],
    freckles: 0.35,
    age: 0,
  },
  head: { width: 93, jaw: 68, chin: 24, length: 134, neck: 39 },
  eyes: {
    iris: [58, 122, 104],
    irisLight: [156, 212, 170],
    spacing: 44,
    width: 32,
    open: 1.06,
    tilt: 3.5,
    lashes: 0.9,
    fold: 5,
  },
  brows: { color: [104, 62, 42], thickness: 8.4, arch: 6, height: 37, reach: 79 },
  nose: { width: 14.5, length: 47, bridge: 0.7 },
  mouth: { color: [214, 98, 98], width: 40, upper: 8.4, lower: 11.6, height: 88, gloss: 0.6 },
  hair: { style: "bob", color: [112, 64, 42], shade: [58, 28, 22], light: [196, 128, 84] },
  clothes: { style: "crew", color: [42, 128, 134], shade: [18, 78, 90], second: [240, 238, 230], shoulders: 168 },
  backdrop: { kind: "glow", middle: [255, 236, 214], edge: [244, 196, 164] },
};

/** A man in his thirties: dark quiff, short beard, a mustard hoodie. */
const leo: Look = {
  id: "leo",
  skin: {
    base: [218, 166, 128],
    shade: [156, 96, 66],
    light: [242, 200, 164],
    flush: [206, 98, 78],
    freckles: 0,
    age: 0.1,
  },
  head: { width: 97, jaw: 79, chin: 36, length: 138, neck: 52 },
  eyes: {
    iris: [96, 60, 32],
    irisLight: [190, 132, 70],
    spacing: 44,
    width: 28.5,
    open: 0.95,
    tilt: 2,
    lashes: 0.2,
    fold: 4,
  },
  brows: { color: [44, 28, 22], thickness: 10.5, arch: 4.5, height: 34, reach: 81 },
  nose: { width: 18, length: 51, bridge: 1 },
  mouth: { color: [206, 108, 98], width: 39, upper: 6.8, lower: 9.2, height: 91, gloss: 0.2 },
  hair: { style: "quiff", color: [58, 38, 30], shade: [24, 15, 14], light: [128, 88, 62] },
  beard: { color: [62, 40, 30], density: 0.45 },
  clothes: { style: "hoodie", color: [226, 160, 52], shade: [170, 104, 26], second: [250, 240, 220], shoulders: 188 },
  backdrop: { kind: "glow", middle: [206, 232, 226], edge: [140, 190, 190] },
};

/** A woman in her thirties: a cloud of curls, golden hoops, a plum blouse. */
const mira: Look = {
  id: "mira",
  skin: {
    base: [148, 92, 64],
    shade: [86, 46, 34],
    light: [196, 136, 100],
    flush: [164, 62, 50],
    freckles: 0,
    age: 0,
  },
  head: { width: 93, jaw: 71, chin: 27, length: 134, neck: 40 },
  eyes: {
    iris: [72, 42, 24],
    irisLight: [156, 98, 50],
    spacing: 44,
    width: 31.5,
    open: 1.04,
    tilt: 4.5,
    lashes: 1,
    fold: 5.5,
  },
  brows: { color: [34, 20, 18], thickness: 8.4, arch: 7.5, height: 38, reach: 80 },
  nose: { width: 18.5, length: 47, bridge: 0.55 },
  mouth: { color: [164, 66, 70], width: 41, upper: 10.5, lower: 13, height: 88, gloss: 0.8 },
  hair: { style: "curls", color: [52, 32, 26], shade: [20, 12, 12], light: [130, 84, 56] },
  earrings: { color: [232, 182, 76], hoop: true },
  clothes: { style: "blouse", color: [142, 52, 104], shade: [86, 24, 66], second: [240, 220, 230], shoulders: 166 },
  backdrop: { kind: "glow", middle: [255, 226, 178], edge: [240, 176, 108] },
};

/** A man in his sixties: silver hair and beard, round glasses, a navy cardigan. */
const sol: Look = {
  id: "sol",
  skin: {
    base: [240, 196, 172],
    shade: [194, 128, 106],
    light: [255, 226, 208],
    flush: [222, 112, 98],
    freckles: 0,
    age: 0.8,
  },
  head: { width: 97, jaw: 78, chin: 37, length: 137, neck: 50 },
  eyes: {
    iris: [62, 104, 148],
    irisLight: [158, 200, 228],
    spacing: 44,
    width: 27.5,
    open: 0.98,
    tilt: 0.5,
    lashes: 0.1,
    fold: 4.5,
  },
  brows: { color: [148, 142, 138], thickness: 9.5, arch: 5, height: 37, reach: 79 },
  nose: { width: 18.5, length: 52, bridge: 0.9 },
  mouth: { color: [204, 108, 100], width: 37, upper: 5.6, lower: 8.2, height: 91, gloss: 0.2 },
  hair: { style: "swept", color: [190, 188, 188], shade: [122, 120, 126], light: [246, 246, 248] },
  beard: { color: [206, 202, 198], density: 0.8 },
  glasses: { frame: [70, 46, 34], round: true },
  clothes: { style: "cardigan", color: [46, 62, 104], shade: [24, 34, 66], second: [232, 238, 246], shoulders: 184 },
  backdrop: { kind: "glow", middle: [222, 230, 242], edge: [164, 182, 212] },
};

/** A student: straight black hair with a fringe, a rose shirt. */
const jun: Look = {
  id: "jun",
  skin: {
    base: [246, 212, 180],
    shade: [204, 146, 108],
    light: [255, 236, 212],
    flush: [238, 128, 108],
    freckles: 0,
    age: 0,
  },
  head: { width: 94, jaw: 71, chin: 25, length: 131, neck: 39 },
  eyes: {
    iris: [58, 38, 30],
    irisLight: [132, 90, 60],
    spacing: 43,
    width: 30,
    open: 1,
    tilt: 5,
    lashes: 0.55,
    fold: 3,
  },
  brows: { color: [42, 32, 32], thickness: 7.4, arch: 3.5, height: 34, reach: 78 },
  nose: { width: 15, length: 45, bridge: 0.45 },
  mouth: { color: [214, 104, 104], width: 37, upper: 7.6, lower: 10, height: 85, gloss: 0.5 },
  hair: { style: "fringe", color: [40, 34, 42], shade: [16, 13, 20], light: [112, 108, 138] },
  clothes: { style: "shirt", color: [238, 152, 160], shade: [190, 96, 112], second: [255, 240, 240], shoulders: 160 },
  backdrop: { kind: "glow", middle: [232, 224, 250], edge: [184, 168, 226] },
};

/** Every built-in look by its id. */
export const LOOKS: Readonly<Record<LookId, Look>> = { ava, leo, mira, sol, jun };
