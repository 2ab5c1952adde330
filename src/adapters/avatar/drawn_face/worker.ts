/**
 * The program of a thread that draws and encodes pictures.
 *
 * @module
 */
import { systemClock } from "../../../contract/clock.ts";
import { neutralPose } from "../../../contract/pose.ts";
import { collectGarbage } from "../../../core/workers/garbage.ts";
import { serveJobs } from "../../../core/workers/program.ts";
import { SpareTime } from "../../../core/workers/spare_time.ts";
import { loadBackgrounds } from "./backgrounds.ts";
import { loadCanvas } from "./canvas.ts";
import { compileKernel } from "./compositor/compositor.ts";
import { createEncoder } from "./encoder.ts";
import { describeTools } from "./frame.ts";
import {
  type DrawingSetup,
  type DrawingTask,
  type EncodedPicture,
  type PictureFormat,
  restorePose,
} from "./protocol.ts";
import { PictureMaker } from "./picture_maker.ts";

/** Looks and sizes that were not shown for this long, or up to twice as long, give their memory back, ms. */
const UNUSED_MS = 15_000;
/**
 * Pauses between two parts that are painted of what is shown as a sketch, and of what may be shown later. In them, the
 * pictures of running sessions catch up: on a busy machine, a part takes longer than they may be late.
 */
const SHARPENING = { pauseMs: 5, pauseShare: 1 };
const PAINTING_AHEAD = { pauseMs: 60, pauseShare: 4 };

serveJobs<DrawingSetup, DrawingTask, EncodedPicture>(async ({ memoryBytes, looks, ahead }) => {
  const tools = { kit: await loadCanvas(), encoder: createEncoder(), kernel: compileKernel() };
  const maker = new PictureMaker(tools, memoryBytes, { designs: looks, images: await loadBackgrounds() });
  const clock = systemClock;
  const sharpening = new SpareTime({ clock, ...SHARPENING, work: () => maker.work() && maker.isSketching });
  let expected: PictureFormat[] = [];
  const paintAhead = () => {
    if (maker.isSketching || maker.work()) return true;
    const next = expected.shift();
    if (next !== undefined) maker.expect(next);
    return next !== undefined;
  };
  const paintingAhead = new SpareTime({ clock, ...PAINTING_AHEAD, work: paintAhead });
  const expectAll = () => {
    expected = [...ahead];
    paintingAhead.begin();
  };
  setInterval(() => {
    if (maker.forgetUnused()) collectGarbage();
    expectAll();
  }, UNUSED_MS);
  let began = false;
  return {
    info: describeTools(tools),
    *run({ format, pose }) {
      if (pose === undefined) { for (const _ of maker.prepareSteps(format)) yield new Uint8Array(); }
      const picture = maker.draw(pose === undefined ? neutralPose() : restorePose(pose), format);
      if (maker.isSketching) sharpening.begin();
      if (!began) expectAll();
      began = true;
      return picture;
    },
    transferOf: ({ buffer }) => [buffer],
  };
});
