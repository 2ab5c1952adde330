import assert from "node:assert/strict";
import { startLocally } from "../../scripts/lib/local_service.ts";
import { openPython, type Python } from "../support/programs/python.ts";

const CLIENT = "scripts/python";
const PACKAGES = ["httpx", "websockets", "numpy", "pillow", "mypy", "pytest"];

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
    const env = { TTH_URL: service.url, PYTHONDONTWRITEBYTECODE: "1" };
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
