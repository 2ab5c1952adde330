import assert from "node:assert/strict";
import { backgroundRoutes } from "../../../src/api/http/backgrounds.ts";
import { problemResponse } from "../../../src/api/http/problem.ts";

Deno.test("a background's picture is served to pages of any origin, and nothing else of the folder is", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${folder}/office.jpg`, "a picture");
    await Deno.writeTextFile(`${folder}/notes.txt`, "a secret");
    const app = backgroundRoutes(new URL(`file://${folder}/`));
    app.onError((error, c) => problemResponse(error, c.req.path));
    const found = await app.request("/backgrounds/office.jpg");
    assert.deepEqual([found.status, found.headers.get("content-type"), await found.text()], [
      200,
      "image/jpeg",
      "a picture",
    ]);
    assert.equal(found.headers.get("access-control-allow-origin"), "*");
    for (const name of ["gone.jpg", "notes.txt", "..%2Foffice.jpg", "%2e%2e%2fbase.yaml"]) {
      assert.equal((await app.request(`/backgrounds/${name}`)).status, 404, name);
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
