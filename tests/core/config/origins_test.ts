import assert from "node:assert/strict";
import { Config } from "../../../src/core/config/schema.ts";
import { CorsOrigins } from "../../../src/core/config/sections/origins.ts";

/** What the schema makes of an origin: its normal form, or the mistake in it. */
function read(origin: string): string {
  const { success, data, error } = CorsOrigins.safeParse([origin]);
  return success ? data.join() : error.issues.map(({ message }) => message).join();
}

Deno.test("an origin is kept as browsers send it, in whatever spelling it was given", () => {
  const spellings = {
    "http://localhost:3000": "http://localhost:3000",
    "http://localhost:3000/": "http://localhost:3000",
    "HTTPS://App.Example:443": "https://app.example",
    "http://app.example:80/": "http://app.example",
    "https://münchen.example": "https://xn--mnchen-3ya.example",
    "http://[::1]:3000/": "http://[::1]:3000",
    "https://app.example.": "https://app.example.",
    "capacitor://localhost": "capacitor://localhost",
    "chrome-extension://AbCd/": "chrome-extension://abcd",
    "*": "*",
    "null": "null",
  };
  for (const [given, kept] of Object.entries(spellings)) assert.equal(read(given), kept);
});

Deno.test("what is no origin is refused with the origin that was probably meant", () => {
  const mistakes = {
    "localhost:3000": '"localhost:3000" has no scheme, write it as http://localhost:3000',
    "app.example/": '"app.example/" has no scheme, write it as https://app.example',
    "https://app.example/shop": '"https://app.example/shop" has more than an origin, write it as https://app.example',
    "http://a.example:1/?q": '"http://a.example:1/?q" has more than an origin, write it as http://a.example:1',
    "https://*.example": '"https://*.example" has a wildcard, list each origin, or give "*" for any page',
    "https://user@a.example": '"https://user@a.example" is not an origin, write it as https://example.com',
    "http://a.example:99999": '"http://a.example:99999" is not an address, correct its host or its port',
    "https://": '"https://" is not an origin, write it as https://example.com',
  };
  for (const [given, mistake] of Object.entries(mistakes)) assert.equal(read(given), mistake);
});

Deno.test("the public address has nothing that clients must not see, and a key only what a header can hold", () => {
  const accepts = (server: Record<string, unknown>) => Config.safeParse({ server }).success;
  for (const url of ["https://example.com", "http://[::1]:8000/human/"]) assert.ok(accepts({ public_url: url }), url);
  for (const rest of ["user:secret@example.com", "example.com/?key=1", "example.com/#part"]) {
    assert.ok(!accepts({ public_url: `https://${rest}` }), rest);
  }
  assert.ok(accepts({ api_keys: ["a key with 16 characters"] }));
  assert.ok(!accepts({ api_keys: ["schlüssel-mit-umlaut"] }));
});
