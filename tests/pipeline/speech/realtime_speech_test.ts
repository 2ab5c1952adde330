import assert from "node:assert/strict";
import type { RealtimeSetup } from "../../../src/contract/adapter.ts";
import { type Clock, delay } from "../../../src/contract/clock.ts";
import { ProviderError } from "../../../src/contract/errors.ts";
import { ScriptedLlm, ScriptedRealtime, ScriptedTts } from "../../../src/adapters/kit/fakes/providers.ts";
import { VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";
import { FakeClient, setStage } from "../../support/stage.ts";

const say = { type: "user_text", text: "Count.", mode: "reply" } as const;

/** How long a dead provider takes to be noticed, ms. */
const CONNECT_MS = 5000;
const RESET_MS = 30_000;

/** What all connections of a provider share. */
interface Host {
  readonly clock: Clock;
  isDead: boolean;
  /** How long a connection takes to be opened, ms. */
  connectMs: number;
  /** How long a connection takes to be closed, ms. */
  closeMs: number;
  /** How long a provider takes to stop its response, ms. */
  cancelMs: number;
  readonly connects: RealtimeSetup[];
  /** How much of the last response was heard, as it was told, ms. */
  readonly heardMs: number[];
  closes: number;
}

/** A realtime provider that cannot be connected to while it is dead. */
class MortalRealtime extends ScriptedRealtime {
  readonly #host: Host;

  constructor(host: Host) {
    super(function* () {
      yield { type: "text", text: "One two." };
      yield { type: "audio", pcm: new Uint8Array(48 * 600) };
    });
    this.#host = host;
  }

  override async connect(setup: RealtimeSetup): Promise<void> {
    this.#host.connects.push(setup);
    if (this.#host.connectMs > 0) await delay(this.#host.clock, this.#host.connectMs, { signal: setup.signal });
    if (!this.#host.isDead) return;
    await delay(this.#host.clock, CONNECT_MS, { signal: setup.signal });
    throw new ProviderError("no session.created", {
      code: "provider_timeout",
      retryable: true,
      provider: "realtime_1",
    });
  }

  override async cancelResponse(): Promise<void> {
    if (this.#host.cancelMs > 0) await delay(this.#host.clock, this.#host.cancelMs);
  }

  override truncate(heardMs: number): Promise<void> {
    this.#host.heardMs.push(heardMs);
    return Promise.resolve();
  }

  override async close(): Promise<void> {
    if (this.#host.closeMs > 0) await delay(this.#host.clock, this.#host.closeMs);
    this.#host.closes++;
  }
}

function setting({ isDead = true, withCascade = true, connectMs = 0 } = {}) {
  const clock = new VirtualClock();
  const host: Host = { clock, isDead, connectMs, closeMs: 0, cancelMs: 0, connects: [], heardMs: [], closes: 0 };
  const cast = {
    realtime: [() => new MortalRealtime(host)],
    ...(withCascade ? { llm: [new ScriptedLlm(clock, () => "Three four.")], tts: [new ScriptedTts(clock)] } : {}),
  };
  return { host, ...setStage({ cast }, clock) };
}

function firstAudioMs(client: FakeClient): (number | null)[] {
  return client.of("turn_complete").map(({ metrics }) => metrics.first_audio_ms);
}

const codes = (client: FakeClient) => client.of("error").map(({ code }) => code);

Deno.test("a dead realtime provider costs the first turn its deadline once, and later turns nothing", async () => {
  const { clock, session, client, host } = setting();
  for (let turn = 0; turn < 4; turn++) {
    session.receive(say);
    await clock.advance(6500);
  }
  assert.deepEqual(firstAudioMs(client), [CONNECT_MS, 0, 0, 0]);
  assert.deepEqual([host.connects.length, codes(client)], [1, ["provider_replaced"]]);
  await session.end();
  assert.equal(clock.pending, 0);
});

Deno.test("a connection that could not be made before the person spoke costs their first turn nothing", async () => {
  const { clock, session, client, host } = setting();
  await clock.advance(CONNECT_MS + 1);
  session.receive(say);
  await clock.advance(2000);
  assert.deepEqual(firstAudioMs(client), [0]);
  assert.deepEqual([host.connects.length, codes(client)], [1, ["provider_replaced"]]);
  await session.end();
});

Deno.test("without a fallback, the turn retries a preparation that failed", async () => {
  const { clock, session, client, host } = setting({ withCascade: false });
  await clock.advance(CONNECT_MS + 1);
  host.isDead = false;
  session.receive(say);
  await clock.advance(2000);
  assert.deepEqual([firstAudioMs(client), codes(client)], [[0], []]);
  await session.end();
});

Deno.test("a realtime provider that lives again is found beside a turn, and speaks from the next one on", async () => {
  const { clock, session, client, host } = setting();
  session.receive(say);
  await clock.advance(CONNECT_MS + RESET_MS);
  host.isDead = false;
  for (let turn = 0; turn < 2; turn++) {
    session.receive(say);
    await clock.advance(2000);
  }
  assert.deepEqual([1, 2, 3].map((turn) => client.text(turn)), ["Three four.", "Three four.", "One two."]);
  const [prepared, tried, used] = host.connects;
  assert.deepEqual([prepared, tried].map((setup) => setup?.history.length), [0, 2]);
  assert.equal(used?.history.at(-1)?.content, "Three four.", "it is told what the cascade said");
  await session.end();
  assert.deepEqual([host.connects.length, host.closes], [3, 3], "nothing is left open");
});

Deno.test("a realtime provider that is still dead is tried beside a turn that does not wait for it", async () => {
  const { clock, session, client, host } = setting();
  session.receive(say);
  await clock.advance(CONNECT_MS + RESET_MS);
  for (let turn = 0; turn < 3; turn++) {
    session.receive(say);
    await clock.advance(6500);
  }
  assert.deepEqual(firstAudioMs(client), [CONNECT_MS, 0, 0, 0]);
  assert.equal(host.connects.length, 2);
  await session.end();
});

Deno.test("a session that ends while a provider is tried leaves nothing behind, and says nothing against it", async () => {
  const { clock, session, host, providers } = setting();
  session.receive(say);
  await clock.advance(CONNECT_MS + RESET_MS);
  session.receive(say);
  await clock.advance(1000);
  assert.equal(host.connects.length, 2, "it is being tried");
  host.closeMs = 100;
  let isOver = false;
  const ended = session.end().then(() => isOver = true);
  await clock.advance(99);
  assert.equal(isOver, false, "it is waited for until the trial is closed");
  await clock.advance(1);
  await ended;
  assert.deepEqual([clock.pending, host.closes], [0, 2]);
  assert.equal(providers.realtime?.primary.breaker.state, "half_open");
});

Deno.test("while it is kept out, the turn reports the cascade's fidelity and parts", async () => {
  const { clock, session, client } = setting();
  session.receive(say);
  await clock.advance(7000);
  session.receive(say);
  await clock.advance(100);
  const fidelity = client.of("turn_started").map((started) => started.fidelity["emotion.label"]);
  assert.deepEqual(fidelity.at(-1), "native", "as the scripted model declares");
  await session.end();
});

Deno.test("a client that reconnects while the provider's connection is opened does not open another one", async () => {
  const { clock, session, client, host } = setting({ isDead: false, connectMs: 300 });
  session.detach(client);
  session.attach(new FakeClient(clock), { protocol: "tth.v1.json" });
  await clock.advance(1000);
  await session.end();
  assert.deepEqual([host.connects.length, host.closes], [1, 1]);
});

Deno.test("what the cascade says while the provider's connection is opened, the next turn's connection knows", async () => {
  const { clock, session, client, host } = setting({ isDead: false, connectMs: 300 });
  host.closeMs = 200;
  session.receive({ ...say, text: "Exactly this.", mode: "verbatim" });
  await clock.advance(6000);
  session.receive(say);
  await clock.advance(2000);
  assert.deepEqual(firstAudioMs(client), [0, 300], "the cascade waits for no connection");
  assert.deepEqual([1, 2].map((turn) => client.text(turn)), ["Exactly this.", "One two."]);
  assert.equal(host.connects.at(-1)?.history.at(-1)?.content, "Exactly this.");
  host.closeMs = 0;
  await session.end();
  assert.deepEqual([host.connects.length, host.closes], [2, 2]);
});

Deno.test("a turn that ends before its text is sent does not change what was heard of the response before it", async () => {
  const { clock, session, client, host } = setting({ isDead: false });
  host.cancelMs = 500;
  session.receive(say);
  await clock.advance(300);
  for (let turn = 2; turn <= 3; turn++) {
    session.receive(say);
    await clock.advance(100);
  }
  await clock.advance(2000);
  assert.deepEqual([host.heardMs, host.closes, client.text(3)], [[300], 0, "One two."]);
  await session.end();
});
