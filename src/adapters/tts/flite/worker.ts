/**
 * A worker that speaks: gets Flite's compiled module once, then utterances one by one.
 *
 * @module
 */
/// <reference no-default-lib="true" />
/// <reference lib="deno.worker" />
import { messageOf } from "../../../contract/errors.ts";
import { Synthesizer } from "./synthesizer.ts";
import type { WorkerReply, WorkerRequest } from "./utterance.ts";
import { FliteVm } from "./vm.ts";

let synthesizer: Synthesizer | undefined;

function reply(message: WorkerReply, transfer: Transferable[] = []): void {
  self.postMessage(message, transfer);
}

self.onmessage = ({ data }: MessageEvent<WorkerRequest>) => {
  if (data.type === "load") {
    synthesizer = new Synthesizer(new FliteVm(data.module));
    reply({ type: "loaded" });
    return;
  }
  try {
    if (synthesizer === undefined) throw new Error("the worker was asked to speak before it got a module");
    for (const piece of synthesizer.speak(data.utterance)) {
      reply({ type: "piece", id: data.id, piece }, [piece.pcm.buffer]);
    }
    reply({ type: "spoken", id: data.id });
  } catch (error) {
    reply({ type: "failed", id: data.id, message: messageOf(error) });
  }
};
