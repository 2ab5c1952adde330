/**
 * How the adapters of the tree are set up to be checked: quick options, and stand-ins for the providers of those that
 * need one.
 *
 * @module
 */
import type { ConformanceOptions } from "../../../../src/adapters/kit/conformance/mod.ts";
import { startFakeOpenAi } from "../../../../src/adapters/kit/fakes/openai/server.ts";
import { startRemoteAvatar } from "../../../../src/adapters/kit/fakes/remote_avatar_server.ts";

/** What an adapter is checked with, until it is disposed of. */
export interface Setup extends AsyncDisposable {
  readonly conformance: ConformanceOptions;
}

/** A setup of options alone. */
function withOptions(options: unknown): () => Promise<Setup> {
  return () => Promise.resolve({ conformance: { options }, [Symbol.asyncDispose]: () => Promise.resolve() });
}

/** A setup with the fake of OpenAI's services as the provider. */
function withFakeOpenAi(): Promise<Setup> {
  const key = "sk-conformance-0123456789";
  const fake = startFakeOpenAi({
    apiKey: key,
    realtime: { manner: { deltaGapMs: 2 } },
    chat: { manner: { gapMs: 2 } },
  });
  return Promise.resolve({
    conformance: {
      options: {},
      brokenOptions: { base_url: "http://127.0.0.1:9/v1" },
      secret: (name) => ({ OPENAI_BASE_URL: fake.baseUrl, OPENAI_API_KEY: key })[name],
    },
    [Symbol.asyncDispose]: () => fake[Symbol.asyncDispose](),
  });
}

/** By adapter name; an adapter that is not here is checked with its default options. */
export const setups: Readonly<Record<string, () => Promise<Setup>>> = {
  openai_chat: withFakeOpenAi,
  openai_realtime: withFakeOpenAi,
  openai_tts: withFakeOpenAi,
  async remote_avatar() {
    const server = await startRemoteAvatar();
    const conformance = { options: { url: server.url }, brokenOptions: { url: "ws://127.0.0.1:1/", connect_ms: 500 } };
    return { conformance, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
  },
  mock_llm: withOptions({ word_delay_ms: 1 }),
  mock_realtime: withOptions({ latency_ms: 0, speedup: 500 }),
};
