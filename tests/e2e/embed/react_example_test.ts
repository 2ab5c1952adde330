import assert from "node:assert/strict";
import { EXAMPLES, folderOf } from "../../../scripts/lib/examples/list.ts";
import { openStage } from "../../../scripts/lib/examples/stage.ts";
import { browserSuite, openPage, untilAlive, untilFace, untilLoud } from "../browser.ts";

const { test } = browserSuite();

/** What a server does with the component, in a project that has installed the package. */
const RENDER = `
import { createElement } from "react";
import { renderToString } from "react-dom/server";
import { TalkingHuman, useHuman } from "@tth/tth/react";
const App = () => {
  const human = useHuman();
  return createElement("div", null, createElement(TalkingHuman, { human, src: "http://x", captions: true }), human.state);
};
console.log(renderToString(createElement(App)));`;

const hasNpm = await new Deno.Command("npm", { args: ["--version"], stdout: "null", stderr: "null" }).output()
  .then(({ success }) => success, () => false);

if (!hasNpm) Deno.test.ignore("the React example (skipped: npm is missing)", () => {});
else {
  test("the React example is built from the package, renders on a server, and lives in a page", async (browser) => {
    let said = "";
    const options = { profile: "embedded", write: (text: string) => void (said += text) };
    await using stage = openStage(folderOf("react"), options);
    let folder: URL | undefined;
    const watched = {
      ...stage,
      temporaryFolder: async () => folder = await stage.temporaryFolder(),
    };
    const url = await EXAMPLES.react?.start(watched).catch(({ message }) => assert.fail(`${message}\n${said}`));
    assert.ok(url && folder, said);
    await Deno.writeTextFile(new URL("render.mjs", folder), RENDER);
    assert.equal(await stage.run("node", ["render.mjs"], { cwd: folder }), 0, said);
    assert.match(said, /<div><talking-human><\/talking-human>off<\/div>/);
    const missing: string[] = [];
    const { page, faults } = await openPage(browser, url, {}, (page) => {
      page.on("response", (response) => response.status() >= 400 && missing.push(response.url()));
    });
    await untilFace(page);
    await untilAlive(page);
    await page.click("text=Greet me");
    await untilLoud(page, true);
    await page.waitForSelector("text=Hello, Ada");
    await page.click("text=Stop");
    await untilLoud(page, false);
    await page.close();
    assert.deepEqual([...faults.errors, ...missing], []);
  });
}
