import assert from "node:assert/strict";
import { sessionSeed } from "../../../src/api/http/session_request.ts";
import face from "../../../src/adapters/avatar/drawn_face/mod.ts";
import remote from "../../../src/adapters/avatar/remote_avatar/mod.ts";
import { VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";
import type { AvatarAdapter } from "../../../src/contract/adapter.ts";
import { RequestError } from "../../../src/contract/errors.ts";
import { ProviderChain } from "../../../src/pipeline/provider/chain.ts";
import { hostOf } from "../../adapters/support.ts";

const DEFAULTS = { tenant: "acme", personaId: "default", idleMs: 60_000, now: 1000 };

Deno.test("a session may bring pronunciations", () => {
  const { personaId, pronunciations } = sessionSeed({ pronunciations: { GitHub: "git hub" } }, DEFAULTS);
  assert.equal(personaId, "default");
  assert.deepEqual(pronunciations, { GitHub: "git hub" });
});

Deno.test("a session with a pronunciation that cannot be said is refused, with the word and the remedy", () => {
  assert.throws(() => sessionSeed({ pronunciations: { GitHub: "git/hub" } }, DEFAULTS), (error) => {
    assert.ok(error instanceof RequestError);
    assert.equal(error.code, "bad_pronunciation");
    assert.equal(error.status, 400);
    assert.match(error.message, /^pronunciations\.GitHub: .*add the missing slash/);
    return true;
  });
});

Deno.test("a session with more pronunciations than any needs is refused", () => {
  const many = Object.fromEntries(Array.from({ length: 501 }, (_, index) => [`word${index}`, "word"]));
  assert.throws(() => sessionSeed({ pronunciations: many }, DEFAULTS), /at most 500 words, received 501/);
});

Deno.test("a session shows what the avatar can send, and is refused what it cannot, with the remedy", () => {
  const avatarOf = (adapter: AvatarAdapter) =>
    new ProviderChain("avatar", [{ name: "one", create: () => adapter }], {
      clock: new VirtualClock(),
      failures: 3,
      resetMs: 1000,
    });
  const poses = avatarOf(face.create(face.options.parse({ pictures: false }), hostOf()));
  const frames = avatarOf(remote.create(remote.options.parse({ url: "ws://127.0.0.1:1" }), hostOf()));
  const both = avatarOf(face.create(face.options.parse({}), hostOf()));
  const shown = (avatar: typeof both, mode?: "frames" | "pose" | "none") =>
    sessionSeed(mode === undefined ? {} : { video: { mode } }, { ...DEFAULTS, avatar }).video.mode;

  assert.deepEqual([shown(both), shown(frames), shown(poses)], ["frames", "frames", "pose"]);
  assert.deepEqual([shown(both, "pose"), shown(poses, "pose"), shown(poses, "none")], ["pose", "pose", "none"]);
  assert.throws(
    () => shown(poses, "frames"),
    /^RequestError: video\.mode: "frames" cannot be shown: the avatar here sends poses only; ask for "pose", or for "none"$/,
  );
  assert.throws(() => shown(frames, "pose"), /"pose" cannot be shown: the avatar here sends frames only/);
});
