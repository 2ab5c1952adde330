import { type Example, pageOf } from "../../lib/examples/example.ts";
import { answer, type Backend } from "./backend.ts";

export default {
  summary: "a page whose backend keeps the API key and mints a token per visitor",
  async start(stage) {
    const apiKey = crypto.randomUUID();
    const { promise, resolve } = Promise.withResolvers<Backend>();
    const url = stage.serve(async (request) => answer(request, await promise));
    const service = await stage.startService({ TTH_API_KEYS: apiKey, TTH_SERVER__CORS_ORIGINS: `["${url}"]` });
    resolve({ service, apiKey, page: await pageOf(stage, "page.html", service) });
    return url;
  },
} satisfies Example;
