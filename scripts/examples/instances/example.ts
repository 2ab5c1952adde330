import { fileURLToPath } from "node:url";
import { freePort } from "../../lib/free_port.ts";
import { UsageError } from "../../lib/command.ts";
import type { Example } from "../../lib/examples/example.ts";

const NGINX = "/usr/sbin/nginx";

export default {
  summary: "nginx in front of two instances that share their sessions",
  async start(stage) {
    if (!await Deno.stat(NGINX).then(() => true, () => false)) {
      throw new UsageError(`${NGINX} is missing: install nginx, for example with apt-get install nginx`);
    }
    const folder = await stage.temporaryFolder();
    const path = fileURLToPath(folder).replace(/\/$/, "");
    const port = freePort();
    const shared = {
      TTH_STORE__KIND: "kv",
      TTH_STORE__PATH: `${path}/sessions.db`,
      TTH_SERVER__TOKEN_KEY: crypto.randomUUID(),
      TTH_SERVER__PUBLIC_URL: `http://127.0.0.1:${port}`,
    };
    const instances = [await stage.startService(shared), await stage.startService(shared)];
    const [first = "", second = ""] = instances.map((url) => new URL(url).host);
    const site = (await Deno.readTextFile(new URL("nginx.conf", stage.folder)))
      .replace("127.0.0.1:8001", first).replace("127.0.0.1:8002", second)
      .replace("listen 127.0.0.1:8000", `listen 127.0.0.1:${port}`);
    await Deno.writeTextFile(new URL("nginx.conf", folder), configurationWith(site, path));
    stage.spawn(NGINX, ["-c", `${path}/nginx.conf`, "-p", path]);
    return `http://127.0.0.1:${port}`;
  },
} satisfies Example;

/** A whole configuration of nginx, for a process in the foreground that writes to one folder. */
function configurationWith(site: string, path: string): string {
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((n) => `${n}_temp_path ${path}/${n};`);
  return `daemon off; master_process off; pid ${path}/pid; error_log ${path}/error.log;
events {}
http { access_log off; ${temporary.join(" ")}
${site}
}`;
}
