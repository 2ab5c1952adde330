/**
 * The program of a thread that draws and encodes pictures.
 *
 * @module
 */
import { neutralPose } from "../../../contract/pose.ts";
import { serveJobs } from "../../../core/workers/program.ts";
import { loadCanvas } from "./canvas.ts";
import { compileKernel } from "./compositor.ts";
import { createEncoder } from "./encoder.ts";
import { describeTools } from "./frame.ts";
import { type DrawingSetup, type DrawingTask, type Picture, restorePose } from "./protocol.ts";
import { Studio } from "./studio.ts";

serveJobs<DrawingSetup, DrawingTask, Picture>(async ({ memoryBytes }) => {
  const tools = { kit: await loadCanvas(), encoder: createEncoder(), kernel: compileKernel() };
  const studio = new Studio(tools, memoryBytes);
  return {
    info: describeTools(tools),
    // deno-lint-ignore require-yield
    *run({ format, pose }) {
      if (pose !== undefined) return studio.draw(restorePose(pose), format);
      studio.prepare(format);
      return studio.draw(neutralPose(), format);
    },
    transferOf: ({ buffer }) => [buffer],
  };
});
