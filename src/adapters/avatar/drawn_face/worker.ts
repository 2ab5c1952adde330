/**
 * The program of a thread that draws and encodes pictures.
 *
 * @module
 */
import { neutralPose } from "../../../contract/pose.ts";
import { serveJobs } from "../../../core/workers/program.ts";
import { loadBackgrounds } from "./backgrounds.ts";
import { loadCanvas } from "./canvas.ts";
import { compileKernel } from "./compositor.ts";
import { createEncoder } from "./encoder.ts";
import { describeTools } from "./frame.ts";
import { type DrawingSetup, type DrawingTask, type EncodedPicture, restorePose } from "./protocol.ts";
import { PictureMaker } from "./picture_maker.ts";

/** Looks and sizes that were not shown for this long, or up to twice as long, give their memory back, ms. */
const UNUSED_MS = 60_000;

serveJobs<DrawingSetup, DrawingTask, EncodedPicture>(async ({ memoryBytes, looks }) => {
  const tools = { kit: await loadCanvas(), encoder: createEncoder(), kernel: compileKernel() };
  const maker = new PictureMaker(tools, memoryBytes, { designs: looks, images: await loadBackgrounds() });
  setInterval(() => maker.forgetUnused(), UNUSED_MS);
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
  return {
    info: describeTools(tools),
    // deno-lint-ignore require-yield
    *run({ format, pose }) {
      if (pose === undefined) maker.prepare(format);
      const picture = maker.draw(pose === undefined ? neutralPose() : restorePose(pose), format);
      goOn();
      return picture;
    },
    transferOf: ({ buffer }) => [buffer],
  };
});
