import assert from "node:assert/strict";
import type { MediaPosition } from "../../../src/client/sound/player.ts";
import { type Display, type PoseWeights, Renderer, type ShownFrame } from "../../../src/client/picture/renderer.ts";
import type { EventOf } from "../../../src/client/net/events.ts";

/** A display of 60 refreshes a second whose time is moved by hand, and a voice that is heard on it. */
class Stage implements Display {
  readonly painted: PoseWeights[] = [];
  readonly drawn: unknown[] = [];
  readonly shown: ShownFrame[] = [];
  readonly renderer: Renderer;
  position: MediaPosition | null = null;
  hidden = false;
  #nowMs = 0;
  #refresh: ((nowMs: number) => void) | null = null;

  constructor() {
    const pen = {
      drawImage: (image: unknown) => this.drawn.push(image),
      putImageData: (image: unknown) => this.drawn.push(image),
    };
    // All that the renderer asks of a canvas.
    const canvas = { width: 0, height: 0, getContext: () => pen } as unknown as HTMLCanvasElement;
    this.renderer = new Renderer({
      canvas,
      display: this,
      position: () => this.position,
      paintPose: (pose) => this.painted.push(pose),
      onShown: (shown) => this.shown.push(shown),
    });
  }

  now(): number {
    return this.#nowMs;
  }

  onRefresh(fn: (nowMs: number) => void): () => void {
    this.#refresh = fn;
    return () => this.#refresh = null;
  }

  get waiting(): boolean {
    return this.#refresh !== null;
  }

  /** Lets time pass, and the voice go on with it. */
  pass(ms: number): void {
    for (let left = ms; left > 0; left -= 10) {
      this.#nowMs += 10;
      if (this.position?.playing) this.position = { ...this.position, positionMs: this.position.positionMs + 10 };
      const refresh = this.#refresh;
      this.#refresh = null;
      refresh?.(this.#nowMs);
    }
  }

  hear(turn: number, positionMs: number): void {
    this.position = { turn, positionMs, playing: true };
  }

  pose(frameIndex: number, jawOpen: number, options: { turn?: number; idle?: true } = {}): void {
    const { turn = 1, idle } = options;
    this.renderer.push({
      type: "pose",
      seq: 1,
      turn,
      turn_id: null,
      timestamp_ms: frameIndex * 40,
      frame_index: frameIndex,
      drift_ms: 0,
      pose: { jawOpen },
      ...(idle && { idle }),
    });
  }

  get jaw(): number | undefined {
    return this.painted.at(-1)?.jawOpen;
  }
}

function frame(frameIndex: number, data = new Uint8Array(2 * 2 * 3)): EventOf<"video_frame"> {
  return {
    type: "video_frame",
    seq: 1,
    turn: 1,
    turn_id: "t",
    data,
    timestamp_ms: frameIndex * 40,
    frame_index: frameIndex,
    width: 2,
    height: 2,
    content_type: "raw_rgb",
    drift_ms: 0,
  };
}

/** Lets decoders finish. */
async function decoded(): Promise<void> {
  for (let i = 0; i < 5; i++) await Promise.resolve();
}

Deno.test("nothing is shown before it is heard, whatever the clock says", () => {
  const stage = new Stage();
  stage.pose(0, 1);
  stage.pass(500);
  assert.deepEqual(stage.painted, []);
  stage.hear(1, 0);
  stage.pass(10);
  assert.equal(stage.jaw, 1);
});

Deno.test("a renderer that was held up skips what is late, and says how far picture and voice are apart", () => {
  const stage = new Stage();
  for (let i = 0; i < 6; i++) stage.pose(i, i / 10);
  stage.hear(1, 130);
  stage.pass(10);
  assert.deepEqual(stage.shown, [{ turn: 1, frameIndex: 3, positionMs: 140, driftMs: -20 }]);
  assert.deepEqual([stage.renderer.stats.shown, stage.renderer.stats.skipped], [1, 3]);
});

Deno.test("while the voice stalls the picture stays", () => {
  const stage = new Stage();
  stage.pose(0, 0.2);
  stage.pose(10, 1);
  stage.hear(1, 0);
  stage.pass(10);
  stage.position = { turn: 1, positionMs: 10, playing: false };
  const before = stage.shown.length;
  stage.pass(1000);
  assert.equal(stage.shown.length, before);
  assert.ok((stage.jaw ?? 1) < 0.3);
});

Deno.test("between two poses the face moves evenly", () => {
  const stage = new Stage();
  stage.pose(0, 0);
  stage.pose(1, 1);
  stage.hear(1, -10);
  stage.pass(50);
  const jaws = stage.painted.map(({ jawOpen = NaN }) => Math.round(jawOpen * 100) / 100);
  assert.deepEqual(jaws, [0, 0.25, 0.5, 0.75, 1]);
});

Deno.test("after the speech the face goes back to idle life without a jump", () => {
  const stage = new Stage();
  stage.pose(0, 1);
  stage.hear(1, 0);
  stage.pass(10);
  stage.position = { turn: 1, positionMs: 40, playing: false };
  for (let i = 0; i < 10; i++) stage.pose(i, 0, { idle: true });
  stage.pass(400);
  const jaws = stage.painted.map(({ jawOpen = NaN }) => jawOpen);
  const largestStep = jaws.slice(1).reduce((most, jaw, i) => Math.max(most, Math.abs(jaw - (jaws[i] ?? 0))), 0);
  assert.ok(largestStep < 0.2, `largest step ${largestStep}`);
  assert.equal(jaws.at(-1), 0);
});

Deno.test("idle life yields to speech as soon as that is heard", () => {
  const stage = new Stage();
  for (let i = 0; i < 20; i++) stage.pose(i, 0.1, { turn: 0, idle: true });
  stage.pass(200);
  stage.pose(0, 1);
  assert.equal(stage.jaw, 0.1);
  stage.hear(1, 0);
  stage.pass(130);
  assert.equal(stage.shown.length, 1);
  assert.ok(stage.painted.length < 40);
});

Deno.test("flush() forgets what waits of turns", () => {
  const stage = new Stage();
  for (let i = 0; i < 5; i++) stage.pose(i, 1);
  stage.renderer.flush();
  stage.hear(1, 0);
  stage.pass(300);
  assert.deepEqual(stage.painted, []);
});

Deno.test("frames are decoded and drawn when they are heard; what is no picture is counted and passed over", async () => {
  const stage = new Stage();
  stage.renderer.push(frame(0));
  stage.renderer.push(frame(1, new Uint8Array(5)));
  stage.renderer.push(frame(2, new Uint8Array(0)));
  stage.renderer.push({ ...frame(3), dropped_frames: 4 });
  await decoded();
  stage.hear(1, 0);
  stage.pass(200);
  assert.deepEqual(stage.shown.map(({ frameIndex }) => frameIndex), [0, 3]);
  assert.deepEqual(stage.renderer.stats, { shown: 2, skipped: 0, failed: 2, dropped: 4 });
  assert.ok(stage.drawn[0] instanceof ImageData);
});

Deno.test("a hidden page goes on at the pace of what comes in", () => {
  const stage = new Stage();
  stage.hidden = true;
  stage.hear(1, 45);
  stage.pose(0, 0.3);
  stage.pose(1, 0.6);
  assert.deepEqual(stage.shown.map(({ frameIndex }) => frameIndex), [0, 1]);
});

Deno.test("a renderer that has nothing to show asks for no refresh, and none after it was disposed of", () => {
  const stage = new Stage();
  stage.pose(0, 1);
  stage.hear(1, 0);
  stage.pass(20);
  assert.equal(stage.waiting, false);
  stage.pose(100, 1);
  stage.renderer[Symbol.dispose]();
  assert.equal(stage.waiting, false);
  stage.pose(101, 1);
  assert.equal(stage.waiting, false);
});
