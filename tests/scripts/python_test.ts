import assert from "node:assert/strict";
import { openApiDocument } from "../../src/api/descriptions/openapi.ts";
import { startLocally, UNLIMITED } from "../../scripts/lib/local_service.ts";
import { openPython, type Python } from "../../scripts/lib/examples/python.ts";

const CLIENT = "scripts/python";
const PACKAGES = ["httpx", "websockets", "numpy", "pillow", "av", "mypy", "pytest", "openapi-python-client"];

/** Makes films with the example, and prints the codecs of each and how long it is, ms. */
const FILMS = `
import asyncio, av, film, sys
from pathlib import Path

for path in sys.argv[2:]:
    asyncio.run(film.main(sys.argv[1], "Hello.", Path(path)))
    with av.open(path) as made:
        print(*(stream.codec_context.codec.canonical_name for stream in made.streams), made.duration / 1000)
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
  const service = await startLocally("offline_mock", UNLIMITED);
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

pythonTest("the example makes films from Python with sound and pictures, as MP4 and as WebM", async (python) => {
  const folder = await Deno.makeTempDir();
  const service = await startLocally("offline_mock", UNLIMITED);
  try {
    const env = { PYTHONPATH: `${CLIENT}/src:scripts/examples/film` };
    const paths = ["hello.mp4", "hello.webm"].map((name) => `${folder}/${name}`);
    const { code, output } = await python.run(["-c", FILMS, service.url, ...paths], { env });
    assert.equal(code, 0, output);
    assert.match(output, /^h264 aac \d{3,4}\.\d.*^vp9 opus \d{3,4}\.\d/ms);
  } finally {
    await service.stop();
    await Deno.remove(folder, { recursive: true });
  }
});

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
