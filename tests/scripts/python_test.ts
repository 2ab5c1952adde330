import assert from "node:assert/strict";
import { openApiDocument } from "../../src/api/descriptions/openapi.ts";
import { startLocally } from "../../scripts/lib/local_service.ts";
import { openPython, type Python } from "../../scripts/lib/examples/python.ts";

const CLIENT = "scripts/python";
const PACKAGES = ["httpx", "websockets", "numpy", "pillow", "av", "mypy", "pytest", "openapi-python-client"];

/** Prints the codecs of a film and how long it is, ms. */
const PROBE = `
import av, sys
with av.open(sys.argv[1]) as film:
    print(*(stream.codec_context.codec.canonical_name for stream in film.streams), film.duration / 1000)
`;

const found = await openPython(PACKAGES);
if ("missing" in found) {
  Deno.stderr.writeSync(new TextEncoder().encode(`the tests of the Python client are skipped: ${found.missing}\n`));
}

/** Registers a test that needs Python. */
function pythonTest(name: string, fn: (python: Python) => Promise<void>): void {
  Deno.test({ name, ignore: "missing" in found, fn: () => "missing" in found ? Promise.resolve() : fn(found) });
}

pythonTest("the Python client speaks, interrupts, resumes and reports its errors", async (python) => {
  const service = await startLocally("offline_mock");
  try {
    const env = { TTH_URL: service.url };
    const { code, output } = await python.run(["-m", "pytest", "-q", "-p", "no:cacheprovider"], { cwd: CLIENT, env });
    assert.equal(code, 0, output);
  } finally {
    await service.stop();
  }
});

pythonTest("the Python client is strictly typed", async (python) => {
  const { code, output } = await python.run(["-m", "mypy"], { cwd: CLIENT });
  assert.equal(code, 0, output);
});

for (const [ending, codecs] of [["mp4", "h264 aac"], ["webm", "vp9 opus"]]) {
  pythonTest(`the example makes a film from Python, with sound and pictures (.${ending})`, async (python) => {
    const folder = await Deno.makeTempDir();
    const service = await startLocally("offline_mock", { TTH_PACING__MODE: "burst" });
    try {
      const env = { PYTHONPATH: `${CLIENT}/src` };
      const film = `${folder}/hello.${ending}`;
      const made = await python.run(["scripts/examples/film/film.py", service.url, "Hello.", film], { env });
      assert.equal(made.code, 0, made.output);
      const { output } = await python.run(["-c", PROBE, film]);
      assert.match(output, new RegExp(`^${codecs} \\d{3,4}\\.\\d`));
    } finally {
      await service.stop();
      await Deno.remove(folder, { recursive: true });
    }
  });
}

pythonTest("openapi-python-client makes a client of every call from the OpenAPI document", async (python) => {
  const folder = await Deno.makeTempDir();
  try {
    const document = openApiDocument("1.2.3");
    await Deno.writeTextFile(`${folder}/openapi.json`, JSON.stringify(document));
    await Deno.writeTextFile(`${folder}/config.yaml`, "post_hooks: []\n");
    const program = ["-m", "openapi_python_client", "generate", "--fail-on-warning", "--config=config.yaml"];
    const { code, output } = await python.run(
      [...program, "--path=openapi.json", "--meta=none", "--output-path=made"],
      {
        cwd: folder,
      },
    );
    assert.equal(code, 0, output);
    const calls = (await Array.fromAsync(Deno.readDir(`${folder}/made/api/default`))).map(({ name }) => name);
    assert.ok(calls.includes("create_session.py") && calls.includes("get_transcript.py"), calls.join());
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
