import { fileURLToPath } from "node:url";
import { resolve } from "node:path";
import { UsageError } from "../../lib/command.ts";
import type { Example } from "../../lib/examples/example.ts";
import { openPython } from "../../lib/examples/python.ts";

const PACKAGES = ["httpx", "websockets", "numpy", "pillow", "av"];

export default {
  summary: "a film made with the Python client: MP4 (H.264) or WebM (VP9)",
  usage: '"Hello from Python." hello.mp4',
  async start(stage) {
    const [text = "Hello from Python.", file = "hello.mp4"] = stage.args;
    const python = await openPython(PACKAGES);
    if ("missing" in python) throw new UsageError(`${python.missing}; install Python 3.10 or later with pip and venv`);
    const service = await stage.startService();
    const program = fileURLToPath(new URL("film.py", stage.folder));
    const client = fileURLToPath(new URL("../../python/src", stage.folder));
    const { code, output } = await python.run([program, service, text, resolve(file)], { env: { PYTHONPATH: client } });
    stage.print(output.trimEnd());
    if (code !== 0) throw new UsageError("the film was not made, see above");
  },
} satisfies Example;
