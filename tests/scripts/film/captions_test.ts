import assert from "node:assert/strict";
import { CaptionTrack } from "../../../scripts/lib/film/outputs/captions.ts";
import type { Unsequenced } from "../../../src/contract/protocol/messages.ts";
import { turnComplete, turnStarted } from "../../support/events.ts";

const TEXT = "Good **morning**. How are you?";
const OFFSET_MS = 2000;

/** A turn that says the text, each word after 300 ms and for 200 ms. */
function turn(): Unsequenced[] {
  const words = [...TEXT.matchAll(/\S+/g)].map(({ index, 0: text }, i) => ({
    ...{ type: "word", text, start_ms: i * 300, end_ms: i * 300 + 200 } as const,
    ...{ char_start: index, char_end: index + text.length },
  }));
  return [turnStarted(), { type: "text_delta", token: TEXT }, ...words, turnComplete("completed")];
}

function captionsOf(track: CaptionTrack) {
  return turn().flatMap((event) =>
    track.take({ event: { ...event, seq: 1, turn: 1, turn_id: "t" }, personaId: "default", offsetMs: OFFSET_MS })
  );
}

Deno.test("a caption lasts from the first word of its sentence to the end of the last one", () => {
  assert.deepEqual(captionsOf(new CaptionTrack()), [
    { text: "Good morning.", startMs: 2000, endMs: 2500 },
    { text: "How are you?", startMs: 2600, endMs: 3400 },
  ]);
});

Deno.test("the line of a picture is the sentence that is spoken", () => {
  const track = new CaptionTrack();
  captionsOf(track);
  assert.equal(track.lineAt(1999), "");
  assert.equal(track.lineAt(2300), "Good morning.");
  assert.equal(track.lineAt(2600), "How are you?");
});
