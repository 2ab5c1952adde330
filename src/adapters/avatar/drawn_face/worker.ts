/**
 * Draws and encodes pictures in a thread of its own.
 *
 * @module
 */
import { messageOf } from "../../../contract/errors.ts";
import { loadCanvas } from "./canvas.ts";
import { compileKernel } from "./compositor.ts";
import { createEncoder } from "./encoder.ts";
import { describeTools } from "./frame.ts";
import { type FromWorker, restorePose, type ToWorker } from "./protocol.ts";
import { Studio } from "./studio.ts";

/** The little that is needed of the scope of a dedicated worker, which the compiler's libraries here leave out. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
  postMessage(message: FromWorker, options?: { transfer: Transferable[] }): void;
}

const scope: WorkerScope = globalThis;

async function open(memoryBytes: number): Promise<Studio> {
  try {
    const tools = { kit: await loadCanvas(), encoder: createEncoder(), kernel: compileKernel() };
    scope.postMessage({ type: "ready", how: describeTools(tools) });
    return new Studio(tools, memoryBytes);
  } catch (error) {
    scope.postMessage({ type: "unable", reason: messageOf(error) });
    throw error;
  }
}

type Request = Exclude<ToWorker, { readonly type: "open" }>;

async function answer(studio: Promise<Studio>, message: Request): Promise<void> {
  const { id } = message;
  try {
    if (message.type === "prepare") {
      (await studio).prepare(message.format);
      return scope.postMessage({ type: "done", id });
    }
    const data = (await studio).draw(restorePose(message.pose), message.format);
    scope.postMessage({ type: "done", id, data }, { transfer: [data.buffer] });
  } catch (error) {
    scope.postMessage({ type: "failed", id, reason: messageOf(error) });
  }
}

let studio = Promise.withResolvers<Studio>().promise;

scope.onmessage = ({ data }) => {
  if (data.type !== "open") return void answer(studio, data);
  studio = open(data.memoryBytes);
  // Whoever asks for a picture hears of the failure as well.
  studio.catch(() => {});
};
