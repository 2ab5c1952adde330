import assert from "node:assert/strict";
import type {
  AvatarAdapter,
  AvatarContext,
  AvatarFrame,
  AvatarInput,
  AvatarPart,
} from "../../../src/contract/adapter.ts";
import remoteAvatar from "../../../src/adapters/avatar/remote_avatar/mod.ts";
import { decodeMessage } from "../../../src/adapters/avatar/remote_avatar/wire.ts";
import { ProviderError } from "../../../src/contract/errors.ts";
import {
  type RemoteAvatarServer,
  type RendererFaults,
  startRemoteAvatar,
} from "../../../src/adapters/kit/fakes/remote_avatar_server.ts";
import { audioParts, avatarContext, hostOf } from "../support.ts";
import { LoopClock } from "../../support/loop_clock.ts";
import { arrivals, soon, until } from "../../support/waiting.ts";

/** A renderer and the adapter that uses it, both gone at the end. */
async function setUp(faults: RendererFaults = {}, options: Record<string, unknown> = {}, secret?: string) {
  const clock = new LoopClock();
  const server = await startRemoteAvatar(faults);
  const parsed = remoteAvatar.options.parse({ url: server.url, connect_ms: 1000, ...options });
  const adapter = remoteAvatar.create(parsed, hostOf({ name: "remote_avatar", clock, secret: () => secret }));
  return {
    clock,
    server,
    adapter,
    async [Symbol.asyncDispose]() {
      await adapter.close();
      await server[Symbol.asyncDispose]();
      await clock[Symbol.asyncDispose]();
    },
  };
}

const chunks = (count: number, value = 8000) => audioParts(Array<number>(count).fill(40), value);

async function framesOf(
  adapter: AvatarAdapter,
  input: AvatarInput[],
  over: Partial<AvatarContext> = {},
): Promise<AvatarFrame[]> {
  return (await adapter.inferBatch(input, avatarContext(over))).filter((part) => part.type === "frame");
}

const isFailure = (code: string, message: RegExp) => (error: unknown) => {
  assert.ok(error instanceof ProviderError, String(error));
  assert.equal(error.code, code);
  assert.match(error.message, message);
  assert.equal(error.provider, "remote_avatar");
  return true;
};

/** How many pictures a stream still brings. */
async function restOf(reader: ReadableStreamDefaultReader<AvatarPart>): Promise<number> {
  let count = 0;
  while (!(await reader.read()).done) count++;
  return count;
}

const typesOf = ({ received }: RemoteAvatarServer, type: string) =>
  received.filter((message) => message["type"] === type);

Deno.test("remote_avatar brings the pictures that the renderer made of the audio", async () => {
  await using test = await setUp();
  const frames = await framesOf(test.adapter, [...chunks(10, 3200)]);
  assert.deepEqual(frames.map(({ timestampMs }) => timestampMs), Array.from({ length: 10 }, (_, k) => k * 40));
  assert.ok(frames.every(({ data, width, height }) => data.byteLength === width * height * 3 && data[0] === 100));
  const [start] = typesOf(test.server, "start");
  assert.equal(start?.["mode"], "turn");
  assert.equal(start?.["session_id"], "s");
});

Deno.test("remote_avatar measures drift by the renderer's own times", async () => {
  await using test = await setUp({ lagMs: 60 });
  const frames = await framesOf(test.adapter, chunks(5));
  assert.deepEqual(frames.slice(2).map(({ timestampMs, audioMs }) => timestampMs - audioMs), [60, 60, 60]);
});

Deno.test("remote_avatar uses one connection for turn after turn", async () => {
  await using test = await setUp();
  for (let turn = 0; turn < 3; turn++) assert.equal((await framesOf(test.adapter, chunks(5))).length, 5);
  assert.equal(test.server.connections, 1);
  assert.deepEqual(typesOf(test.server, "start").map((start) => start["stream"]), [1, 2, 3]);
});

Deno.test("remote_avatar interrupts the renderer, and carries nothing of the old turn into the next", async () => {
  await using test = await setUp();
  const turn = new AbortController();
  const input = chunks(100, 32_000);
  const reader = test.adapter.inferStream(ReadableStream.from(input), avatarContext({ signal: turn.signal }))
    .getReader();
  await reader.read();
  turn.abort(new DOMException("over", "AbortError"));
  await assert.rejects(reader.read(), /over/);
  await until(() => typesOf(test.server, "interrupt").length > 0, "the interrupt to arrive");
  assert.deepEqual(typesOf(test.server, "interrupt"), [{ type: "interrupt", stream: 1 }]);
  const frames = await framesOf(test.adapter, chunks(5, 320));
  assert.ok(frames.every(({ data }) => data[0] === 10), "a picture of the old turn came");
  assert.equal(test.server.connections, 1);
});

Deno.test("remote_avatar leaves a renderer that does not obey an interrupt to itself", async () => {
  await using test = await setUp({ deaf: true, drawMs: 5 });
  const reader = test.adapter.inferStream(ReadableStream.from(chunks(50, 32_000)), avatarContext()).getReader();
  await reader.read();
  await reader.cancel();
  const frames = await framesOf(test.adapter, chunks(5, 320));
  assert.ok(frames.every(({ data }) => data[0] === 10), "a picture of the old turn came");
  assert.equal(test.server.connections, 2);
});

Deno.test("remote_avatar goes on in the same turn when the connection breaks", async () => {
  await using test = await setUp({ dropAfter: 10 });
  const frames = await framesOf(test.adapter, chunks(50, 3200));
  assert.deepEqual(frames.map(({ frameIndex }) => frameIndex), Array.from({ length: 50 }, (_, k) => k));
  assert.ok(frames.every(({ data }) => data[0] === 100), "the audio was not given again");
  assert.equal(test.server.connections, 2);
});

Deno.test("remote_avatar gives up a lost renderer at its deadline", async () => {
  await using test = await setUp({ dropAfter: 3 }, { reconnect_ms: 200 });
  const reader = test.adapter.inferStream(ReadableStream.from(chunks(50)), avatarContext()).getReader();
  await reader.read();
  test.server.faults.refuse = true;
  const startedAt = test.clock.now();
  const rest = soon(restOf(reader), "the end of the pictures");
  await assert.rejects(rest, isFailure("provider_disconnected", /did not get it back within 200 ms/));
  assert.ok(test.clock.now() - startedAt < 1000);
});

Deno.test("remote_avatar gives up a renderer that comes back and fails again and again", async () => {
  await using test = await setUp({ dropAlways: true }, { reconnect_ms: 300 });
  await assert.rejects(framesOf(test.adapter, chunks(10)), isFailure("provider_disconnected", /within 300 ms/));
});

Deno.test("remote_avatar leaves out what the listener has passed, and tells the renderer", async () => {
  await using test = await setUp();
  let earliestMs = 0;
  const context = avatarContext({ earliestMs: () => earliestMs });
  const reader = test.adapter.inferStream(ReadableStream.from(chunks(50)), context).getReader();
  await reader.read();
  earliestMs = 1000;
  const { value } = await reader.read();
  assert.ok(value && value.timestampMs >= 1000);
  await reader.cancel();
  assert.ok(typesOf(test.server, "pull").some((pull) => pull["earliest_ms"] === 1000));
});

Deno.test("remote_avatar limits the pictures that it holds of a hasty renderer", async () => {
  await using test = await setUp({ eager: true }, { window_frames: 2, lead_ms: 60_000 });
  const reader = test.adapter.inferStream(ReadableStream.from(chunks(100)), avatarContext()).getReader();
  await reader.read();
  await until(() => typesOf(test.server, "finish").length > 0, "the end of the audio to arrive");
  await arrivals();
  const frames = 1 + await soon(restOf(reader), "the end of the pictures");
  assert.ok(frames <= 6, `${frames} pictures were held`);
});

Deno.test("remote_avatar sends audio only so far ahead of the pictures", async () => {
  await using test = await setUp({}, { lead_ms: 400, window_frames: 2 });
  let given = 0;
  const input = new ReadableStream<AvatarInput>({
    pull: (out) => {
      const part = chunks(100)[given++];
      if (part) out.enqueue(part);
      else out.close();
    },
  }, { highWaterMark: 0 });
  const reader = test.adapter.inferStream(input, avatarContext()).getReader();
  await reader.read();
  await arrivals();
  assert.ok(given > 5 && given < 20, `${given} pieces of audio were sent for one picture`);
  await reader.cancel();
});

Deno.test("remote_avatar shows the given state between turns", async () => {
  await using test = await setUp();
  const input = new ReadableStream<AvatarInput>({ start: (out) => out.enqueue({ type: "state", state: "thinking" }) });
  const reader = test.adapter.inferStream(input, avatarContext({ mode: "idle", fps: 10 })).getReader();
  const times = [await reader.read(), await reader.read(), await reader.read()].map(({ value }) => value?.timestampMs);
  assert.deepEqual(times, [0, 100, 200]);
  assert.equal(typesOf(test.server, "state")[0]?.["state"], "thinking");
  await reader.cancel();
});

/** A message with a picture of 64 × 64, of the first stream. */
function picture(format: number, data: readonly number[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(32 + data.length);
  const view = new DataView(bytes.buffer);
  [2, format].forEach((value, at) => view.setUint8(at, value));
  [64, 64].forEach((value, n) => view.setUint16(2 + 2 * n, value, true));
  view.setUint32(8, 1, true);
  bytes.set(data, 32);
  return bytes;
}

Deno.test("remote_avatar tells the format of a picture by its bytes", () => {
  const typeOf = (format: number, data: readonly number[]) => {
    const message = decodeMessage(picture(format, data).buffer);
    return message?.type === "picture" ? message.contentType : undefined;
  };
  const png = [0x89, 0x50, 0x4e, 0x47, 0x0d];
  assert.deepEqual([typeOf(1, [0xff, 0xd8, 0xff, 0xe0]), typeOf(3, png), typeOf(1, png)], ["jpeg", "png", "png"]);
  assert.equal(typeOf(2, [...new TextEncoder().encode("RIFF....WEBPVP8 ")]), "webp");
});

Deno.test("remote_avatar names what is wrong with a renderer", async (t) => {
  const cases: readonly [string, RendererFaults, Record<string, unknown>, string, RegExp][] = [
    ["is not ready", { silent: true }, { connect_ms: 100 }, "provider_unavailable", /not ready within 100 ms/],
    ["refuses", { refuse: true }, {}, "provider_unavailable", /cannot use its renderer at ws:.*is it running/],
    ["stalls", { stallAfter: 2 }, { stall_ms: 100 }, "provider_timeout", /has owed a picture for more than 100 ms/],
    ["fails", { error: "no memory left" }, {}, "provider_failed", /no memory left \(out_of_memory\)/],
    ["sends no JSON", { garbage: "{" }, {}, "provider_protocol", /not JSON/],
    [
      "sends an empty picture",
      { garbage: new Uint8Array([2, 1]) },
      {},
      "provider_protocol",
      /picture of 2 bytes/,
    ],
    [
      "sends an unknown format",
      { garbage: new Uint8Array(40).fill(2, 0, 1) },
      {},
      "provider_protocol",
      /unknown format 0/,
    ],
    ["sends video as pictures", { garbage: picture(1, [0, 0, 0, 1, 0x67]) }, {}, "provider_protocol", /no JPEG.* jpeg/],
    ["sends too few pixels", { garbage: picture(4, [1, 2, 3]) }, {}, "provider_protocol", /64 × 64 with 3 bytes/],
  ];
  for (const [what, faults, options, code, message] of cases) {
    await t.step(`that ${what}`, async () => {
      await using test = await setUp(faults, options);
      await assert.rejects(framesOf(test.adapter, chunks(10)), isFailure(code, message));
    });
  }
});

Deno.test("remote_avatar releases everything when a turn ends while it connects", async () => {
  await using test = await setUp({ silent: true });
  const turn = new AbortController();
  const reader = test.adapter.inferStream(ReadableStream.from(chunks(5)), avatarContext({ signal: turn.signal }))
    .getReader();
  const reading = reader.read();
  await until(() => test.server.connections === 1, "a connection");
  turn.abort(new DOMException("over", "AbortError"));
  await assert.rejects(soon(reading, "the abort to reach the reader"), /over/);
});

Deno.test("remote_avatar sends its token to the renderer only", async () => {
  await using test = await setUp({}, {}, "marker-key");
  assert.equal((await test.adapter.health()).healthy, true);
  assert.equal(test.server.offered, "tth.avatar.v1, tth.token.marker-key");
  test.server.faults.refuse = true;
  const { healthy, detail } = await test.adapter.health();
  assert.equal(healthy, false);
  assert.doesNotMatch(detail, /marker/);
});

Deno.test("remote_avatar brings a picture soon after its audio", async () => {
  await using test = await setUp();
  await framesOf(test.adapter, chunks(2));
  const tookMs: number[] = [];
  for (let turn = 0; turn < 10; turn++) {
    const startedAt = test.clock.now();
    const reader = test.adapter.inferStream(ReadableStream.from(chunks(2)), avatarContext()).getReader();
    await reader.read();
    tookMs.push(test.clock.now() - startedAt);
    await reader.cancel();
    await arrivals();
  }
  const median = tookMs.sort((a, b) => a - b)[5] ?? Infinity;
  assert.ok(median < 50, `the first picture took ${median} ms, some 10 ms for each turn of the event loop`);
});

Deno.test("remote_avatar ignores messages of types that it does not know, and refuses pictures that end too early", () => {
  assert.equal(decodeMessage(new Uint8Array([9, 1, 2]).buffer), null);
  assert.equal(decodeMessage(new ArrayBuffer(0)), null);
  assert.equal(decodeMessage('{"type":"from a later version"}'), null);
  assert.throws(() => decodeMessage(new Uint8Array([2, 1]).buffer), /a picture of 2 bytes/);
});
