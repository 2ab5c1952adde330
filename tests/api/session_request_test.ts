import assert from "node:assert/strict";
import { sessionRequest } from "../../src/api/session_request.ts";
import { RequestError } from "../../src/contract/errors.ts";

Deno.test("a session may bring pronunciations", () => {
  const { personaId, pronunciations } = sessionRequest({ pronunciations: { GitHub: "git hub" } }, "default");
  assert.equal(personaId, "default");
  assert.deepEqual(pronunciations, { GitHub: "git hub" });
});

Deno.test("a session with a pronunciation that cannot be said is refused, with the word and the remedy", () => {
  assert.throws(() => sessionRequest({ pronunciations: { GitHub: "git/hub" } }, "default"), (error) => {
    assert.ok(error instanceof RequestError);
    assert.equal(error.code, "bad_pronunciation");
    assert.equal(error.status, 400);
    assert.match(error.message, /^pronunciations\.GitHub: .*add the missing slash/);
    return true;
  });
});

Deno.test("a session with more pronunciations than any needs is refused", () => {
  const many = Object.fromEntries(Array.from({ length: 501 }, (_, index) => [`word${index}`, "word"]));
  assert.throws(() => sessionRequest({ pronunciations: many }, "default"), /at most 500 words, received 501/);
});
