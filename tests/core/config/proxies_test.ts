import assert from "node:assert/strict";
import { TrustedProxies } from "../../../src/core/config/sections/proxies.ts";

Deno.test("proxies are trusted by address and by range, and what can be no proxy's address is refused by name", () => {
  const proxies = ["172.16.0.0/12", "fd00::/8", "10.0.0.1", "::1"];
  assert.deepEqual(TrustedProxies.parse(proxies), proxies);
  for (const wrong of ["nginx", "172.16/12", "10.0.0.0/33", "::1/129", "10.0.0.0/8/8", "10.0.0.0/", ""]) {
    const messages = TrustedProxies.safeParse([wrong]).error?.issues.map(({ message }) => message);
    const message = `"${wrong}" is not an address or a range of them, write it as 172.16.0.0/12`;
    assert.deepEqual(messages, [message]);
  }
});
