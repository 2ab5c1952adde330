import assert from "node:assert/strict";
import { accessOf } from "../../../src/api/access/auth.ts";
import { externalUrl } from "../../../src/api/http/service_url.ts";
import { Config } from "../../../src/core/config/config.ts";
import { VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";
import { seedOf } from "../../support/stage.ts";

const personas = { default: { name: "Ava", instructions: "Be kind.", voices: {}, control: {} } };

Deno.test("of the tokens that a handshake offers only the first is looked at", async () => {
  const access = accessOf(
    Config.parse({ server: { api_keys: ["one-key-of-this-service"] }, personas }),
    { clock: new VirtualClock(), now: () => 0 },
  );
  const token = `tth.token.${access.tokenFor(seedOf({ sessionId: "a" }))}`;
  const wrong = `tth.token.${access.tokenFor(seedOf({ sessionId: "b" }))}`;
  const mayStream = async (...offered: string[]) => {
    const headers = { "sec-websocket-protocol": offered.join(", ") };
    const request = new Request("http://127.0.0.1/v1/sessions/a/stream", { headers });
    return (await access.stream(request, "a", offered.join())).verdict === "granted";
  };
  assert.ok(await mayStream("tth.v1.json", token, "tth.v1.binary"));
  assert.ok(await mayStream(token, wrong));
  assert.ok(!await mayStream(wrong, token));
  assert.ok(!await mayStream("tth.token.", token));
  assert.ok(!await mayStream(...Array.from({ length: 5900 }, () => "tth.token.x"), token));
});

Deno.test("the public address has the scheme that the proxy tells, and https behind an address that is not TCP", () => {
  const seen = (url: string, proto?: string) =>
    externalUrl({ url, headers: new Headers(proto === undefined ? {} : { "x-forwarded-proto": proto }) });
  assert.equal(seen("http://example.com:8000/a?b=1"), "http://example.com:8000/a?b=1");
  assert.equal(seen("http://example.com/a", "https"), "https://example.com/a");
  for (const scheme of ["http+unix", "http+vsock"]) {
    assert.equal(seen(`${scheme}://example.com/a?b=1`), "https://example.com/a?b=1");
    assert.equal(seen(`${scheme}://example.com/a`, "http"), "http://example.com/a");
  }
});

Deno.test("the service's own pages may call it behind a Unix socket", () => {
  const { origin } = accessOf(
    Config.parse({ server: { api_keys: ["one-key-of-this-service"] }, personas }),
    { clock: new VirtualClock(), now: () => 0 },
  );
  const from = (page: string) => {
    const request = new Request("http://example.com/v1/sessions", { headers: { origin: page } });
    // As Deno gives it to a handler; a Request cannot be constructed with such a URL.
    Object.defineProperty(request, "url", { value: "http+unix://example.com/v1/sessions" });
    return () => origin(request);
  };
  from("https://example.com")();
  assert.throws(from("https://example.org"), /pages of https:\/\/example\.org may not call this service/);
  assert.throws(from("null"), /pages of null/);
});

Deno.test("pages of the service's public address may call it behind a proxy that does not forward Host", () => {
  const server = { api_keys: ["one-key-of-this-service"], public_url: "https://example.com/human" };
  const { origin } = accessOf(Config.parse({ server, personas }), { clock: new VirtualClock(), now: () => 0 });
  const from = (page: string) => () => {
    return origin(new Request("http://127.0.0.1:8000/v1/sessions", { headers: { origin: page } }));
  };
  from("https://example.com")();
  assert.throws(from("http://example.com"), /pages of http:\/\/example\.com may not call this service/);
});
