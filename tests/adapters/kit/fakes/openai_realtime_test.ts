import assert from "node:assert/strict";
import { GA_MANNER, SPEACHES_MANNER, type Step } from "../../../../src/adapters/kit/fakes/openai/fault_script.ts";
import type { FakeRealtimeOptions } from "../../../../src/adapters/kit/fakes/openai/realtime.ts";
import { type FakeOpenAi, startFakeOpenAi } from "../../../../src/adapters/kit/fakes/openai/server.ts";
import { field, RawClient } from "../../../support/raw_client.ts";
import { arrivals } from "../../../support/waiting.ts";

const UPDATE = {
  type: "session.update",
  event_id: "c1",
  session: {
    type: "realtime",
    instructions: "Be brief.",
    output_modalities: ["audio"],
    audio: {
      input: { turn_detection: null },
      output: { format: { type: "audio/pcm", rate: 24_000 }, voice: "marin", speed: 1 },
    },
  },
};
const HELLO = {
  type: "conversation.item.create",
  event_id: "c2",
  item: { id: "u1", type: "message", role: "user", content: [{ type: "input_text", text: "hi" }] },
};
const RESPOND = { type: "response.create", event_id: "c3", response: { metadata: { turn: "1" } } };

interface Stage extends AsyncDisposable {
  fake: FakeOpenAi;
  client: RawClient;
}

async function stage(options: Omit<FakeRealtimeOptions, "apiKey"> = {}): Promise<Stage> {
  const fake = startFakeOpenAi({ realtime: { reply: () => "Hello there, friend.", msPerChar: 10, ...options } });
  const client = new RawClient(fake.baseUrl);
  await client.until("session.created");
  return {
    fake,
    client,
    async [Symbol.asyncDispose]() {
      await client[Symbol.asyncDispose]();
      await fake[Symbol.asyncDispose]();
    },
  };
}

async function turn(client: RawClient, count = 1): Promise<void> {
  await client.send(UPDATE);
  await client.send({ ...HELLO, item: { ...HELLO.item, id: `u${count}` } });
  await client.send(RESPOND);
  await client.until("rate_limits.updated", count);
}

async function errorFor(message: object | string): Promise<{ code: unknown; param: unknown; eventId: unknown }> {
  await using s = await stage();
  await s.client.send(message);
  const event = await s.client.until("error");
  return {
    code: field(event, "error.code"),
    param: field(event, "error.param"),
    eventId: field(event, "error.event_id"),
  };
}

Deno.test("the fake Realtime service tells a turn in the order of the GA protocol", async () => {
  await using s = await stage();
  await turn(s.client);
  assert.deepEqual(s.client.types.filter((type) => !type.includes("delta")), [
    "session.created",
    "session.updated",
    "conversation.item.added",
    "conversation.item.done",
    "response.created",
    "response.output_item.added",
    "conversation.item.added",
    "response.content_part.added",
    "response.output_audio.done",
    "response.output_audio_transcript.done",
    "response.content_part.done",
    "conversation.item.done",
    "response.output_item.done",
    "response.done",
    "rate_limits.updated",
  ]);
  const done = await s.client.until("response.done");
  assert.equal(field(done, "response.status"), "completed");
  assert.deepEqual(field(done, "response.metadata"), { turn: "1" });
});

Deno.test("the fake's audio is 48 bytes a millisecond and the same every time", async () => {
  const takes: string[] = [];
  for (let i = 0; i < 2; i++) {
    await using s = await stage();
    await turn(s.client);
    const deltas = s.client.events.filter((event) => event.type === "response.output_audio.delta");
    const bytes = deltas.reduce((sum, event) => sum + Uint8Array.fromBase64(String(event.delta)).length, 0);
    assert.equal(bytes / 48, s.fake.realtime.session.conversation.items.at(-1)?.audioMs);
    assert.equal(bytes / 48, "Hello there, friend.".length * 10);
    takes.push(deltas.map((event) => event.delta).join());
  }
  assert.equal(takes[0], takes[1]);
});

Deno.test("the fake names each mistake of a client as OpenAI does", async (t) => {
  const cases: [string, object | string, string, string | null][] = [
    ["broken JSON", "{", "invalid_json", null],
    ["no type", { event_id: "c1" }, "missing_required_parameter", "type"],
    ["unknown type", { type: "response.destroy", event_id: "c1" }, "invalid_value", "type"],
    ["session without type", { ...UPDATE, session: {} }, "missing_required_parameter", "session.type"],
    ["unknown key", { ...UPDATE, session: { type: "realtime", mood: 1 } }, "unknown_parameter", "session.mood"],
    [
      "speed out of range",
      { ...UPDATE, session: { type: "realtime", audio: { output: { speed: 2 } } } },
      "invalid_value",
      "session.audio.output.speed",
    ],
    [
      "both modalities",
      { ...UPDATE, session: { type: "realtime", output_modalities: ["audio", "text"] } },
      "invalid_value",
      "session.output_modalities",
    ],
    ["cancel of nothing", { type: "response.cancel", event_id: "c1" }, "response_cancel_not_active", null],
    [
      "truncate of nothing",
      { type: "conversation.item.truncate", event_id: "c1", item_id: "x", content_index: 0, audio_end_ms: 1 },
      "item_truncate_invalid_item_id",
      "item_id",
    ],
  ];
  for (const [name, message, code, param] of cases) {
    await t.step(name, async () => {
      const error = await errorFor(message);
      assert.equal(error.code, code);
      assert.equal(error.param, param);
      assert.equal(error.eventId, typeof message === "string" ? null : "c1");
    });
  }
});

Deno.test("the fake settles the voice once it has spoken, and discards a rejected update whole", async () => {
  await using s = await stage();
  await turn(s.client);
  const session = { type: "realtime", instructions: "Sing.", audio: { output: { voice: "cedar" } } };
  await s.client.send({ type: "session.update", event_id: "c9", session });
  const error = await s.client.until("error");
  assert.equal(field(error, "error.code"), "cannot_update_voice");
  assert.equal(s.fake.realtime.session.config.instructions, "Be brief.");
});

Deno.test("the fake refuses a second response while one is active", async () => {
  await using s = await stage({ reply: () => "A reply that takes its time. ".repeat(4), manner: { deltaGapMs: 10 } });
  await s.client.send(RESPOND);
  await s.client.send({ ...RESPOND, event_id: "c4" });
  const error = await s.client.until("error");
  assert.equal(field(error, "error.code"), "conversation_already_has_active_response");
  await s.client.until("response.done");
});

Deno.test("a cancel before response.created changes nothing, one after it ends the response", async () => {
  await using s = await stage({
    reply: () => "A reply that is long enough to be cut in its middle, and then some.",
    manner: { deltaGapMs: 10 },
    // Longer than a busy machine may take to bring the cancel.
    script: [{ at: "response_create", do: [{ do: "wait", ms: 600 }] }],
  });
  await s.client.send(RESPOND);
  await s.client.send({ type: "response.cancel", event_id: "early" });
  const error = await s.client.until("error");
  assert.equal(field(error, "error.code"), "response_cancel_not_active");
  const created = await s.client.until("response.created");
  await s.client.send({ type: "response.cancel", event_id: "late", response_id: field(created, "response.id") });
  const done = await s.client.until("response.done");
  assert.equal(field(done, "response.status"), "cancelled");
  assert.equal(field(done, "response.status_details.reason"), "client_cancelled");
});

Deno.test("truncation shortens an item's audio and forgets its transcript; more than there is gets refused", async () => {
  await using s = await stage();
  await turn(s.client);
  const item = s.fake.realtime.session.conversation.items.at(-1);
  const truncate = { type: "conversation.item.truncate", item_id: item?.id, content_index: 0 };
  await s.client.send({ ...truncate, event_id: "c5", audio_end_ms: 201 });
  assert.match(String(field(await s.client.until("error"), "error.message")), /already shorter than 201ms/);
  await s.client.send({ ...truncate, event_id: "c6", audio_end_ms: 150 });
  await s.client.until("conversation.item.truncated");
  assert.deepEqual([item?.audioMs, item?.text], [150, null]);
});

Deno.test("a wrong key opens the socket, is told so, and is closed with 3000", async () => {
  await using fake = startFakeOpenAi({ apiKey: "right" });
  await using client = new RawClient(fake.baseUrl, { authorization: "Bearer wrong" });
  assert.deepEqual(await client.whenClosed(), { code: 3000, reason: "invalid_request_error.invalid_api_key" });
  assert.equal(field(client.events[0], "error.code"), "invalid_api_key");
});

Deno.test("the beta header is answered with beta_api_shape_disabled and 4000", async () => {
  await using fake = startFakeOpenAi();
  await using client = new RawClient(fake.baseUrl, { authorization: "Bearer k", "openai-beta": "realtime=v1" });
  assert.equal((await client.whenClosed()).code, 4000);
  assert.equal(field(client.events[0], "error.code"), "beta_api_shape_disabled");
});

Deno.test("the beta manner uses the old names and leaves out what those servers leave out", async () => {
  await using s = await stage({ manner: SPEACHES_MANNER });
  await s.client.send(HELLO);
  await s.client.send(RESPOND);
  await s.client.until("response.done");
  assert.ok(s.client.types.includes("conversation.item.created"));
  assert.ok(s.client.types.includes("response.audio.delta"));
  assert.ok(s.client.types.includes("response.audio_transcript.delta"));
  assert.ok(!s.client.types.some((type) => type.includes("output_audio") || type === "conversation.item.done"));
});

Deno.test("every action of a script does what it says", async (t) => {
  const run = async (name: string, steps: Step[], check: (s: Stage) => Promise<void>) => {
    await t.step(name, async () => {
      await using s = await stage({ script: steps });
      await s.client.send(RESPOND);
      await check(s);
      assert.equal(s.fake.realtime.script.pending, 0);
    });
  };
  const audioDeltas = (client: RawClient) => client.events.filter(({ type }) => type === "response.output_audio.delta");
  await run(
    "a drop cuts TCP after exactly the given number of deltas",
    [{ at: { delta: 1 }, do: [{ do: "drop" }] }],
    async (s) => {
      assert.equal((await s.client.whenClosed()).code, 0);
      assert.equal(audioDeltas(s.client).length, 1);
    },
  );
  await run("a failed response says why", [{
    at: { delta: 1 },
    do: [{ do: "finish", status: "failed", error: { type: "x", code: "insufficient_quota", message: "no" } }],
  }], async (s) => {
    const done = await s.client.until("response.done");
    assert.equal(field(done, "response.status_details.error.code"), "insufficient_quota");
    assert.equal(audioDeltas(s.client).length, 1);
  });
  await run("frames go out as they are", [{
    at: "response_created",
    do: [{ do: "send", frame: "{" }, { do: "send", frame: "[1]" }, { do: "send", frame: new Uint8Array([1, 2]) }],
  }], async (s) => {
    await s.client.until("response.done");
    assert.equal(s.client.oddFrames.length, 3);
  });
  await run("several items share one response", [{
    at: "response_create",
    do: [{ do: "manner", manner: { items: 2, deltaBytes: 1001 } }],
  }], async (s) => {
    await s.client.until("response.done");
    assert.equal(new Set(audioDeltas(s.client).map((event) => event.item_id)).size, 2);
    assert.equal(Uint8Array.fromBase64(String(audioDeltas(s.client)[0]?.delta)).length, 1001);
  });
  await run("an error and a close, mid-response", [{
    at: { delta: 1 },
    do: [{ do: "error", error: { type: "x", code: "session_expired", message: "60 minutes" } }, {
      do: "close",
      code: 1001,
    }],
  }], async (s) => {
    assert.equal((await s.client.whenClosed()).code, 1001);
    assert.equal(field(s.client.events.at(-1), "error.code"), "session_expired");
  });
});

Deno.test("a step happens once, the next turn goes well", async () => {
  await using s = await stage({
    manner: GA_MANNER,
    script: [{ at: "response_created", do: [{ do: "finish", status: "incomplete", reason: "max_output_tokens" }] }],
  });
  await turn(s.client, 1);
  await turn(s.client, 2);
  const status = s.client.events.filter(({ type }) => type === "response.done").map((e) => field(e, "response.status"));
  assert.deepEqual(status, ["incomplete", "completed"]);
});

Deno.test("a frozen connection swallows even the close handshake", async () => {
  await using fake = startFakeOpenAi({ realtime: { script: [{ at: "open", do: [{ do: "freeze" }] }] } });
  await using client = new RawClient(fake.baseUrl);
  await client.send(HELLO);
  await arrivals();
  assert.equal(client.events.length, 0);
  fake.proxy.dropAll();
  assert.equal((await client.whenClosed()).code, 0);
});
