/**
 * The program of a thread that draws and encodes pictures.
 *
 * @module
 */
import { neutralPose } from "../../../contract/pose.ts";
import { collectGarbage } from "../../../core/workers/garbage.ts";
import { serveJobs } from "../../../core/workers/program.ts";
import { loadBackgrounds } from "./backgrounds.ts";
import { loadCanvas } from "./canvas.ts";
import { compileKernel } from "./compositor.ts";
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
/** Time between two parts that are painted ahead, ms: the pictures of running sessions come first. */
const AHEAD_PAUSE_MS = 60;

serveJobs<DrawingSetup, DrawingTask, EncodedPicture>(async ({ memoryBytes, looks, ahead }) => {
  const tools = { kit: await loadCanvas(), encoder: createEncoder(), kernel: compileKernel() };
  const maker = new PictureMaker(tools, memoryBytes, { designs: looks, images: await loadBackgrounds() });
  let working = false;
  const work = () => {
    working = maker.work();
    if (working) setTimeout(work);
  };
  /** Goes on with what is not painted yet; between two parts the thread answers requests. */
  const goOn = () => {
    if (!working) setTimeout(work);
    working = true;
  };
  let expected: PictureFormat[] = [];
  const paintAhead = () => {
    if (!maker.work()) {
      const next = expected.shift();
      if (next === undefined) return;
      maker.expect(next);
    }
    setTimeout(paintAhead, AHEAD_PAUSE_MS);
  };
  const expectAll = () => {
    if (expected.length === 0) setTimeout(paintAhead);
    expected = [...ahead];
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
      goOn();
      if (!began) expectAll();
      began = true;
      return picture;
    },
    transferOf: ({ buffer }) => [buffer],
  };
});
