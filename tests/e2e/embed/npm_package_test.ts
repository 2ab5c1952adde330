import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { EXAMPLES, folderOf } from "../../../scripts/lib/examples/list.ts";
import { openStage } from "../../../scripts/lib/examples/stage.ts";
import { startLocally, UNLIMITED } from "../../../scripts/lib/local_service.ts";
import { installTyped, packageFiles, packed } from "../../../scripts/lib/npm/archive.ts";
import { PROJECT_ROOT } from "../../../src/core/project_root.ts";
import { browserSuite, openPage, untilAlive, untilFace, untilLoud } from "../browser.ts";

const { test } = browserSuite();

/** What a user writes, with every entry of the package. */
const PROGRAM = `
import { connect, createSession, type SessionEvent } from "@tth/tth/client";
import "@tth/tth/element";
import { TalkingHuman, useHuman } from "@tth/tth/react";
import type { ServerEvent } from "@tth/tth/protocol";

export function onEvent(event: ServerEvent | SessionEvent): string {
  if (event.type === "word") return event.text + event.start_ms.toFixed();
  if (event.type === "audio_chunk") return String(event.data.byteLength);
  return event.type;
}

/** As the types of \`ws\` declare it. */
declare class WebSocketOfNode {
  constructor(address: string | URL, protocols?: string | string[]);
  binaryType: "nodebuffer" | "arraybuffer" | "fragments";
  readonly readyState: 0 | 1 | 2 | 3;
  onopen: ((event: { type: string }) => void) | null;
  onmessage: ((event: { data: string | ArrayBuffer | Uint8Array[]; type: string }) => void) | null;
  onclose: ((event: { code: number; reason: string }) => void) | null;
  onerror: ((event: { error: unknown; message: string }) => void) | null;
  send(data: string | Uint8Array, onSent?: (error?: Error) => void): void;
  close(code?: number, reason?: string | Uint8Array): void;
}

export async function main(canvas: HTMLCanvasElement, idle?: boolean): Promise<string> {
  const human = await connect({ url: "http://x", canvas, idle, video: { mode: "pose" }, emotion: { label: "happy" } });
  human.on("turn_complete", ({ heard_text, metrics }) => console.log(heard_text, metrics.first_audio_ms?.toFixed()));
  const done = await human.say("x").done;
  done.status satisfies "completed" | "interrupted" | "failed";
  document.querySelector("talking-human")?.addEventListener("word", ({ detail }) => detail.text.length);
  // @ts-expect-error There is no such emotion.
  human.say("x", { control: { emotion: { label: "hapy" } } });
  await (await createSession({ url: "http://x", webSocket: WebSocketOfNode })).close();
  return done.heard_text;
}

export function Greeter({ emotion, onCue }: { emotion?: string; onCue?: (cue: { name: string }) => void }) {
  const human = useHuman();
  return (
    <TalkingHuman human={human} src="http://x" captions emotion={emotion} onCue={onCue}
      onWord={({ text }) => console.log(text, human.state)} />
  );
}
`;

/** What a user writes who loads the bundles of a service, with the declarations that it serves. */
const SERVED_PROGRAM = `
import { connect } from "https://tth.example/client.js";
import { TalkingHumanElement } from "https://tth.example/element.js";

const human = await connect({ url: "https://tth.example", canvas: document.createElement("canvas") });
human.on("word", ({ text, start_ms }) => console.log(text, start_ms.toFixed()));
const element = document.querySelector("talking-human");
element?.addEventListener("turn_complete", ({ detail }) => detail.heard_text.length);
// @ts-expect-error An element has no such method.
if (element instanceof TalkingHumanElement) element.sing("la");
`;

const NODE_PROGRAM = `
import { WebSocket } from "ws";
import { createSession } from "@tth/tth/client";
import { TalkingHuman } from "@tth/tth/react";
import "@tth/tth/element";

const session = await createSession({ url: process.argv[2], video: { mode: "none" }, webSocket: WebSocket });
const turn = session.say("Hello from Node.");
await turn.done;
console.log(JSON.stringify({ heard: turn.heardText, component: typeof TalkingHuman }));
await session.close();
`;

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

let made: Promise<Map<string, string>> | undefined;

/** The package, made once for all tests. */
function packageOnce(): Promise<Map<string, string>> {
  return made ??= packageFiles(() => {});
}

/** A project that has installed the package. */
async function openProject() {
  const folder = await Deno.makeTempDir();
  const files = await packageOnce();
  await installTyped(folder, { ws: "8.18.0" });
  for (const [path, text] of files) {
    const file = `${folder}/node_modules/@tth/tth/${path}`;
    await Deno.mkdir(file.slice(0, file.lastIndexOf("/")), { recursive: true });
    await Deno.writeTextFile(file, text);
  }
  return { folder, files, [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }) };
}

/** What a bundler makes of a program that only imports an entry of the package. */
async function bundled(folder: string, entry: string): Promise<string> {
  await Deno.writeTextFile(`${folder}/bare.mjs`, `import "@tth/tth/${entry}";\n`);
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["bundle", "--quiet", "--no-lock", "--platform", "browser", "bare.mjs"],
    cwd: folder,
  }).output();
  assert.ok(success, new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout);
}

/** Errors that the compiler finds in a user's program, libraries included. */
function typeErrors(file: string): string[] {
  const program = ts.createProgram([file], {
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    jsx: ts.JsxEmit.ReactJSX,
    target: ts.ScriptTarget.ES2022,
    lib: ["lib.es2022.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    types: [],
    paths: { "https://tth.example/*": [file.replace(/[^/]*$/, "served/*")] },
  });
  return ts.getPreEmitDiagnostics(program).map(({ file, messageText }) =>
    `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`
  );
}

Deno.test("package and service have types for every event, and the package needs no library and runs in Node", async () => {
  await using project = await openProject();
  const manifest = JSON.parse(project.files.get("package.json") ?? "");
  assert.equal(manifest.dependencies, undefined);
  for (const [name, { types, default: module }] of Object.entries<Record<string, string>>(manifest.exports)) {
    if (types === undefined || module === undefined) continue;
    assert.ok(project.files.has(types.slice(2)) && project.files.has(module.slice(2)), `${types} and ${module}`);
    assert.deepEqual(manifest.typesVersions["*"][name.slice(2)], [types.slice(2)]);
  }
  const bare = [...project.files].filter(([path]) => /\.(js|d\.ts)$/.test(path)).flatMap(([path, text]) =>
    [...text.matchAll(/^(?:import|export)\b[^"\n]*from "([^."][^"]*)"/gm)].map(([, name]) => `${path}: ${name}`)
  );
  assert.match(
    project.files.get("dist/react.js") ?? "",
    /^"use client";/,
    "Next would run the component on the server",
  );
  assert.deepEqual(bare.filter((use) => !/\/react\b.*: react$/.test(use)), []);
  assert.match(await bundled(project.folder, "element"), /customElements\.define\(/, "a bundler drops the element");
  assert.equal((await bundled(project.folder, "client")).trim(), "", "a bundler keeps a client that is not used");
  await Deno.writeTextFile(`${project.folder}/program.tsx`, PROGRAM);
  await Deno.writeTextFile(`${project.folder}/served.ts`, SERVED_PROGRAM);
  await Deno.mkdir(`${project.folder}/served`);
  for (const name of ["client.d.ts", "element.d.ts"]) {
    const file = new URL(`src/web/dist/${name}.txt`, PROJECT_ROOT);
    await Deno.copyFile(file, `${project.folder}/served/${name}`);
  }
  // Apart, as a page has the element once.
  for (const name of ["program.tsx", "served.ts"]) assert.deepEqual(typeErrors(`${project.folder}/${name}`), []);

  const service = await startLocally("offline_mock", { ...UNLIMITED, TTH_PACING__MODE: "burst" });
  try {
    await Deno.writeTextFile(`${project.folder}/program.mjs`, NODE_PROGRAM);
    const { success, stdout, stderr } = await new Deno.Command("node", {
      args: ["program.mjs", service.url],
      cwd: project.folder,
    }).output();
    assert.ok(success, new TextDecoder().decode(stderr));
    assert.deepEqual(JSON.parse(new TextDecoder().decode(stdout)), {
      heard: "Hello from Node.",
      component: "function",
    });
  } finally {
    await service.stop();
  }
});

const hasNpm = await new Deno.Command("npm", { args: ["--version"], stdout: "null", stderr: "null" }).output()
  .then(({ success }) => success, () => false);

if (!hasNpm) Deno.test.ignore("the React example (skipped: npm is missing)", () => {});
else {
  test("the React example is built from the package, renders on a server, and lives in a page", async (browser) => {
    let said = "";
    const options = { profile: "embedded", write: (text: string) => void (said += text) };
    await using stage = openStage(folderOf("react"), options);
    let folder: URL | undefined;
    const archive = new URL("made.tgz", await stage.temporaryFolder());
    await Deno.writeFile(archive, await packed(await packageOnce()));
    const watched = {
      ...stage,
      args: [fileURLToPath(archive)],
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
