/**
 * Phase 2: one turn, offline, through a real socket.
 *
 * @module
 */
import assert from "node:assert/strict";
import { startLocally, UNLIMITED } from "./lib/local_service.ts";
import { type Phase, runPhase } from "./lib/phase.ts";
import { checkTurn, viewOf } from "./lib/turn_checks.ts";
import { WireClient } from "./lib/wire/client.ts";

/** Longest time to the first audio, ms: a tenth of a second on a free machine. */
const FIRST_AUDIO_MS = 4000;

async function checkHttp(phase: Phase, url: string): Promise<void> {
  const read = async (path: string) => {
    const response = await fetch(`${url}${path}`);
    assert.equal(response.status, 200, `${path} answered ${response.status}`);
    return await response.json();
  };
  await phase.check("every provider is healthy, and the service ready", async () => {
    const health: Record<string, { healthy: boolean; detail: string }> = await read("/v1/health");
    for (const kind of ["llm", "tts", "avatar"]) assert.equal(health[kind]?.healthy, true, health[kind]?.detail);
    assert.equal((await read("/v1/ready")).ready, true);
  });
  await phase.check("models, personas and the OpenAPI document are there", async () => {
    assert.equal((await read("/v1/models")).llm.adapter, "mock_llm");
    const { personas } = await read("/v1/personas");
    assert.deepEqual(personas.map(({ id }: { id: string }) => id), [
      "default",
      "professional",
      "casual",
      "excited",
      "curious",
    ]);
    assert.equal((await read("/openapi.json")).openapi, "3.1.0");
  });
}

async function smoke(phase: Phase): Promise<void> {
  await using service = await startLocally("offline_mock", UNLIMITED);
  const { config } = service.loaded;
  await checkHttp(phase, service.url);

  const { client, ready } = await WireClient.open(service.url, { persona_id: "default" });
  await using session = client;
  await phase.check("session_ready names the components that serve the session", () => {
    assert.deepEqual([ready.components.llm, ready.components.tts], ["mock_llm", "mock_tts"]);
    return `${ready.width}x${ready.height} at ${ready.fps} frames a second`;
  });
  const reply = viewOf(await session.turn("Hello! What can you tell me about the sea?"));
  await checkTurn(phase, "reply", reply, ready.fps, config);
  await phase.check("reply: it says how faithfully each control is honoured", () => {
    assert.equal(reply.started.fidelity["emotion.label"], "native");
    assert.equal(reply.started.fidelity["character.speech_rate"], "native");
  });
  await phase.check("reply: the first audio comes soon", () => {
    const { first_text_ms, first_audio_ms, first_frame_ms } = reply.complete.metrics;
    assert.ok(first_audio_ms !== null && first_audio_ms < FIRST_AUDIO_MS, `after ${first_audio_ms} ms`);
    return [first_text_ms, first_audio_ms, first_frame_ms].map((ms) => ms?.toFixed(0)).join(", ") +
      " ms to text, audio, frame";
  });

  const words = "The quick brown fox jumps over the lazy dog.";
  const verbatim = viewOf(await session.turn(words, { mode: "verbatim" }));
  await checkTurn(phase, "verbatim", verbatim, ready.fps, config);
  await phase.check("verbatim: exactly the given text was said", () => assert.equal(verbatim.text, words));

  await phase.check("the session's state and transcript show both turns", async () => {
    const view = await (await session.get("")).json();
    assert.deepEqual([view.turns, view.state], [2, "idle"]);
    const { turns } = await (await session.get("/transcript")).json();
    assert.deepEqual(turns.map((turn: { heard_text: string }) => turn.heard_text.trim()), [reply.text.trim(), words]);
    assert.match(await (await session.get("/transcript", "text/vtt")).text(), /^WEBVTT\n\n00:00:\d\d\.\d{3} --> /);
  });
}

if (import.meta.main) await runPhase("Phase 2: offline smoke", smoke);
