import assert from "node:assert/strict";
import { AudioPlayer } from "../../../src/client/sound/player.ts";
import { FakeAudioContext, SecurePage, speech } from "./support.ts";

async function playing(options: { prebufferMs?: number } = {}) {
  const context = new FakeAudioContext();
  const player = await AudioPlayer.create({ context: context.asContext, prebufferMs: 0, ...options });
  return { context, player };
}

Deno.test("AudioPlayer plays what is pushed, and knows what leaves the loudspeaker", async () => {
  const { context, player } = await playing();
  assert.equal(player.position(), null);
  assert.equal(player.bufferedMs(), 0);
  player.push(speech(1, 0, 500));
  assert.equal(player.bufferedMs(), 500);
  context.pass(200);
  assert.deepEqual(player.position(), { turn: 1, positionMs: 200, playing: true });
  assert.equal(player.bufferedMs(), 300);
  assert.equal(context.output[2000], 0.5);
  context.pass(1000);
  assert.deepEqual(player.position(), { turn: 1, positionMs: 500, playing: false });
  assert.equal(player.bufferedMs(), 0);
  await player[Symbol.asyncDispose]();
});

Deno.test("AudioPlayer.flush() forgets what waits, and where it was", async () => {
  const { context, player } = await playing();
  player.push(speech(1, 0, 500));
  context.pass(200);
  player.flush();
  assert.equal(player.position(), null);
  assert.equal(player.bufferedMs(), 0);
  const from = context.output.length;
  context.pass(300);
  assert.ok(context.output.slice(from + 64).every((sample) => sample === 0), "it is silent");
  player.push(speech(2, 0, 500));
  context.pass(200);
  assert.equal(player.position()?.turn, 2);
  await player[Symbol.asyncDispose]();
});

Deno.test("a report that the audio thread sent before it heard of a flush does not bring the old position back", async () => {
  using page = new SecurePage();
  const player = await AudioPlayer.create({ context: page.context.asContext });
  const { stats } = player;
  const report = (generation: number, turn: number) =>
    page.node.report({ generation, marks: [{ frame: 0, turn, mediaMs: 0, playing: true }], stats });
  report(0, 1);
  assert.equal(player.position()?.turn, 1);
  player.flush();
  report(0, 1);
  assert.equal(player.position(), null);
  report(1, 2);
  assert.equal(player.position()?.turn, 2);
  await player[Symbol.asyncDispose]();
});

Deno.test("AudioPlayer takes off what lies between the context and the air, and never goes back", async () => {
  const { context, player } = await playing();
  player.push(speech(1, 0, 1000));
  context.outputLatency = 0.05;
  context.pass(400);
  assert.equal(Math.round(player.position()?.positionMs ?? 0), 350);
  context.outputLatency = 0.2;
  assert.equal(Math.round(player.position()?.positionMs ?? 0), 350);
  await player[Symbol.asyncDispose]();
});

Deno.test("AudioPlayer measures the latency where the browser says what is heard now, and believes no nonsense", async () => {
  const { context, player } = await playing();
  const { now } = performance;
  performance.now = () => 5000;
  try {
    let contextTime = 0.3;
    Object.assign(context, { getOutputTimestamp: () => ({ contextTime, performanceTime: 5000 }) });
    player.push(speech(1, 0, 2000));
    context.pass(400);
    assert.equal(Math.round(player.position()?.positionMs ?? 0), 300);
    contextTime = 0.001;
    context.baseLatency = 0.01;
    context.pass(600);
    assert.equal(Math.round(player.position()?.positionMs ?? 0), 990);
  } finally {
    performance.now = now;
  }
  await player[Symbol.asyncDispose]();
});

Deno.test("AudioPlayer knows its position from the start where performanceTime includes contextTime", async () => {
  const { context, player } = await playing();
  const { now } = performance;
  performance.now = () => 5000;
  try {
    // As WebKitGTK 2.50 reports it.
    Object.assign(context, {
      getOutputTimestamp: () => ({
        contextTime: context.currentTime - 0.005,
        performanceTime: 5000 + (context.currentTime - 0.005) * 1000,
      }),
    });
    player.push(speech(1, 0, 2000));
    for (let heardMs = 100; heardMs <= 700; heardMs += 100) {
      context.pass(100);
      assert.equal(Math.round(player.position()?.positionMs ?? 0), heardMs);
    }
  } finally {
    performance.now = now;
  }
  await player[Symbol.asyncDispose]();
});

Deno.test("AudioPlayer is locked until the page may sound", async () => {
  const { context, player } = await playing();
  context.state = "suspended";
  assert.equal(player.locked, true);
  await player.unlock();
  assert.equal(player.locked, false);
  await player[Symbol.asyncDispose]();
});

Deno.test("AudioPlayer counts what runs dry in the middle of a turn", async () => {
  const { context, player } = await playing({ prebufferMs: 20 });
  player.push(speech(1, 0, 100));
  context.pass(400);
  player.push(speech(1, 100, 400));
  context.pass(300);
  assert.equal(player.stats.underruns, 1);
  assert.ok(player.stats.underrunMs > 100);
  await player[Symbol.asyncDispose]();
});

Deno.test("AudioPlayer leaves a given context open, and closes one that it created", async () => {
  const { context, player } = await playing();
  assert.deepEqual(context.nodes[0]?.connectedTo, [context.destination]);
  await player[Symbol.asyncDispose]();
  assert.deepEqual([context.state, context.nodes[0]?.connectedTo], ["running", []]);
  const made: FakeAudioContext[] = [];
  const restore = provide(
    "AudioContext",
    class extends FakeAudioContext {
      constructor() {
        super();
        made.push(this);
      }
    },
  );
  try {
    await (await AudioPlayer.create())[Symbol.asyncDispose]();
  } finally {
    restore();
  }
  assert.deepEqual(made.map(({ state }) => state), ["closed"]);
});

Deno.test("AudioPlayer says that a browser without Web Audio has no sound", async () => {
  await assert.rejects(AudioPlayer.create(), { code: "no_audio" });
});

Deno.test("AudioPlayer closes the context that it made when the output cannot be had", async () => {
  const made: FakeAudioContext[] = [];
  const restore = provide(
    "AudioContext",
    class extends FakeAudioContext {
      constructor() {
        super();
        made.push(this);
      }
      override createScriptProcessor(): never {
        throw new Error("no scripts here");
      }
    },
  );
  try {
    await assert.rejects(AudioPlayer.create(), /no scripts here/);
  } finally {
    restore();
  }
  assert.deepEqual(made.map(({ state }) => state), ["closed"]);
});

/** Puts a class where a browser has it; returns the function that takes it away. */
function provide(name: string, value: unknown): () => void {
  Object.defineProperty(globalThis, name, { value, configurable: true });
  return () => void Reflect.deleteProperty(globalThis, name);
}

Deno.test("a muted player is silent but keeps its place, and its volume comes back", async () => {
  const { context, player } = await playing();
  const gain = () => {
    const [node] = context.nodes[0]?.connectedTo ?? [];
    assert.ok(node !== null && typeof node === "object" && "gain" in node, "the voice goes through a gain");
    const { gain } = node;
    assert.ok(gain !== null && typeof gain === "object" && "value" in gain);
    return gain.value;
  };
  assert.deepEqual(context.nodes[0]?.connectedTo, [context.destination]);
  player.volume = 0.4;
  assert.equal(gain(), 0.4);
  player.muted = true;
  assert.equal(gain(), 0);
  player.push(speech(1, 0, 500));
  context.pass(200);
  assert.equal(player.position()?.positionMs, 200);
  player.muted = false;
  assert.equal(gain(), 0.4);
  assert.throws(() => player.volume = 1.5, { name: "RangeError", message: "volume must be from 0 to 1, not 1.5" });
  await player[Symbol.asyncDispose]();
});

Deno.test("a blocked player sounds from the first click or key on, until it is disposed of; a context of the page does not", async () => {
  const suspended = () => Object.assign(new FakeAudioContext(), { state: "suspended" as const });
  for (const gesture of ["pointerup", "keydown"]) {
    const [own, given] = [suspended(), suspended()];
    Object.assign(globalThis, {
      AudioContext: function () {
        return own;
      },
    });
    try {
      const player = await AudioPlayer.create();
      const other = await AudioPlayer.create({ context: given.asContext });
      assert.equal(player.locked, true);
      dispatchEvent(new Event(gesture));
      assert.equal(player.locked, false, gesture);
      assert.equal(other.locked, true, gesture);
      Object.assign(own, { state: "suspended" });
      await player[Symbol.asyncDispose]();
      Object.assign(own, { state: "suspended" });
      dispatchEvent(new Event(gesture));
      assert.equal(own.state, "suspended");
      await other[Symbol.asyncDispose]();
    } finally {
      Reflect.deleteProperty(globalThis, "AudioContext");
    }
  }
});
