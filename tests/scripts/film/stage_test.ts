import assert from "node:assert/strict";
import type { FilmEvent } from "../../../scripts/lib/film/outputs/output.ts";
import { type Layout, Stage, type StagePicture } from "../../../scripts/lib/film/stage/stage.ts";
import { audioChunk, turnComplete, turnStarted, type UnsequencedOf } from "../../support/events.ts";

const FPS = 25;
const FRAME_MS = 1000 / FPS;
const control = turnStarted().control;
const audio = audioChunk(0, 200);

/** A pose at a place of its turn, told apart by how far the jaw is open. */
function pose(index: number): UnsequencedOf<"pose"> {
  return { type: "pose", timestamp_ms: index * FRAME_MS, frame_index: index, drift_ms: 0, pose: { jawOpen: 0.9 } };
}

/** The pictures of a film of turns of 200 ms. */
function film(layout: Layout, turns: readonly { personaId: string; offsetMs: number; poses: number[] }[]) {
  const stage = new Stage({ layout, fps: FPS, cast: new Map(turns.map(({ personaId }) => [personaId, control])) });
  return turns.flatMap(({ personaId, offsetMs, poses }) => {
    const events = [turnStarted(), audio, ...poses.map(pose), turnComplete("completed")];
    const place = { seq: 1, turn: 1, turn_id: "t" };
    return events.flatMap((event) => {
      const part: FilmEvent = { event: { ...event, ...place }, personaId, offsetMs };
      return [...stage.take(part)];
    });
  });
}

const ALL = [0, 1, 2, 3, 4];
const jaws = ({ shown }: StagePicture) => shown.map(({ pose: { jawOpen } }) => jawOpen > 0.5);

Deno.test("a film has a picture at every place of the grid, between its turns too", () => {
  const pictures = film("cuts", [
    { personaId: "ava", offsetMs: 0, poses: ALL },
    { personaId: "leo", offsetMs: 600, poses: ALL },
  ]);
  assert.deepEqual(pictures.map(({ index }) => index), Array.from({ length: 20 }, (_, i) => i));
  const who = pictures.map(({ shown }) => shown.map(({ personaId }) => personaId).join());
  assert.equal(who[14], "ava", "who has spoken is seen until the next one speaks");
  assert.equal(who[15], "leo");
});

Deno.test("side by side everyone is seen, and only the speaker opens the mouth", () => {
  const pictures = film("side-by-side", [
    { personaId: "ava", offsetMs: 0, poses: ALL },
    { personaId: "leo", offsetMs: 600, poses: ALL },
  ]);
  assert.deepEqual(jaws(pictures[2]!), [true, false]);
  assert.deepEqual(jaws(pictures[19]!), [false, true]);
});

Deno.test("a picture that the service skipped shows the last one, and the face then comes to rest without a jump", () => {
  const second = film("cuts", [
    { personaId: "ava", offsetMs: 0, poses: [0, 1] },
    { personaId: "ava", offsetMs: 1000, poses: ALL },
  ]);
  const opened = second.map(({ shown: [person] }) => person?.pose.jawOpen ?? NaN);
  assert.ok(opened.slice(0, 5).every((jaw) => jaw > 0.5), "held while the turn lasts");
  const steps = opened.slice(1).map((jaw, i) => Math.abs(jaw - opened[i]!));
  assert.ok(Math.max(...steps.slice(0, 20)) < 0.35, `jaw moves by ${Math.max(...steps)} in a picture`);
});

Deno.test("a picture waits for its sound and for its pose", () => {
  const stage = new Stage({ layout: "cuts", fps: FPS, cast: new Map([["ava", control]]) });
  const take = (event: UnsequencedOf<"pose" | "audio_chunk" | "turn_started">) =>
    [...stage.take({ event: { ...event, seq: 1, turn: 1, turn_id: "t" }, personaId: "ava", offsetMs: 0 })].length;
  assert.equal(take(turnStarted()), 0);
  assert.equal(take(pose(0)), 0);
  assert.equal(take(audio), 1);
  assert.equal(take(pose(1)), 1);
  for (const index of [2, 3, 4]) assert.equal(take(pose(index)), 1);
});

Deno.test("a picture waits for the sound to its middle, in which a caption may begin, unless the turn has ended", () => {
  const stage = new Stage({ layout: "cuts", fps: FPS, cast: new Map([["ava", control]]) });
  const take = (event: UnsequencedOf<"pose" | "audio_chunk" | "turn_started" | "turn_complete">) =>
    [...stage.take({ event: { ...event, seq: 1, turn: 1, turn_id: "t" }, personaId: "ava", offsetMs: 0 })].length;
  for (const event of [turnStarted(), ...ALL.map(pose)]) take(event);
  assert.equal(take(audioChunk(0, 2 * FRAME_MS + 15)), 2);
  assert.equal(take(audioChunk(2 * FRAME_MS + 15, 10)), 1);
  assert.equal(take(audioChunk(2 * FRAME_MS + 25, FRAME_MS - 15)), 0);
  assert.equal(take(turnComplete("interrupted")), 1);
});
