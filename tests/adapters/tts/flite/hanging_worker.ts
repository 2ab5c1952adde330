/** A worker that never answers what begins with "hang", hangs after the first piece at "slowly", and breaks at "break"; a stand-in for a Flite gone wrong. */
/// <reference no-default-lib="true" />
/// <reference lib="deno.worker" />
import type { WorkerReply, WorkerRequest } from "../../../../src/adapters/tts/flite/utterance.ts";

const spoken: string[] = [];

function reply(message: WorkerReply): void {
  self.postMessage(message);
}

self.onmessage = ({ data }: MessageEvent<WorkerRequest>) => {
  if (data.type === "load") return reply({ type: "loaded" });
  const words = data.utterance.tokens[0]?.words ?? "";
  spoken.push(words);
  if (words.startsWith("break")) throw new Error("broken on purpose");
  if (words.startsWith("hang")) { for (;;); }
  const phones = spoken.map((phone, index) => ({ phone, startMs: index, endMs: index + 1 }));
  const marks = { durationMs: phones.length, phones, tokens: [] };
  reply({ type: "piece", id: data.id, piece: { pcm: new Int16Array(24), marks } });
  if (words.startsWith("slowly")) { for (;;); }
  reply({ type: "piece", id: data.id, piece: { pcm: new Int16Array(48) } });
  reply({ type: "spoken", id: data.id });
};
