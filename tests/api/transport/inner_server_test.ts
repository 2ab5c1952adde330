import assert from "node:assert/strict";
import { InnerServer } from "../../../src/api/transport/inner_server.ts";
import { VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";
import { soon } from "../../support/waiting.ts";

/** Lets servers of Deno be ended as if they had failed, until it is disposed. */
function failingServers(): Disposable & { fail(): Promise<void> } {
  const { serve } = Deno;
  let last: { readonly failure: AbortController; readonly server: Deno.HttpServer } | undefined;
  const replace = (value: unknown) => Object.assign(Deno, { serve: value });
  replace((options: Deno.ServeTcpOptions, handler: Deno.ServeHandler) => {
    const failure = new AbortController();
    const signal = AbortSignal.any([failure.signal, ...options.signal === undefined ? [] : [options.signal]]);
    const server = serve({ ...options, signal }, handler);
    last = { failure, server };
    return server;
  });
  return {
    async fail() {
      last?.failure.abort();
      await last?.server.finished;
    },
    [Symbol.dispose]: () => replace(serve),
  };
}

async function call(server: InnerServer): Promise<string> {
  const connection = await server.connect("192.0.2.1");
  await connection.write(new TextEncoder().encode("GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n"));
  let answer = "";
  const buffer = new Uint8Array(1000);
  for (let count = await connection.read(buffer); count !== null; count = await connection.read(buffer)) {
    answer += new TextDecoder().decode(buffer.subarray(0, count));
  }
  connection.close();
  return answer;
}

Deno.test("a server that has failed starts again after a pause, until it is ended", async () => {
  using servers = failingServers();
  const clock = new VirtualClock();
  const inner = new InnerServer(clock, (_, { address }) => new Response(address));
  for (const _ of ["once", "and again"]) {
    assert.match(await soon(call(inner), "an answer"), /^HTTP\/1.1 200[^]*192\.0\.2\.1$/);
    await servers.fail();
    await assert.rejects(call(inner), Deno.errors.ConnectionRefused);
    await clock.advance(100);
  }
  await soon(call(inner), "an answer");
  inner.cut();
  await inner.finished;
  await clock.advance(1000);
  await assert.rejects(call(inner), Deno.errors.ConnectionRefused);
});
