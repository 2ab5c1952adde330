import assert from "node:assert/strict";
import { filesBelow } from "../../src/core/config/files.ts";
import { environmentOf } from "../../src/core/config/environment.ts";
import { UNLIMITED } from "../../scripts/lib/local_service.ts";
import { LoopClock } from "../support/loop_clock.ts";
import { sse, words } from "../support/servers/answers.ts";
import { KINDS } from "../support/servers/kinds.ts";
import { type Handler, PLAIN_REPLY, startServer } from "../support/servers/server.ts";
import { startService } from "../../src/api/service.ts";
import { SocketClient } from "../support/socket_client.ts";

/** How long the model server loads its model, ms. */
const LOADING_MS = 45_000;

const CHAT = "/v1/chat/completions";

/** Where the profile's two servers are by default. */
const ADDRESSES = ["http://127.0.0.1:11434/v1", "http://127.0.0.1:8880/v1"] as const;

Deno.test("a model that is loaded for 45 s by a server with one thread answers in self_host, with no option set", async () => {
  await using clock = new LoopClock({ stepMs: 50 });
  let loadedAt: number | undefined;
  /** A single thread: nothing is answered while the first request for a reply loads the model. */
  const blocked = (answer: Handler): Handler => async (question) => {
    if (question.path === CHAT) loadedAt ??= clock.now() + LOADING_MS;
    if (loadedAt !== undefined) await question.wait(loadedAt - clock.now());
    return await answer(question);
  };
  const models = blocked(() => Response.json({ data: [{ id: "llama3.2" }] }));
  const paths = { [CHAT]: blocked(() => sse(words(PLAIN_REPLY))), "/v1/models": models };
  await using chat = startServer({ paths }, clock);
  await using speech = startServer(KINDS.kokoro, clock);
  const files = filesBelow();
  const moved = async (path: string) => {
    const text = await files.read(path);
    if (!path.endsWith("/self_host.yaml") || text === undefined) return text;
    const [chatUrl, speechUrl] = ADDRESSES;
    assert.ok(text.includes(chatUrl) && text.includes(speechUrl), "the profile's addresses");
    return text.replace(chatUrl, chat.baseUrl).replace(speechUrl, speech.baseUrl);
  };
  await using service = await startService({
    env: environmentOf({ ...UNLIMITED, TTH_PORT: "0", TTH_LOG_LEVEL: "fatal" }),
    profile: "self_host",
    files: { ...files, read: moved },
    clock,
  });
  await using client = await SocketClient.create(service.url, { video: { mode: "none" } });
  client.send({ type: "user_text", text: "Hello." });
  const complete = await client.message("turn_complete", 1);
  const of = (type: string) => client.messages.filter((message) => message.type === type);
  assert.deepEqual([complete.status, of("error")], ["completed", []]);
  assert.equal(of("text_delta").map(({ token }) => token).join(""), PLAIN_REPLY);
  assert.ok(of("audio_chunk").length > 0, "nothing was heard");
  assert.ok(clock.now() >= LOADING_MS, `it took ${clock.now()} ms`);
});
