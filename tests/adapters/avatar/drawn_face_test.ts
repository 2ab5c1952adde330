import assert from "node:assert/strict";
import face from "../../../src/adapters/avatar/drawn_face/mod.ts";
import { LookDesign } from "../../../src/contract/persona/look_design.ts";
import type { AvatarContext, AvatarInput, AvatarPart } from "../../../src/contract/adapter.ts";
import { VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";
import { ProviderError } from "../../../src/contract/errors.ts";
import type { Viseme } from "../../../src/contract/visemes.ts";
import { LOOKS } from "../../../src/face/looks/built_in.ts";
import { unpackPose } from "../../../src/contract/pose.ts";
import { PROJECT_ROOT } from "../../../src/core/project_root.ts";
import { decode, mouthInside } from "../../face/support.ts";
import { audioParts, ava, avatarContext, controlOf, hostOf } from "../support.ts";

const create = (options = {}) => face.create(face.options.parse({ workers: 1, ...options }), hostOf());

const size = { width: 128, height: 128 };

function viseme(id: Viseme, startMs: number, endMs: number): AvatarInput {
  return { type: "viseme", id, startMs, endMs, weight: 1 };
}

/** Half a second of silence, half a second of an open vowel. */
const speech: AvatarInput[] = [
  viseme("sil", 0, 500),
  viseme("aa", 500, 1000),
  ...audioParts([500], 0),
  ...audioParts([500], 9000).map((part) => part.type === "audio" ? { ...part, timestampMs: 500 } : part),
];

async function partsOf(input: AvatarInput[], over: Partial<AvatarContext> = {}, options = {}): Promise<AvatarPart[]> {
  const adapter = create(options);
  try {
    return await adapter.inferBatch(input, avatarContext({ ...size, ...over }));
  } finally {
    await adapter.close();
  }
}

Deno.test("face fits any request to what it can draw", async () => {
  const adapter = create({ width: 512, height: 300, fps: 30 });
  assert.deepEqual(adapter.fit({}), { width: 512, height: 300, fps: 30 });
  assert.deepEqual(adapter.fit({ width: 16, height: 4000, fps: 1 }), { width: 128, height: 1024, fps: 10 });
  await adapter.close();
});

Deno.test("face brings a JPEG for every point of the grid, with the mouth closed in silence and open in a vowel", async () => {
  const parts = await partsOf(speech);
  assert.deepEqual(parts.map(({ timestampMs }) => timestampMs), Array.from({ length: 25 }, (_, i) => i * 40));
  const inside: number[] = [];
  for (const part of parts) {
    assert.ok(part.type === "frame" && part.contentType === "jpeg" && part.width === 128);
    inside.push(mouthInside(await decode(part.data)));
  }
  // The first pictures may be enlarged from small ones, whose lips are softer.
  assert.ok(Math.max(...inside.slice(0, 11)) < 0.8, inside.join(" "));
  assert.ok(Math.min(...inside.slice(16, 22)) > 1, inside.join(" "));
});

Deno.test("without pictures, face starts no drawing thread and sends poses only", async () => {
  const adapter = create({ pictures: false });
  await adapter.warmup();
  assert.deepEqual(await adapter.health(), { healthy: true, latencyMs: 0, detail: "poses only" });
  assert.deepEqual(adapter.capabilities().streams, ["poses", "idle"]);
  const poses = await adapter.inferBatch(speech, avatarContext({ ...size, video: "pose" }));
  assert.deepEqual([poses.length, poses[0]?.type], [25, "pose"]);
  await assert.rejects(adapter.inferBatch(speech, avatarContext(size)), /pictures is false.*Ask for video mode "pose"/);
  await adapter.close();
});

Deno.test("a person before nothing comes as pictures with alpha, in the session's own look", async () => {
  const looks = { nora: LookDesign.parse({ base: "jun", hair: { color: "#c03030" } }) };
  const adapter = face.create(face.options.parse({ workers: 1 }), hostOf({ looks }));
  try {
    const persona = { ...ava, look: "nora", background: { transparent: true } as const };
    const [frame] = await adapter.inferBatch(audioParts([40], 0), avatarContext({ ...size, persona }));
    assert.ok(frame?.type === "frame" && frame.contentType === "webp");
    const { rgba } = await decode(frame.data);
    assert.equal(rgba[3], 0, "the corner");
    const hair = rgba.subarray((20 * 128 + 64) * 4, (20 * 128 + 64) * 4 + 4);
    assert.ok(hair[3] === 255 && (hair[0] ?? 0) > 1.6 * (hair[2] ?? 0), `red hair: ${hair}`);
  } finally {
    await adapter.close();
  }
});

Deno.test("face gives the same bytes for the same input and seed", async () => {
  const [once, again, other] = [await partsOf(speech), await partsOf(speech), await partsOf(speech, { seed: 2 })];
  assert.deepEqual(once, again);
  assert.notDeepEqual(once, other);
});

Deno.test("face draws WebP when asked to", async () => {
  const [part] = await partsOf(audioParts([40]), {}, { content_type: "webp" });
  assert.ok(part?.type === "frame" && part.contentType === "webp");
  assert.equal((await decode(part.data)).width, 128);
});

Deno.test("face shows the persona's look, the option's over it, and ava when it knows neither", async () => {
  const picture = async (look: string | undefined, options = {}) => {
    const persona = look === undefined ? ava : { ...ava, look };
    const [part] = await partsOf(audioParts([40]), { persona }, options);
    assert.ok(part?.type === "frame");
    return part.data;
  };
  assert.notDeepEqual(await picture("leo"), await picture("mira"));
  assert.deepEqual(await picture("somebody"), await picture(undefined));
  assert.deepEqual(await picture("leo", { look: "mira" }), await picture("mira"));
});

Deno.test("face makes poses without starting a thread, let alone loading the addon", async () => {
  const started: unknown[] = [];
  const { Worker } = globalThis;
  globalThis.Worker = class extends Worker {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      started.push(url);
    }
  };
  try {
    const parts = await partsOf(speech, { video: "pose" });
    assert.equal(parts.length, 25);
    const jaws = parts.map((part) => part.type === "pose" ? unpackPose(part.pose).jawOpen : Number.NaN);
    assert.ok(Math.max(...jaws.slice(0, 11)) < 0.05 && Math.min(...jaws.slice(16, 22)) > 0.45, jaws.join(" "));
  } finally {
    globalThis.Worker = Worker;
  }
  assert.deepEqual(started, []);
});

Deno.test("face takes up a change of control in the middle of a turn", async () => {
  const input: AvatarInput[] = [
    ...audioParts([400], 0),
    { type: "control", control: controlOf({ emotion: { label: "happy", intensity: 1 } }) },
    ...audioParts([1000], 0).map((part) => part.type === "audio" ? { ...part, timestampMs: 400 } : part),
  ];
  const parts = await partsOf(input, { video: "pose" });
  const smile = (part: AvatarPart | undefined) => part?.type === "pose" ? part.pose.mouthSmileLeft ?? 0 : Number.NaN;
  assert.ok(smile(parts[8]) < 0.35 && smile(parts.at(-1)) > 0.5);
});

Deno.test("face lives between turns, one frame a pull, until the signal ends it", async () => {
  const adapter = create();
  const ending = new AbortController();
  const input = ReadableStream.from<AvatarInput>([{ type: "state", state: "thinking" }]);
  const context = avatarContext({ ...size, mode: "idle", video: "pose", signal: ending.signal, lifeMs: 5_000 });
  const reader = adapter.inferStream(input, context).getReader();
  const poses = [];
  for (let i = 0; i < 100; i++) {
    const { value } = await reader.read();
    assert.ok(value?.type === "pose");
    poses.push(unpackPose(value.pose));
  }
  assert.ok(poses.slice(60).some(({ gazeY }) => gazeY > 0.2));
  ending.abort();
  await assert.rejects(reader.read(), { name: "AbortError" });
  await adapter.close();
});

Deno.test("face goes on from what was shown before the stream, as known when the first frame is drawn", async () => {
  const happy = controlOf({ emotion: { label: "happy", intensity: 1 } });
  const smile = async (over: Partial<AvatarContext>) => {
    const parts = await partsOf(audioParts([1500], 0), { video: "pose", ...over });
    return parts.map((part) => part.type === "pose" ? unpackPose(part.pose).mouthSmileLeft : Number.NaN);
  };
  const eased = await smile({ control: happy, before: { state: "idle", control: controlOf(), forMs: 5_000 } });
  assert.ok((eased[0] ?? 1) < 0.4 && (eased.at(-1) ?? 0) > 0.5, eased.join(" "));
  const settled = await smile({ control: happy });
  assert.ok((settled[0] ?? 0) > 0.5);
});

Deno.test("face leaves nothing behind when a stream is cancelled in the middle of a drawing", async () => {
  const adapter = create();
  const reader = adapter.inferStream(ReadableStream.from(speech), avatarContext(size)).getReader();
  await reader.read();
  const pending = reader.read();
  await reader.cancel();
  assert.equal((await pending).done, true);
  await adapter.close();
});

Deno.test("face says how it draws, and offers its looks", async () => {
  const adapter = create();
  await adapter.load();
  await adapter.warmup();
  const { healthy, detail } = await adapter.health();
  assert.ok(healthy);
  assert.match(detail, /^1 drawing thread\(s\), pictures composited .*, JPEG by (jpeg-turbo|skia)$/);
  assert.deepEqual(adapter.capabilities().streams, ["frames", "poses", "idle"]);
  assert.deepEqual(adapter.capabilities().variants, Object.keys(LOOKS));
  await adapter.close();
});

Deno.test("face offers poses and says why where the addon does not load", async () => {
  const script = `
    import face from ${JSON.stringify(new URL("../../../src/adapters/avatar/drawn_face/mod.ts", import.meta.url).href)};
    const clock = { now: () => 0, setTimer: () => () => {} };
    const host = { clock, log: { warn() {} }, secret: () => undefined };
    const adapter = face.create(face.options.parse({ workers: 1 }), host);
    await adapter.warmup();
    const { healthy, detail } = await adapter.health();
    console.log(JSON.stringify({ healthy, detail, streams: adapter.capabilities().streams }));
    await adapter.close();
  `;
  // A process that may not load native code.
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", "--cached-only", "--allow-read", "--config=deno.json", "-"],
    cwd: PROJECT_ROOT,
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(script));
  await writer.close();
  const output = await child.output();
  const [stdout, stderr] = [output.stdout, output.stderr].map((bytes) => new TextDecoder().decode(bytes));
  const said = JSON.parse(stdout || "{}");
  assert.equal(said.healthy, false, stderr);
  assert.match(said.detail, /poses only/);
  assert.deepEqual(said.streams, ["poses", "idle"]);
});

Deno.test("face gives up a drawing thread that does not answer, and draws on with another", async () => {
  const { Worker } = globalThis;
  let isDeaf = false;
  globalThis.Worker = class extends Worker {
    override postMessage(message: { type: string }): void {
      if (!isDeaf || message.type === "setup") super.postMessage(message);
    }
  };
  const clock = new VirtualClock();
  const adapter = face.create(face.options.parse({ workers: 1 }), hostOf({ clock }));
  const draw = () => adapter.inferBatch(audioParts([40]), avatarContext(size));
  try {
    await adapter.warmup();
    isDeaf = true;
    const stuck = assert.rejects(draw(), (error) => {
      assert.ok(error instanceof ProviderError);
      return error.retryable && /did not answer within 5000 ms/.test(error.message);
    });
    await clock.advance(5000);
    await stuck;
    isDeaf = false;
    assert.equal((await draw()).length, 1);
  } finally {
    globalThis.Worker = Worker;
    await adapter.close();
  }
});

Deno.test("face draws pictures after a warm-up that failed only once", async () => {
  const { Worker } = globalThis;
  const asked = Promise.withResolvers<void>();
  let isDeaf = true;
  globalThis.Worker = class extends Worker {
    override postMessage(message: { type: string }): void {
      if (!isDeaf || message.type === "setup") super.postMessage(message);
      else asked.resolve();
    }
  };
  const clock = new VirtualClock();
  const adapter = face.create(face.options.parse({ workers: 1 }), hostOf({ clock }));
  try {
    const warmingUp = adapter.warmup();
    await asked.promise;
    await clock.advance(5000);
    await warmingUp;
    isDeaf = false;
    assert.deepEqual(adapter.capabilities().streams, ["frames", "poses", "idle"]);
    assert.equal((await adapter.inferBatch(audioParts([40]), avatarContext(size))).length, 1);
    const { healthy, detail } = await adapter.health();
    assert.equal(healthy, true);
    assert.match(detail, /^1 drawing thread\(s\), pictures /);
  } finally {
    globalThis.Worker = Worker;
    await adapter.close();
  }
});
