import assert from "node:assert/strict";
import denoJson from "../../deno.json" with { type: "json" };

Deno.test("the image starts the service as its task does, in place of the shell, so that it gets the signals", async () => {
  const file = (await Deno.readTextFile("config/deploy/Dockerfile")).replaceAll(/\\\n\s*/g, "");
  const [memory = "", ...command] = denoJson.tasks.serve.command.split(" ");
  assert.ok(file.includes(`\nENV ${memory}\n`), memory);
  assert.deepEqual(JSON.parse(/^CMD (.+)$/m.exec(file)?.[1] ?? "[]"), ["sh", "-c", `exec ${command.join(" ")}`]);
});
