import type { Unsequenced } from "../../../../src/contract/protocol/messages.ts";
import { Outbox } from "../../../../src/pipeline/session/outbox/outbox.ts";
import { FakeClient } from "../../../support/stage.ts";
import { VirtualClock } from "../../../../src/adapters/kit/fakes/virtual_clock.ts";

export const LIMITS = {
  videoBytes: 1000,
  slowMs: 250,
  closeBytes: 5000,
  replayBytes: 2000,
  replayMs: 1000,
  resumeMs: 3000,
};
export const READY = (): Unsequenced => ({
  type: "session_ready",
  session_id: "s",
  protocol: "tth.v1.json",
  fps: 25,
  width: 16,
  height: 16,
  components: { realtime: null, llm: null, tts: null, avatar: null },
  resumed: null,
});
export const text = (token: string): Unsequenced => ({ type: "text_delta", token });
export const sound = (timestamp_ms: number, bytes = 10): Unsequenced => ({
  type: "audio_chunk",
  data: new Uint8Array(bytes),
  timestamp_ms,
  duration_ms: 80,
  encoding: "pcm",
  sample_rate: 24_000,
});

export function open(): { outbox: Outbox; client: FakeClient } {
  const outbox = new Outbox(LIMITS, new VirtualClock());
  const client = new FakeClient(new VirtualClock());
  outbox.attach(client, READY, 0);
  return { outbox, client };
}
