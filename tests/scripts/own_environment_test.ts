import assert from "node:assert/strict";
import { withoutSettings } from "../../scripts/lib/tests/own_environment.ts";

Deno.test("an environment without settings keeps what leads to programs and registries", () => {
  const kept = {
    PATH: "/usr/bin",
    HOME: "/root",
    HTTPS_PROXY: "http://proxy",
    DENO_DIR: "/deno",
    TTH_CHROMIUM: "/chromium",
  };
  const settings = {
    TTH_API_KEYS: "key",
    TTH_SERVER__WORKERS: "4",
    OPENAI_API_KEY: "sk",
    PORT: "80",
    FORCE_COLOR: "1",
  };
  const platform = {
    DENO_DEPLOY: "1",
    DENO_DEPLOYMENT_ID: "id",
    DENO_SERVE_ADDRESS: "tcp:0.0.0.0:80",
    OTEL_DENO: "true",
  };
  assert.deepEqual(withoutSettings({ ...kept, ...settings, ...platform }), { ...kept, TTH_DOTENV: "off" });
});
