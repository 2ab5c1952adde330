import assert from "node:assert/strict";
import { freePort } from "../../scripts/lib/free_port.ts";
import { startService } from "../../src/api/service.ts";
import { environmentOf } from "../../src/core/config/environment.ts";
import { UNLIMITED } from "../../scripts/lib/local_service.ts";
import { rawRequest } from "../support/mute_client.ts";
import { SocketClient } from "../support/socket_client.ts";
import { soon, until } from "../support/waiting.ts";

const NGINX = "/usr/sbin/nginx";
const KEY = "the-key-behind-nginx";

const hasNginx = await Deno.stat(NGINX).then(() => true, () => false);
if (!hasNginx) {
  Deno.stderr.writeSync(new TextEncoder().encode("the nginx test is skipped: /usr/sbin/nginx is missing\n"));
}

/** The configuration as it ships, without TLS, on ports of the test, and with short timeouts. */
async function configFor(folder: string, port: number, servicePort: number): Promise<string> {
  const shipped = await Deno.readTextFile("config/deploy/nginx.conf");
  const http = shipped
    .replace("listen 443 ssl;", `listen 127.0.0.1:${port};`)
    .replace(/^ *ssl_certificate.*;\n/gm, "")
    .replace("127.0.0.1:8000", `127.0.0.1:${servicePort}`)
    .replace("client_header_timeout 10s", "client_header_timeout 1s");
  const file = `${folder}/nginx.conf`;
  const paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((n) => `${n}_temp_path ${folder}/${n};`);
  await Deno.writeTextFile(
    file,
    `daemon off; master_process off; pid ${folder}/pid; error_log ${folder}/error.log;
events {}
http { access_log off; ${paths.join(" ")}
${http}
}`,
  );
  return file;
}

Deno.test({
  name: "nginx as it ships carries a stream, names the client, and refuses slow heads, large bodies and floods",
  ignore: !hasNginx,
  async fn() {
    const folder = await Deno.makeTempDir();
    const port = freePort();
    const env = {
      ...UNLIMITED,
      TTH_PROFILE: "offline_mock",
      TTH_PORT: "0",
      TTH_LOG_LEVEL: "error",
      TTH_PACING__MODE: "burst",
    };
    const publicUrl = `http://127.0.0.1:${port}`;
    await using service = await startService({
      env: environmentOf({ ...env, TTH_API_KEYS: KEY }),
    });
    const file = await configFor(folder, port, Number(new URL(service.url).port));
    const nginx = new Deno.Command(NGINX, { args: ["-c", file, "-p", folder], stdout: "null", stderr: "null" }).spawn();
    try {
      await until(
        () => fetch(`${publicUrl}/v1/ready`).then((answer) => answer.text(), () => "").then(Boolean),
        "nginx",
      );
      const create = (body: string) =>
        fetch(`${publicUrl}/v1/sessions`, { method: "POST", body, headers: { authorization: `Bearer ${KEY}` } });
      const { stream_url, token } = await (await create("{}")).json();
      assert.ok(stream_url.startsWith(publicUrl.replace("http", "ws")));
      await using client = await SocketClient.open(stream_url, ["tth.v1.json", `tth.token.${token}`]);
      client.send({ type: "user_text", text: "Hello." });
      assert.equal((await client.message("turn_complete")).status, "completed");

      const large = await create("x".repeat(70_000));
      assert.equal(large.status, 413);
      await large.body?.cancel();
      const slow = await Deno.connect({ hostname: "127.0.0.1", port });
      await slow.write(new TextEncoder().encode("GET / HTTP/1.1\r\nX-Slow:"));
      await soon(new Response(slow.readable).text().catch(() => ""), "the end of a slow head", 10_000);
      const stranger = await rawRequest(publicUrl, ["GET /v1/models HTTP/1.1", "Host: 127.0.0.1", "Connection: close"]);
      assert.match(stranger, /^HTTP\/1\.1 401 /);
      const flood = await Promise.all(Array.from({ length: 100 }, async () => {
        const answer = await fetch(`${publicUrl}/v1/ready`);
        await answer.body?.cancel();
        return answer.status;
      }));
      assert.ok(flood.includes(429), "no request of the flood was refused");
    } finally {
      nginx.kill("SIGTERM");
      await nginx.status;
      await Deno.remove(folder, { recursive: true });
    }
  },
});
