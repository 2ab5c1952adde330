import assert from "node:assert/strict";
import { ProviderError } from "../../../src/contract/errors.ts";
import type { Persona } from "../../../src/contract/controls.ts";
import { concat } from "../../../src/core/bytes.ts";
import { pcmMs, speechPcm } from "../../../src/adapters/kit/fakes/openai/speech_pcm.ts";
import { ava, controlOf, turnContext } from "../support.ts";
import { readAudioMs, readReply, Stage } from "./stage.ts";
import { arrivals, soon, until } from "../../support/waiting.ts";

const REPLY = "Hello there, my friend.";

Deno.test("openai_realtime turns text into text and speech", async () => {
  await using stage = new Stage();
  await stage.connect();
  const reply = await stage.turn("hi");
  assert.equal(reply.error, undefined);
  assert.equal(reply.text, REPLY);
  assert.deepEqual(concat(reply.chunks), speechPcm(REPLY, { msPerChar: 10 }));
  assert.equal(reply.usage?.output_tokens, 11);
  assert.equal(reply.usage?.output_audio_tokens, 5);
});

Deno.test("openai_realtime keeps one socket for many turns", async () => {
  await using stage = new Stage({ fake: { realtime: { reply: ({ userText }) => `You said ${userText}.` } } });
  await stage.connect();
  for (const word of ["one", "two", "three"]) assert.equal((await stage.turn(word)).text, `You said ${word}.`);
  assert.equal(stage.fake.realtime.sessions.length, 1);
  assert.deepEqual(stage.fake.realtime.session.errors, []);
});

Deno.test("openai_realtime configures the session once, and again only when something changes", async () => {
  await using stage = new Stage();
  await stage.connect({ voice: "cedar" });
  await stage.turn("a", { instructions: "You are Ava." });
  await stage.turn("b", { instructions: "You are Ava, and happy." });
  await stage.turn("c", { instructions: "You are Ava, and happy." });
  const updates = stage.fake.realtime.session.received.filter((event) => event.type === "session.update");
  assert.equal(updates.length, 2);
  const { config } = stage.fake.realtime.session;
  assert.equal(config.instructions, "You are Ava, and happy.");
  assert.equal(config.audio?.output?.voice, "cedar");
  assert.equal(config.audio?.input?.turn_detection, null);
});

Deno.test("openai_realtime joins deltas of odd length into whole samples", async () => {
  const deltaBytes = 1001;
  const whole = speechPcm(REPLY, { msPerChar: 10 });
  const split = [1, 3, 5].flatMap((delta) => [...whole.subarray(delta * deltaBytes - 1, delta * deltaBytes + 1)]);
  assert.ok(split.every((byte) => byte !== 0), `the samples that are split are ${split}`);
  await using stage = new Stage({ fake: { realtime: { manner: { deltaBytes } } } });
  await stage.connect();
  const reply = await stage.turn();
  assert.ok(reply.chunks.every((chunk) => chunk.length % 2 === 0));
  assert.deepEqual(concat(reply.chunks), whole);
});

Deno.test("openai_realtime forwards several items of one response as one reply", async () => {
  await using stage = new Stage({ fake: { realtime: { manner: { items: 3 } } } });
  await stage.connect();
  const reply = await stage.turn();
  assert.equal(reply.text, REPLY);
  assert.equal(stage.fake.realtime.session.conversation.items.filter((item) => item.role === "assistant").length, 3);
});

Deno.test("openai_realtime cancels a response that has not begun yet as soon as it begins, and passes none of it on", async () => {
  await using stage = new Stage({
    fake: {
      realtime: { manner: { deltaGapMs: 10 }, script: [{ at: "response_create", do: [{ do: "wait", ms: 120 }] }] },
    },
    options: { settle_ms: 2000 },
  });
  await stage.connect();
  const stream = await stage.ask("first");
  await stage.adapter.cancelResponse();
  assert.deepEqual(await readReply(stream), {
    text: "",
    parts: [],
    audioBytes: 0,
    chunks: [],
    usage: undefined,
    finish: undefined,
    error: undefined,
  });
  await stage.adapter.truncate(0);
  const second = await stage.turn("second");
  assert.equal(second.text, REPLY);
  const { received, conversation } = stage.fake.realtime.session;
  const cancels = received.filter((event) => event.type === "response.cancel");
  assert.deepEqual(cancels.map((event) => event.response_id), ["resp_1"]);
  // The item of the cancelled response, of which nothing was heard, is gone.
  assert.deepEqual(conversation.items.map((item) => item.text), ["first", "second", REPLY]);
  assert.equal(stage.fake.realtime.sessions.length, 1);
});

Deno.test("openai_realtime ends the stream with the signal's reason, and tells the provider to stop", async () => {
  await using stage = new Stage({ fake: { realtime: { manner: { deltaGapMs: 5 }, reply: () => REPLY.repeat(20) } } });
  await stage.connect();
  const turn = new AbortController();
  const reader = (await stage.ask("hi", { signal: turn.signal })).getReader();
  await readAudioMs(reader, 100);
  const reason = new DOMException("barge-in", "AbortError");
  turn.abort(reason);
  await assert.rejects(soon(reader.read(), "the abort to reach the reader"), (error) => error === reason);
  await until(() => stage.fake.realtime.session.received.at(-1)?.type === "response.cancel");
});

Deno.test("openai_realtime voids what is still unread of a complete reply when its turn is aborted", async () => {
  await using stage = new Stage();
  await stage.connect();
  const turn = new AbortController();
  const stream = await stage.ask("hi", { signal: turn.signal });
  await until(() => stage.fake.realtime.session.active === null && stage.fake.realtime.session.hasAudioOut);
  await arrivals();
  turn.abort(new DOMException("barge-in", "AbortError"));
  const reply = await readReply(stream);
  assert.equal(reply.audioBytes, 0);
  assert.ok(reply.error instanceof DOMException);
});

Deno.test("openai_realtime lets what came before a failure be read", async () => {
  await using stage = new Stage({ fake: { realtime: { script: [{ at: { delta: 2 }, do: [{ do: "drop" }] }] } } });
  await stage.connect();
  const stream = await stage.ask();
  const { proxy, realtime: { script, sessions } } = stage.fake;
  // The adapter may have connected again before the loss is seen here.
  await until(() => script.pending === 0 && (proxy.openConnections === 0 || sessions.length > 1));
  const reply = await readReply(stream);
  assert.equal(reply.audioBytes, 9600);
  assert.ok(reply.error instanceof ProviderError);
});

Deno.test("openai_realtime treats a reader that leaves like an abort", async () => {
  await using stage = new Stage({ fake: { realtime: { manner: { deltaGapMs: 5 }, reply: () => REPLY.repeat(20) } } });
  await stage.connect();
  const reader = (await stage.ask()).getReader();
  await readAudioMs(reader, 100);
  await reader.cancel();
  await until(() => stage.fake.realtime.session.received.at(-1)?.type === "response.cancel");
  assert.equal((await stage.turn("next")).error, undefined);
});

Deno.test("openai_realtime drops late deltas of a cancelled response from the next reply", async () => {
  await using stage = new Stage({
    fake: {
      realtime: { manner: { deltaGapMs: 5 }, script: [{ at: "cancel", do: [{ do: "late_deltas", count: 5 }] }] },
    },
  });
  await stage.connect();
  const reader = (await stage.ask()).getReader();
  await readAudioMs(reader, 100);
  await stage.adapter.cancelResponse();
  const next = await stage.turn("next");
  assert.deepEqual(concat(next.chunks), speechPcm(REPLY, { msPerChar: 10 }));
});

Deno.test("openai_realtime takes no delta of a response that is over for the beginning of the next one", async () => {
  const late = JSON.stringify({
    type: "response.output_audio.delta",
    response_id: "resp_1",
    item_id: "item_1",
    delta: new Uint8Array(4800).fill(1).toBase64(),
  });
  await using stage = new Stage();
  await stage.connect();
  await stage.turn("first");
  stage.fake.realtime.script.add({ at: "response_create", do: [{ do: "send", frame: late }] });
  const next = await stage.turn("next");
  assert.deepEqual(concat(next.chunks), speechPcm(REPLY, { msPerChar: 10 }));
});

Deno.test("openai_realtime maps the speech rate to the API's limits", async () => {
  await using stage = new Stage();
  await stage.connect();
  for (const [rate, speed] of [[3, 1.5], [0.25, 0.25], [1.2, 1.2]] as const) {
    const context = turnContext({ control: controlOf({ character: { speech_rate: rate } }) });
    await stage.turn("hi", { context });
    assert.equal(stage.fake.realtime.session.config.audio?.output?.speed, speed);
  }
  assert.deepEqual(stage.fake.realtime.session.errors, []);
});

Deno.test("openai_realtime reports a voice that can no longer change as fidelity, and continues to speak", async () => {
  await using stage = new Stage();
  await stage.connect({ voice: "marin" });
  const leo = { ...ava, voices: { openai_realtime: "cedar" } };
  const fidelity = (persona?: Persona) => stage.adapter.capabilities(persona).controls["character.persona_id"];
  assert.deepEqual([fidelity(), fidelity(ava), fidelity(leo)], ["native", "native", "native"]);
  await stage.turn("hi");
  assert.deepEqual([fidelity(), fidelity(ava), fidelity(leo)], ["native", "native", "approximated"]);
  assert.equal((await stage.turn("hi", { persona: leo })).error, undefined);
  assert.deepEqual(stage.fake.realtime.session.errors, []);
});

Deno.test("openai_realtime changes the voice while the session has not spoken yet", async () => {
  await using stage = new Stage();
  await stage.connect({ voice: "marin" });
  await stage.turn("hi", { persona: { ...ava, voices: { openai_realtime: "cedar" } } });
  assert.equal(stage.fake.realtime.session.config.audio?.output?.voice, "cedar");
});

Deno.test("openai_realtime gives the model the history it is connected with, and reads a text aloud when told to", async () => {
  await using stage = new Stage();
  await stage.connect({
    history: [{ role: "user", content: "My name is Kim." }, { role: "assistant", content: "Hello Kim." }],
  });
  await stage.turn("Read me.", { mode: "verbatim" });
  const { conversation, received } = stage.fake.realtime.session;
  assert.deepEqual(conversation.items.map(({ role, text }) => [role, text]), [
    ["user", "My name is Kim."],
    ["assistant", "Hello Kim."],
    ["assistant", REPLY],
  ]);
  const create = received.find((event) => event.type === "response.create");
  assert.match(create?.response?.instructions ?? "", /^You are Ava\.[^]*word for word[^]*Read me\.$/);
});

Deno.test("a model that may direct voice and face does so with a tool, and goes on speaking after each call", async () => {
  const reply = () => "[happy 0.8] Hello there. [nod] [sad] My friend is away.";
  await using stage = new Stage({ fake: { realtime: { reply } }, options: { direction_tool: true } });
  const persona = { ...ava, marks: true };
  await stage.connect({ marks: true });
  const answer = await stage.turn("hi", { persona });
  assert.equal(answer.text, "[happy 0.80]Hello there. [nod][sad]My friend is away.");
  const happy = { pitch: 1.2 ** 0.8, gain: 1.5 ** 0.8 };
  const sad = { pitch: 0.8 ** 0.7, gain: 0.6 ** 0.7 };
  const audio = [
    speechPcm("Hello there. ", { msPerChar: 10, tone: happy }),
    speechPcm("My friend is away.", { msPerChar: 10, tone: sad }),
  ];
  assert.deepEqual(concat(answer.chunks), concat(audio));
  const { received, errors } = stage.fake.realtime.session;
  assert.deepEqual(errors, []);
  const answers = received.filter((event) => event.type === "conversation.item.create")
    .flatMap(({ item }) => item.type === "function_call_output" ? [item.call_id] : []);
  assert.equal(answers.length, 3);
  assert.equal(received.filter(({ type }) => type === "response.create").length, 3);
  await stage.adapter.truncate(5);
  assert.equal((await stage.turn("and?", { persona })).error, undefined);
});

Deno.test("a model gets no tool if its persona may not direct, or if the server may not know tools", async () => {
  for (const [direction_tool, marks] of [[true, false], [null, true]] as const) {
    await using stage = new Stage({ options: { direction_tool } });
    await stage.connect({ marks });
    await stage.turn("hi", { persona: { ...ava, marks } });
    assert.equal(stage.fake.realtime.session.config.tools, undefined);
  }
});

Deno.test("what a model says after a call is a segment, which begins with the pause that it asked for", async () => {
  const reply = () => "Wait. [pause 200] [look left] [whisper] [show: map] Look there.";
  await using stage = new Stage({ fake: { realtime: { reply } }, options: { direction_tool: true } });
  const persona = { ...ava, marks: true };
  await stage.connect({ marks: true });
  const answer = await stage.turn("hi", { persona });
  assert.equal(answer.text, "Wait. [look left][whisper][show: map]Look there.");
  const parts = answer.parts.filter(({ type }) => type !== "usage");
  assert.deepEqual(parts.flatMap((part) => part.type === "segment" ? [part] : []), [
    { type: "segment", index: 0 },
    { type: "segment", index: 1, pauseMs: 200 },
  ]);
  const order = parts.flatMap(({ type }, i) => type === parts[i - 1]?.type ? [] : [type]).join();
  assert.match(order, /^segment,(text|audio).*text,segment,audio,text/, "the pause comes after the call's marks");
  assert.equal(pcmMs(concat(answer.chunks).length), 10 * "Wait. Look there.".length + 200);
});
