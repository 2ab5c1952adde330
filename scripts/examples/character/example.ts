import { parse } from "yaml";
import { type Example, htmlResponse, pageOf } from "../../lib/examples/example.ts";

export default {
  summary: "a game character with a custom look, who reacts to choices",
  async start(stage) {
    const { promise, resolve } = Promise.withResolvers<string>();
    const url = stage.serve(async () => htmlResponse(await promise));
    const { goblin } = parse(await Deno.readTextFile(new URL("looks.yaml", stage.folder)));
    const service = await stage.startService({
      TTH_LOOKS__GOBLIN: JSON.stringify(goblin),
      TTH_SERVER__CORS_ORIGINS: `["${url}"]`,
    });
    resolve(await pageOf(stage, "page.html", service));
    return url;
  },
} satisfies Example;
