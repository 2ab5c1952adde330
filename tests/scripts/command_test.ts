import assert from "node:assert/strict";
import { choiceOf, countOf, numberOf, readArguments, userPath } from "../../scripts/lib/command.ts";
import { PROJECT_ROOT } from "../../src/core/project_root.ts";
import { runScript } from "./support.ts";

/** Runs a script that takes an option; it prints what it was given. */
async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const command = new URL("scripts/lib/command.ts", PROJECT_ROOT);
  const registry = new URL("src/core/registry/registry.ts", PROJECT_ROOT);
  const script = `
    import { RegistryError } from "${registry}";
    import { countOf, runCommand } from "${command}";
    await runCommand({ help: "Counts.", options: { turns: { type: "string", default: "3" } } }, ({ turns }) => {
      if (turns === "0") throw new RegistryError("there is no such adapter");
      console.log(countOf("--turns", turns));
      return 7;
    });`;
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--config=deno.json",
      "--no-check",
      "--quiet",
      `data:text/typescript,${encodeURIComponent(script)}`,
      ...args,
    ],
    cwd: PROJECT_ROOT,
    env: { NO_COLOR: "1", FORCE_COLOR: "" },
  }).output();
  const decoder = new TextDecoder();
  return { code, out: decoder.decode(stdout), err: decoder.decode(stderr) };
}

Deno.test("a script explains itself, ends with its exit code, and refuses what it does not know in one line", async () => {
  const calls = [["--help"], [], ["--turn", "4"], ["--turns=x"], ["--turns=0"]];
  const [helped, ran, refused, wrong, unknown] = await Promise.all(calls.map((args) => run(...args)));
  assert.deepEqual(helped, { code: 0, out: "Counts.\n", err: "" });
  assert.deepEqual(ran, { code: 7, out: "3\n", err: "" });
  assert.deepEqual(refused, { code: 2, out: "", err: "Unknown option '--turn'; did you mean --turns?\n" });
  assert.deepEqual(wrong, { code: 2, out: "", err: "--turns x: give a whole number of at least 1\n" });
  assert.deepEqual(unknown, { code: 2, out: "", err: "there is no such adapter\n" });
});

Deno.test("an unknown option that resembles none is refused with where to look", () => {
  const options = { turns: { type: "string", short: "t" } } as const;
  for (const option of ["--colour", "-x"]) {
    const message = `Unknown option '${option}'; --help lists the options`;
    assert.throws(() => readArguments({ options }, [option]), { message });
  }
});

Deno.test("a value that could be another option is refused, with how to give it", () => {
  const options = { turns: { type: "string", short: "t" } } as const;
  for (const option of ["-t", "--turns"]) {
    assert.throws(() => readArguments({ options }, [option, "-5"]), {
      message: '--turns: give a value; one that begins with "-" is written --turns=-…',
    });
  }
  assert.equal(readArguments({ options }, ["--turns=-5"]).values.turns, "-5");
});

Deno.test("arguments that are not options are refused where a script takes none", () => {
  assert.throws(() => readArguments({ options: {} }, ["now"]), /^UsageError: Unexpected argument 'now'/);
  assert.deepEqual(readArguments({ options: {}, allowPositionals: true }, ["now"]).positionals, ["now"]);
});

Deno.test("numbers and choices are checked, and the remedy is named", () => {
  assert.equal(numberOf("--size", "128", [128, 1024]), 128);
  assert.throws(() => numberOf("--size", "12", [128, 1024]), /--size 12: give a number from 128 to 1024/);
  assert.throws(() => numberOf("--size", " ", [0, 1]), /give a number from 0 to 1/);
  assert.equal(countOf("--port", "0", 0), 0);
  assert.throws(() => countOf("--turns", "1.5"), /--turns 1\.5: give a whole number of at least 1/);
  assert.equal(choiceOf("--video", "pose", ["pose", "frames"]), "pose");
  assert.throws(() => choiceOf("--video", "poze", ["pose", "frames"]), /--video poze: unknown, did you mean "pose"\?/);
});

Deno.test("a path leads from where the user is", () => {
  assert.equal(userPath("a.wav", undefined), "a.wav");
  assert.equal(userPath("a.wav", Deno.cwd()), "a.wav");
  assert.equal(userPath("a.wav", "/home/ann"), "/home/ann/a.wav");
  assert.equal(userPath("/b/a.wav", "/home/ann"), "/b/a.wav");
});

Deno.test("commands that miss a name say which, and what it may be", async () => {
  const missing = [
    ["voice", ["add"], /^name a voice: emma, /],
    ["conformance", ["tts"], /^name a kind and an adapter, as in: deno task conformance tts mock_tts\n$/],
  ] as const;
  await Promise.all(missing.map(async ([script, args, says]) => {
    const { code, said } = await runScript(script, args);
    assert.equal(code, 2);
    assert.match(said, says);
  }));
});
