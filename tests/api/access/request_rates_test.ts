import assert from "node:assert/strict";
import { VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";
import { RequestRates } from "../../../src/api/access/request_rates.ts";

const PROXY = "10.0.0.9";

function head(...headers: string[]): Uint8Array {
  return new TextEncoder().encode(["GET /docs?x=1 HTTP/1.1", "Host: x", ...headers, "", ""].join("\r\n"));
}

function ratesOf(perSecond: number, burst: number) {
  const clock = new VirtualClock();
  return { clock, rates: new RequestRates(clock, { perSecond, burst, trusted: new Set([PROXY]) }) };
}

Deno.test("an address is refused after its burst, learns when to retry, and is served again within the second", async () => {
  const { clock, rates } = ratesOf(2, 3);
  for (let i = 0; i < 3; i++) assert.equal(rates.refusal("203.0.113.7", head()), undefined);
  const refusal = rates.refusal("203.0.113.7", head());
  assert.deepEqual([refusal?.status, refusal?.headers.get("retry-after")], [429, "1"]);
  const { code, instance, detail } = await refusal!.json();
  assert.deepEqual([code, instance], ["too_many_requests", "/docs"]);
  assert.match(detail, /server\.requests_per_s/);
  assert.equal(rates.refusal("203.0.113.8", head()), undefined);
  await clock.advance(500);
  assert.equal(rates.refusal("203.0.113.7", head()), undefined);
  assert.equal(rates.refusal("203.0.113.7", head())?.status, 429);
});

Deno.test("an address that goes on is cut, others are not, and a flood never gets more than the rate", async () => {
  const { clock, rates } = ratesOf(50, 200);
  let [served, refused] = [0, 0];
  for (let ms = 0; ms < 10_000; ms++) {
    await clock.advance(1);
    if (rates.isCut("203.0.113.7")) continue;
    if (rates.refusal("203.0.113.7", head()) === undefined) served++;
    else refused++;
  }
  assert.ok(served <= 200 + 10 * 50 && served > 600, `${served} served`);
  assert.ok(refused <= 100 + 10 * 5, `${refused} refused`);
  assert.ok(!rates.isCut("203.0.113.8"));
  await clock.advance(1000);
  assert.ok(!rates.isCut("203.0.113.7"));
});

Deno.test("addresses of one IPv6 /64 count as one", () => {
  const { rates } = ratesOf(1, 1);
  assert.equal(rates.refusal("2001:db8::1", head()), undefined);
  assert.equal(rates.refusal("2001:db8::2", head())?.status, 429);
  assert.equal(rates.refusal("2001:db8:0:1::1", head()), undefined);
});

Deno.test("behind a trusted proxy the client counts; the proxy's own requests do not, and it is never cut", () => {
  const { rates } = ratesOf(1, 1);
  const from = (client: string) => rates.refusal(PROXY, head(`X-Forwarded-For: 198.51.100.1, ${client}`));
  assert.equal(from("203.0.113.7"), undefined);
  for (let i = 0; i < 9; i++) assert.equal(from("203.0.113.7")?.status, 429);
  assert.equal(from("203.0.113.8"), undefined);
  for (let i = 0; i < 9; i++) assert.equal(rates.refusal(PROXY, head()), undefined);
  assert.ok(!rates.isCut(PROXY));
  const spoofed = (client: string) => rates.refusal("192.0.2.1", head(`X-Forwarded-For: ${client}`));
  assert.equal(spoofed("203.0.113.20"), undefined);
  assert.equal(spoofed("203.0.113.21")?.status, 429);
});
