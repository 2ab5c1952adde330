import assert from "node:assert/strict";
import {
  type AdapterByKind,
  type AdapterDefinition,
  type AdapterKind,
  type AvatarPart,
  defineAdapter,
} from "../../../../src/contract/adapter.ts";
import stubAvatar from "../../../../src/adapters/avatar/stub_avatar/mod.ts";
import mockLlm from "../../../../src/adapters/llm/mock_llm.ts";
import mockRealtime from "../../../../src/adapters/realtime/mock_realtime.ts";
import { generatedStream, readInput } from "../../../../src/core/streams.ts";
import { checkConformance, type ConformanceOptions } from "../../../../src/adapters/kit/conformance/mod.ts";

/** The names of the checks that an adapter fails once it has been changed. */
async function failuresOf<K extends AdapterKind>(
  definition: AdapterDefinition<K>,
  change: (adapter: AdapterByKind[K]) => void,
  conformance: ConformanceOptions = {},
): Promise<string[]> {
  const changed = defineAdapter({
    ...definition,
    create(parsed, host) {
      const adapter = definition.create(parsed, host);
      change(adapter);
      return adapter;
    },
  });
  const results = await checkConformance(changed, conformance);
  return results.filter(({ status }) => status === "failed").map((result) => result.name);
}

/** What an avatar fails whose parts are changed on their way. */
function avatarFailures(only: string, change: (part: AvatarPart, index: number) => AvatarPart[]): Promise<string[]> {
  return failuresOf(stubAvatar, (avatar) => {
    const original = avatar.inferStream.bind(avatar);
    avatar.inferStream = (input, context) =>
      generatedStream(context.signal, async function* (signal) {
        let index = 0;
        for await (const part of readInput(original(input, context), signal)) yield* change(part, index++);
      });
  }, { only });
}

const COVERS = "covers the speech with pictures of the requested size, on the frame grid and in sync";

Deno.test("the conformance kit catches pictures that drift, repeat, leave the grid or have the wrong size", async () => {
  const wrongs: readonly ((part: AvatarPart) => AvatarPart[])[] = [
    (part) => [{ ...part, audioMs: part.audioMs + 200 }],
    (part) => [part, part],
    (part) => [{ ...part, timestampMs: part.timestampMs * 1.2 }],
    (part) => [part.type === "frame" ? { ...part, data: part.data.slice(1) } : part],
    (part) => [part.type === "frame" ? { ...part, contentType: "jpeg" } : part],
  ];
  for (const wrong of wrongs) assert.deepEqual(await avatarFailures(COVERS, wrong), [COVERS], String(wrong));
});

Deno.test("the conformance kit catches pictures that end before the speech, or that come too late", async () => {
  assert.deepEqual(await avatarFailures(COVERS, (part, index) => index > 10 ? [] : [part]), [COVERS]);
  const late = await failuresOf(stubAvatar, (avatar) => {
    const original = avatar.inferStream.bind(avatar);
    avatar.inferStream = (input, context) => original(input, { ...context, earliestMs: () => 0 });
  });
  assert.deepEqual(late, ["skips frames that are already late"]);
});

Deno.test("the conformance kit catches poses that are no numbers, and sizes that do not hold", async () => {
  const finite = "makes poses with finite numbers only";
  const asNaN = (part: AvatarPart) => [part.type === "pose" ? { ...part, pose: { jawOpen: NaN } } : part];
  assert.deepEqual(await avatarFailures(finite, asNaN), [finite]);
  const sizes = await failuresOf(stubAvatar, (avatar) => {
    avatar.fit = ({ width = 256, height = 256, fps = 25 }) => ({ width: width + 1, height, fps });
  });
  assert.ok(sizes.includes("fits every request to a supported size, which fits itself"), sizes.join());
});

Deno.test("the conformance kit catches a language model that answers in one lump", async () => {
  const failures = await failuresOf(mockLlm, (llm) => {
    const original = llm.inferStream.bind(llm);
    llm.inferStream = (input, context) =>
      generatedStream(context.signal, async function* (signal) {
        const parts = await Array.fromAsync(readInput(original(input, context), signal));
        yield { type: "text", text: parts.map((part) => part.type === "text" ? part.text : "").join("") };
      });
  }, { options: { word_delay_ms: 0 } });
  assert.deepEqual(failures, [
    "streams its answer in several parts, each of a known type",
  ]);
});

Deno.test("the conformance kit catches a realtime adapter that cannot be cancelled, or that paraphrases", async () => {
  const quick = { options: { latency_ms: 0, speedup: 500 } };
  const deaf = await failuresOf(mockRealtime, (adapter) => {
    adapter.cancelResponse = () => Promise.resolve();
  }, quick);
  assert.ok(deaf.includes("stops the answer immediately when cancelled, and accepts the next turn"), deaf.join());
  const loose = await failuresOf(mockRealtime, (adapter) => {
    const original = adapter.sendUserText.bind(adapter);
    adapter.sendUserText = (request) => original({ ...request, mode: "reply" });
  }, quick);
  assert.deepEqual(loose, ["speaks a given text verbatim if it declares so"]);
});
