import assert from "node:assert/strict";
import { runScript } from "./support.ts";

const run = (args: readonly string[], input?: string) => runScript("speak", args, input);

/** A second of sound. */
const TONE = Int16Array.from({ length: 24_000 }, (_, i) => 8000 * Math.sin(i / 10));

Deno.test("speak --explain answers each JSON string with its words and phonemes on one line", async () => {
  const texts = ["Take .5 mg at night.", "Line one\nline two", ""];
  const { code, out, said } = await run(["--explain"], texts.map((text) => `${JSON.stringify(text)}\n`).join(""));
  assert.equal(code, 0, said);
  const lines = out.trim().split("\n").map((line) => JSON.parse(line));
  assert.deepEqual(lines.map(({ text }) => text), texts);
  assert.deepEqual(lines[0].words, ["take", "zero", "point", "five", "milligrams", "at", "night"]);
  assert.deepEqual(lines[1].words, ["line", "one", "line", "two"]);
  assert.deepEqual(lines[2].words, []);
});

Deno.test("speak writes a WAV file in the voice of the configuration", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const { code, out, said } = await run(["Good morning.", "-o", `${folder}/new/x.wav`]);
    assert.equal(code, 0, said);
    assert.match(out, /x\.wav: \d+\.\d s by mock_tts, made in/);
    const file = await Deno.readFile(`${folder}/new/x.wav`);
    assert.equal(new TextDecoder().decode(file.subarray(0, 4)), "RIFF");
    assert.ok(file.length > 20_000);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("speak says in one line that it cannot write the file", async () => {
  const file = await Deno.makeTempFile();
  try {
    const { code, said } = await run(["Good morning.", "-o", `${file}/x.wav`]);
    assert.equal(code, 2, said);
    assert.match(said, /^cannot write .*x\.wav: .*; give another file with -o\n$/m);
    assert.doesNotMatch(said, /^ +at /m);
  } finally {
    await Deno.remove(file);
  }
});

Deno.test("speak uses a provider with its key, and reports one that refuses in one line", async () => {
  const key = "sk-of-this-test";
  await using server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, (request) => {
    if (request.headers.get("authorization") !== `Bearer ${key}`) return new Response("no", { status: 401 });
    if (request.method === "GET") return Response.json({ data: [{ id: "tts-1" }] });
    return new Response(TONE, { headers: { "content-type": "audio/pcm" } });
  });
  const file = await Deno.makeTempFile({ suffix: ".wav" });
  const env = {
    TTH_COMPONENTS__TTS__PRIMARY: "openai_tts",
    TTH_ADAPTERS__OPENAI_TTS__BASE_URL: `http://127.0.0.1:${server.addr.port}/v1`,
  };
  try {
    const spoken = await runScript("speak", ["Hi.", "-o", file], "", { ...env, TTH_OPENAI_TTS_API_KEY: key });
    assert.equal(spoken.code, 0, spoken.said);
    assert.match(spoken.out, /1\.0 s by openai_tts/);
    const refused = await runScript("speak", ["Hi.", "-o", file], "", { ...env, TTH_OPENAI_TTS_API_KEY: "sk-wrong" });
    assert.equal(refused.code, 2);
    assert.match(refused.said, /^openai_tts: .*401.*\n$/);
  } finally {
    await Deno.remove(file);
  }
});

Deno.test("speak refuses what it cannot do with one line and exit code 2", async () => {
  const refused: readonly (readonly [args: string[], input: string, says: RegExp])[] = [
    [["--emotion", "hapy", "Hi."], "", /^--emotion hapy: unknown, did you mean "happy"\?\n$/],
    [["--intensity", "2", "Hi."], "", /^--intensity 2: give a number from 0 to 1\n$/],
    [["--persona", "nobody_known", "Hi."], "", /persona/],
    [
      ["--voice", "nobody", "--profile", "embedded", "Hi."],
      "",
      /^--voice nobody: unknown voice "nobody", known: ava, /,
    ],
    [[], "  \n", /there is nothing to say/],
    [["--explain"], '"fine"\nnot json\n', /^line 2 is not a JSON string/],
  ];
  for (const [args, input, says] of refused) {
    const { code, said } = await run(args, input);
    assert.equal(code, 2, args.join(" "));
    assert.match(said, says);
  }
});
