import assert from "node:assert/strict";
import { getLogger } from "@logtape/logtape";
import { VirtualClock } from "../../src/adapters/kit/fakes/virtual_clock.ts";
import { RateLimits } from "../../src/api/access/rate_limit.ts";
import { connect } from "../../src/api/connection.ts";
import { Sockets } from "../../src/api/transport/sockets.ts";
import { ServerMessage } from "../../src/contract/protocol/messages.ts";
import { MuteClient, rawRequest } from "../support/mute_client.ts";
import { serveOffline, SocketClient } from "../support/socket_client.ts";
import { until } from "../support/waiting.ts";

/** What is wrong, and the error that names the field, the problem and the remedy. */
const BAD: readonly (readonly [message: unknown, code: string, says: RegExp])[] = [
  ["{not json", "invalid_json", /not JSON/],
  ["[1]", "invalid_message", /object/],
  ["null", "invalid_message", /object/],
  [{}, "invalid_message", /type/],
  [{ type: "shout", text: "x" }, "invalid_message", /type.*shout/],
  [{ type: "user_text" }, "invalid_message", /text/],
  [{ type: "user_text", text: 7 }, "invalid_message", /text/],
  [{ type: "user_text", text: "  " }, "invalid_message", /text/],
  [{ type: "user_text", text: "x", mode: "sing" }, "invalid_message", /mode/],
  [{ type: "user_text", text: "x", colour: 1 }, "invalid_message", /colour/],
  [
    { type: "user_text", text: "x", control: { emotion: { intensity: 1.5 } } },
    "invalid_message",
    /control\.emotion\.intensity/,
  ],
  [{ type: "user_text", text: "x", control: { mood: {} } }, "invalid_message", /control.*mood/],
  [{ type: "control_update", control: { character: { speech_rate: 9 } } }, "invalid_message", /speech_rate/],
  [{ type: "control_update", control: { emotion: { label: "hapy" } } }, "invalid_message", /label.*happy/],
  [{ type: "playback", turn: 0, position_ms: -1 }, "invalid_message", /turn.*position_ms/],
  [{ type: "playback", turn: 5, position_ms: 1 }, "unknown_turn", /no turn 5/],
  [{ type: "ping" }, "invalid_message", /\bt\b/],
  [new Uint8Array([1, 2, 3]), "binary_message", /JSON object as a text message/],
];

Deno.test("every bad message gets an error that names the field and the remedy, and the session goes on", async () => {
  await using service = await serveOffline();
  await using client = await SocketClient.create(service.url);
  for (const [i, [message, code, says]] of BAD.entries()) {
    client.send(message);
    const error = await client.message("error", i + 1);
    assert.equal(error.code, code, `${JSON.stringify(message)}: ${error.message}`);
    assert.match(String(error.message), says);
    assert.equal(error.fatal, false);
  }
  client.send({ type: "user_text", text: "Still there?" });
  assert.equal((await client.message("turn_complete")).status, "completed");
});

Deno.test("the error about a bad user_text bears the client's own id of it, if that can be read", async () => {
  await using service = await serveOffline();
  await using client = await SocketClient.create(service.url);
  const bad = [{ id: "mine", text: " " }, { id: "mine", txt: "x" }, { id: "x".repeat(65), text: "x" }, { text: " " }];
  for (const fields of bad) client.send({ type: "user_text", ...fields });
  client.send("{not json");
  await client.message("error", 5);
  const ids = client.messages.filter(({ type }) => type === "error").map(({ id }) => id);
  assert.deepEqual(ids, ["mine", "mine", undefined, undefined, undefined]);
});

Deno.test("every message of a turn keeps to the schema that is published", async () => {
  await using service = await serveOffline();
  await using client = await SocketClient.create(service.url, { extras: ["word", "viseme", "state", "idle"] });
  client.send({ type: "user_text", text: "Hello." });
  client.send({ type: "ping", t: 42 });
  await client.message("turn_complete");
  assert.equal((await client.message("pong")).t, 42);
  for (const message of client.messages) ServerMessage.parse(message);
  const types = new Set(client.messages.map(({ type }) => type));
  for (const type of ["session_ready", "turn_started", "text_delta", "audio_chunk", "video_frame", "word", "state"]) {
    assert.ok(types.has(type), `no ${type}`);
  }
});

Deno.test("an unknown session is closed with 4004, by its own word and by a well-formed id", async () => {
  await using service = await serveOffline();
  for (const id of ["nobody", crypto.randomUUID()]) {
    const client = await SocketClient.open(`${service.url.replace("http", "ws")}/v1/sessions/${id}/stream`);
    assert.equal((await client.whenClosed()).code, 4004);
  }
});

Deno.test("an oversized message is closed with 1009; the session can be resumed", async () => {
  await using service = await serveOffline();
  const created = await (await fetch(`${service.url}/v1/sessions`, { method: "POST" })).json();
  const client = await SocketClient.open(created.stream_url);
  client.send(JSON.stringify({ type: "user_text", text: "ä".repeat(40_000) }));
  assert.equal((await client.whenClosed()).code, 1009);
  await using again = await SocketClient.open(`${created.stream_url}?after=1`);
  assert.ok((await again.message("session_ready")).resumed);
});

Deno.test("a client that resumes after no message of the session is told, and does not miss messages unnoticed", async () => {
  await using service = await serveOffline();
  const { stream_url } = await (await fetch(`${service.url}/v1/sessions`, { method: "POST" })).json();
  for (const after of ["abc", "-1", "1.5", "1e3", "99999999999999999999", "\u202e"]) {
    const url = `${stream_url}?after=${encodeURIComponent(after)}`;
    await assert.rejects(SocketClient.open(url), /closed/, after);
    const { code, detail } = await (await fetch(url.replace("ws", "http"))).json();
    assert.equal(code, "invalid_after");
    assert.match(detail, /^after: ".+" is not the seq of a message, give that of the last message that has arrived$/);
  }
  for (const query of ["", "?after=", "?after=0", "?after=7"]) {
    await using client = await SocketClient.open(stream_url + query);
    await client.message("session_ready");
  }
});

Deno.test("of two user_text in a burst the first turn is interrupted and the second completes", async () => {
  await using service = await serveOffline();
  await using client = await SocketClient.create(service.url);
  client.send({ type: "user_text", text: "First." });
  client.send({ type: "user_text", text: "Second." });
  await client.message("turn_complete", 2);
  const completes = client.messages.filter(({ type }) => type === "turn_complete");
  assert.deepEqual(completes.map(({ turn, status }) => [turn, status]), [[1, "interrupted"], [2, "completed"]]);
});

Deno.test("a subprotocol is chosen from those offered, and a token is never echoed", async () => {
  await using service = await serveOffline();
  for (const name of ["tth.v1.json", "tth.v1.binary"]) {
    await using client = await SocketClient.create(service.url, {}, ["tth.token.secret", name]);
    assert.equal(client.protocol, name);
    assert.equal((await client.message("session_ready")).protocol, name);
  }
  await using plain = await SocketClient.create(service.url);
  assert.equal(plain.protocol, "");
});

Deno.test("with the binary subprotocol media comes as binary frames and all else as JSON", async () => {
  await using service = await serveOffline({ TTH_PACING__MODE: "burst" });
  await using client = await SocketClient.create(service.url, {}, ["tth.v1.binary"]);
  client.send({ type: "user_text", text: "Hello." });
  await client.message("turn_complete");
  assert.ok(client.binary.length > 10);
  assert.ok(client.messages.every(({ type }) => type !== "audio_chunk" && type !== "video_frame"));
});

Deno.test("an upgrade that is no WebSocket handshake is refused with what to do, and is no failure of the service", async () => {
  await using service = await serveOffline();
  const created = await (await fetch(`${service.url}/v1/sessions`, { method: "POST" })).json();
  const answer = await rawRequest(service.url, [
    `GET /v1/sessions/${created.session_id}/stream HTTP/1.1`,
    "Host: 127.0.0.1",
    "Upgrade: websocket",
    "Connection: Upgrade, close",
  ]);
  assert.match(answer, /^HTTP\/1\.1 400 /);
  assert.match(answer, /"code":"bad_handshake"/);
  assert.match(answer, /connect with a WebSocket client/);
});

Deno.test("subprotocols may be listed with spaces between them or without, and only ours is chosen", async () => {
  await using service = await serveOffline();
  const { stream_url } = await (await fetch(`${service.url}/v1/sessions`, { method: "POST" })).json();
  for (
    const offered of ["tth.v1.json,tth.token.x", "tth.token.x,tth.v1.json", "tth.token.x, tth.v1.json", "tth.v1.json"]
  ) {
    using client = await MuteClient.open(stream_url, [`Sec-WebSocket-Protocol: ${offered}`]);
    assert.equal(client.status, 101, offered);
    assert.match(client.answer, /\r\nsec-websocket-protocol: tth\.v1\.json\r\n/i);
    assert.ok(!client.answer.includes("tth.token"));
  }
});

Deno.test("a Host header that is no host is refused as the caller's mistake", async () => {
  await using service = await serveOffline();
  const answer = await rawRequest(service.url, ["GET /v1/personas HTTP/1.1", "Host: [[[", "Connection: close"]);
  assert.match(answer, /^HTTP\/1\.1 400 /);
  assert.match(answer, /"code":"bad_host"/);
});

Deno.test("a session whose closed clients do not answer gets no further stream until they are gone; the others do", async () => {
  await using service = await serveOffline({ TTH_SERVER__SHUTDOWN_MS: "1000", TTH_SERVER__MAX_MESSAGE_BYTES: "1024" });
  const create = async () => await (await fetch(`${service.url}/v1/sessions`, { method: "POST" })).json();
  const [{ stream_url }, other] = [await create(), await create()];
  const mute: MuteClient[] = [];
  const tooLarge = "x".repeat(2000);
  const open = async () => {
    const client = await MuteClient.open(stream_url);
    mute.push(client);
    if (client.status === 101) await client.send(tooLarge);
    return client.status;
  };
  for (let i = 0; i < 30; i++) await open();
  // At most one of them is the one that serves the session, until its message has come.
  const accepted = mute.filter(({ status }) => status === 101).length;
  assert.ok(accepted >= 16 && accepted <= 17, `${accepted} were accepted`);
  const refused = await rawRequest(service.url, [
    `GET ${new URL(stream_url).pathname} HTTP/1.1`,
    "Host: 127.0.0.1",
    "Upgrade: websocket",
    "Connection: Upgrade, close",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
  ]);
  assert.match(refused, /^HTTP\/1\.1 503 [^]*retry-after: \d[^]*"code":"too_many_sockets"/);
  await using neighbour = await SocketClient.open(other.stream_url);
  await neighbour.message("session_ready");
  for (const client of mute) client[Symbol.dispose]();
  const isLetIn = async () => {
    using client = await MuteClient.open(stream_url);
    return client.status === 101;
  };
  await until(isLetIn, "the session to take a stream again");
});

Deno.test("a session that does not open is given up while its client still waits for the answer", async () => {
  const clock = new VirtualClock();
  const request = new Request("http://host/v1/sessions/some/stream", { headers: { "sec-websocket-key": "key" } });
  const connecting = connect(request, () => new Promise(() => {}), {
    clock,
    maxMessageBytes: 1000,
    limits: new RateLimits(clock, 1, 1),
    log: getLogger(["test"]),
    sockets: new Sockets(clock),
    chargeTurn: () => {},
    upgrade: () => assert.fail("there is no session to open a stream of"),
  });
  const refused = assert.rejects(connecting, { code: "opening_too_slow", status: 503, retryable: true });
  await clock.advance(8000);
  await refused;
  assert.equal(clock.pending, 0);
});
