import { type Example, htmlResponse, pageOf } from "../../lib/examples/example.ts";

export default {
  summary: "a lesson whose text shows figures on the page with cues such as [show: sun]",
  async start(stage) {
    const { promise, resolve } = Promise.withResolvers<string>();
    const url = stage.serve(async () => htmlResponse(await promise));
    const service = await stage.startService({ TTH_SERVER__CORS_ORIGINS: `["${url}"]` });
    resolve(await pageOf(stage, "page.html", service));
    return url;
  },
} satisfies Example;
