import assert from "node:assert/strict";
import { LookPreview } from "../../scripts/lib/face/look_preview.ts";
import { LookDesign } from "../../src/contract/persona/look_design.ts";
import { ConfigError } from "../../src/core/config/config.ts";

const ask = (preview: LookPreview, path: string) => preview.fetch(new Request(`http://127.0.0.1${path}`));

Deno.test("the preview of looks draws each look of the configuration, and says when a file has changed", async () => {
  const change = Promise.withResolvers<void>();
  const heard = Promise.withResolvers<void>();
  const preview = new LookPreview({
    looks: () => Promise.resolve({ nora: LookDesign.parse({ age: 0.5 }) }),
    changes: (async function* () {
      await change.promise;
      yield "changed";
      // The page hears of it before the changes end.
      await heard.promise;
    })(),
  });
  assert.deepEqual(await (await ask(preview, "/looks")).json(), { looks: ["nora"], problems: [] });
  const sheet = await ask(preview, "/sheet/nora");
  assert.equal(sheet.headers.get("content-type"), "image/png");
  assert.deepEqual([...new Uint8Array(await sheet.arrayBuffer()).subarray(1, 4)], [0x50, 0x4e, 0x47]);
  assert.match(await (await ask(preview, "/sheet/lea")).text(), /Cannot find look "lea": known are .*nora/);
  const events = (await ask(preview, "/changes")).body?.pipeThrough(new TextDecoderStream()).getReader();
  change.resolve();
  assert.equal((await events?.read())?.value, "data: changed\n\n");
  heard.resolve();
  await preview.ended;
  assert.equal((await events?.read())?.done, true);
});

Deno.test("the preview of looks shows what is wrong with the configuration, and where", async () => {
  const problems = ["config/base.yaml:5:3: looks.nora.nose.widht: unknown field"];
  const preview = new LookPreview({
    looks: () => Promise.reject(new ConfigError(problems)),
    changes: (async function* () {})(),
  });
  await preview.ended;
  assert.deepEqual(await (await ask(preview, "/looks")).json(), { looks: [], problems });
});
