import assert from "node:assert/strict";
import { perform } from "../../../scripts/lib/film/performance.ts";
import type { Performer, Performers } from "../../../scripts/lib/film/performers/performers.ts";
import { soon } from "../../support/waiting.ts";

/** Who has not begun to speak when the film is ended. */
const unheard: Performer = { speak: () => assert.fail("a film that was ended goes on") };

for (
  const [when, opened] of [
    ["just after the session was opened", Promise.resolve(unheard)],
    ["while the session is opened", new Promise<Performer>(() => {})],
  ] as const
) {
  Deno.test(`a film that is ended ${when} goes no further`, async () => {
    const stopped = new AbortController();
    const performers: Performers = {
      personas: {},
      defaultPersonaId: "ava",
      looks: {},
      open() {
        queueMicrotask(() => stopped.abort());
        return opened;
      },
      [Symbol.asyncDispose]: () => Promise.resolve(),
    };
    const lines = [{ personaId: "ava", text: "Hello.", pauseMs: 0 }];
    const events = Array.fromAsync(perform(performers, lines, { control: {}, signal: stopped.signal }));
    assert.deepEqual(await soon(events, "the end of the film"), []);
  });
}
