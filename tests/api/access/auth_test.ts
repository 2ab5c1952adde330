import assert from "node:assert/strict";
import { accessOf } from "../../../src/api/access/auth.ts";
import { Config } from "../../../src/core/config/config.ts";
import { VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";

const personas = { default: { name: "Ava", instructions: "Be kind.", voices: {}, control: {} } };

Deno.test("of the tokens that a handshake offers only the first is looked at", () => {
  const access = accessOf(
    Config.parse({ server: { api_keys: ["one-key-of-this-service"] }, personas }),
    new VirtualClock(),
  );
  const token = `tth.token.${access.tokenFor("a")}`;
  const wrong = `tth.token.${access.tokenFor("b")}`;
  const mayStream = (...offered: string[]) => {
    const headers = { "sec-websocket-protocol": offered.join(", ") };
    return access.stream(new Request("http://127.0.0.1/v1/sessions/a/stream", { headers }), "a") === "granted";
  };
  assert.ok(mayStream("tth.v1.json", token, "tth.v1.binary"));
  assert.ok(mayStream(token, wrong));
  assert.ok(!mayStream(wrong, token));
  assert.ok(!mayStream("tth.token.", token));
  assert.ok(!mayStream(...Array.from({ length: 5900 }, () => "tth.token.x"), token));
});
